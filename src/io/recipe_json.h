// Recipes as JSON: what assets/recipes/*.json hold, what links and pages hand over.
//
//   {
//     "name": "B", "title": "Denoising autoencoder", "description": "...",
//     "inputs": 784,
//     "encoder": [{"units": 128, "activation": "relu"}, {"units": 32, "activation": "linear"}],
//     "decoder": [{"units": 128, "activation": "relu"}, {"units": 784, "activation": "sigmoid"}],
//     "initialization": "pytorch",
//     "loss": "mse",
//     "optimizer": {"kind": "adam", "learning_rate": 0.001},
//     "noise": {"kind": "gaussian", "strength": 0.5},
//     "test_noise": {"kind": "gaussian", "strength": 0.5},
//     "sampling": "epochs", "epochs": 10,
//     "batch_size": 128,
//     "seed": 0
//   }
//
// A layer is dense, or says its "kind" of LayerKind and has instead
//   convolution              "channels", "activation"
//   transposed_convolution   "channels", "kernel" (2 or 3), "activation"
//   unflatten                "height", "width", "channels"
//   gaussian                 "units"
// and nothing more for max_pool, upsample and flatten. "reduction" is "mean" or "sum". "penalties"
// is a list of {"kind": "l1_sum", "weight": 1e-5, "on": "code"}, where "on" may be "encoder[0]" for
// that layer; kl_sparsity also has "target".
//
// The names are those of io/names.h. Sampling "random" goes with "steps". The optimiser may also
// have weight_decay; adam beta1, beta2 and epsilon; sgd momentum.
// "schedule": {"kind": "plateau", "factor": 0.1, "patience": 10} moves the learning rate; it may
// also have minimum, threshold, cooldown and epsilon; {"kind": "cosine"} has a minimum alone.
// "early_stop": {"patience": 5} ends a run whose test loss no longer falls, in epochs.
// "noise": {"kind": "gaussian", "strength": 0.5, "fixed": true} gives an image the same noise in
// every epoch; {"mixture": [{"kind": "masking", "strength": 0.5, "weight": 2}, ...]} gives each
// image one of several. test_noise has neither.
// Only encoder and decoder are required; what else is absent has the value it has in Recipe{}.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"
#include "training/recipe.h"

namespace hourglass {

// The text is not trusted: at most 1 MB, unknown fields are faults, and the result has passed
// validate(). Fails with a sentence that names the field (or line and column), what was found and
// what was expected.
Result<Recipe> parse_recipe(std::string_view json);

// parse_recipe(recipe_to_json(r)) == r for every r that passes validate(), but for numbers that its
// kind of optimiser or schedule does not use (sgd's beta1), which are left out.
std::string recipe_to_json(const Recipe& recipe);

}  // namespace hourglass
