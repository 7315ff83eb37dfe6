#include "cli/overrides.h"

#include "cli/inputs.h"

namespace hourglass::cli {

void add_override_options(CLI::App& command, Overrides& overrides) {
  constexpr char kGroup[] = "In place of what the recipe says";
  const auto add = [&](const char* flag, auto& value, const char* description) {
    return command.add_option(flag, value, description)->type_name("N")->group(kGroup);
  };
  CLI::Option* epochs =
      add("--epochs", overrides.epochs, "Go through all training images this many times");
  add("--steps", overrides.steps, "Train this many steps on batches drawn at random")
      ->excludes(epochs);
  add("--batch-size", overrides.batch_size, "Images in a step");
  add("--code-size", overrides.code_size, "Numbers in the code, the narrowest layer");
  add("--learning-rate", overrides.learning_rate, "Of the optimiser");
  add("--seed", overrides.seed, "Of weights, batches and noise");
  add_noise_option(command, "--noise", overrides.noise, "On training and test images")
      ->group(kGroup);
  add_noise_option(command, "--test-noise", overrides.test_noise, "On test images alone")
      ->group(kGroup);
}

Result<Recipe> apply(const Overrides& overrides, Recipe recipe) {
  if (overrides.epochs) {
    recipe.sampling = Sampling::epochs;
    recipe.epochs = *overrides.epochs;
  }
  if (overrides.steps) {
    recipe.sampling = Sampling::random;
    recipe.steps = *overrides.steps;
  }
  if (overrides.code_size) {
    LayerSpec& code = recipe.network.encoder.back();
    if (code.kind != LayerKind::dense && code.kind != LayerKind::gaussian) {
      return Error{"--code-size: expected a recipe whose encoder ends with a dense layer"};
    }
    code.units = *overrides.code_size;
  }
  recipe.batch_size = overrides.batch_size.value_or(recipe.batch_size);
  recipe.seed = overrides.seed.value_or(recipe.seed);
  recipe.optimizer.learning_rate = overrides.learning_rate.value_or(recipe.optimizer.learning_rate);
  if (overrides.noise) recipe.noise = recipe.test_noise = *overrides.noise;
  recipe.test_noise = overrides.test_noise.value_or(recipe.test_noise);
  if (auto valid = validate(recipe); !valid.ok()) return valid.error();
  return recipe;
}

}  // namespace hourglass::cli
