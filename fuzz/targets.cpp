#include "targets.h"

#include "digit_targets.h"
#include "model_targets.h"
#include "state_target.h"

namespace hourglass::fuzz {
namespace {

constexpr std::string_view kRecipeWords[] = {"\"encoder\"",
                                             "\"decoder\"",
                                             "\"units\"",
                                             "\"activation\"",
                                             "\"relu\"",
                                             "\"sigmoid\"",
                                             "\"linear\"",
                                             "\"kind\"",
                                             "\"convolution\"",
                                             "\"transposed_convolution\"",
                                             "\"channels\"",
                                             "\"kernel\"",
                                             "\"max_pool\"",
                                             "\"upsample\"",
                                             "\"flatten\"",
                                             "\"unflatten\"",
                                             "\"height\"",
                                             "\"width\"",
                                             "\"gaussian\"",
                                             "\"noise\"",
                                             "\"strength\"",
                                             "\"mixture\"",
                                             "\"weight\"",
                                             "\"penalties\"",
                                             "\"kl_sparsity\"",
                                             "\"target\"",
                                             "\"schedule\"",
                                             "\"early_stop\"",
                                             "\"inputs\"",
                                             "784",
                                             "1e-3",
                                             "true",
                                             "null"};
constexpr std::string_view kTensorWords[] = {"\"__metadata__\"",
                                             "\"hourglass.recipe\"",
                                             "\"hourglass.checkpoint\"",
                                             "\"dtype\"",
                                             "\"F32\"",
                                             "\"F16\"",
                                             "\"BF16\"",
                                             "\"shape\"",
                                             "\"data_offsets\"",
                                             "[",
                                             "]",
                                             "{",
                                             "}",
                                             ":",
                                             ",",
                                             "\"encoder.0.weight\"",
                                             "\"encoder.0.bias\"",
                                             "4294967296",
                                             "18446744073709551615"};
constexpr std::string_view kStateWords[] = {
    "v1;",    "recipe=",      "json.",   "seed=",   "rate=",    "train-noise=", "weights=trained",
    "noise=", "gaussian:0.5", "roll=",   "panel=",  "code=",    "plane=both:",  "principal",
    "morph=", "test.5",       "line:32", "scheme=", "drawing=", "small.",       "whole.",
    "image.", "rubbed=",      "drawer=", ";"};

constexpr Target kTargets[] = {
    {"idx", run_idx, idx_seeds, {}},
    {"gzip", run_gzip, gzip_seeds, {}},
    {"recipe", run_recipe, recipe_seeds, kRecipeWords},
    {"safetensors", run_safetensors, safetensors_seeds, kTensorWords},
    {"weights", run_weights, weights_seeds, kTensorWords},
    {"checkpoint", run_checkpoint, checkpoint_seeds, kTensorWords},
    {"state", run_state, state_seeds, kStateWords},
};

}  // namespace

std::span<const Target> targets() { return kTargets; }

}  // namespace hourglass::fuzz
