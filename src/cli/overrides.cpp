#include "cli/overrides.h"

#include "cli/inputs.h"
#include "io/names.h"

namespace hourglass::cli {

void add_override_options(CLI::App& command, Overrides& overrides) {
  constexpr char kGroup[] = "In place of what the recipe says";
  const auto add = [&](const char* flag, auto& value, const char* description) {
    return command.add_option(flag, value, description)->type_name("N")->group(kGroup);
  };
  CLI::Option* epochs =
      add("-e,--epochs", overrides.epochs, "Go through all training images this many times");
  add("--steps", overrides.steps, "Train this many steps on batches drawn at random")
      ->excludes(epochs);
  add("-b,--batch-size", overrides.batch_size, "Images in a step");
  add("-z,--code-size", overrides.code_size, "Numbers in the code, the narrowest layer");
  add("--learning-rate", overrides.learning_rate, "Of the optimiser");
  command
      .add_option_function<std::string>(
          "--schedule",
          [&overrides](const std::string& name) {
            overrides.schedule = value_named<ScheduleKind>(name);
            if (overrides.schedule) return;
            throw CLI::ValidationError("--schedule", "expected " + allowed_names<ScheduleKind>());
          },
          "Of the learning rate: " + allowed_names<ScheduleKind>())
      ->type_name("KIND")
      ->group(kGroup);
  add("--early-stop", overrides.early_stop,
      "End when the test loss has not fallen for this many epochs, and keep the best weights");
  add("--seed", overrides.seed, "Of weights, batches and noise");
  add_noise_option(command, "--noise", overrides.noise, "On training and test images")
      ->group(kGroup);
  add_noise_option(command, "--test-noise", overrides.test_noise, "On test images alone")
      ->group(kGroup);
  command
      .add_flag("--fixed-noise", overrides.fixed_noise,
                "Give each training image the same noise in every epoch")
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
  if (overrides.schedule && *overrides.schedule != recipe.schedule.kind) {
    recipe.schedule = {.kind = *overrides.schedule};
  }
  recipe.early_stop.patience = overrides.early_stop.value_or(recipe.early_stop.patience);
  recipe.noise_fixed = recipe.noise_fixed || overrides.fixed_noise;
  if (overrides.code_size) {
    auto set = set_code_size(recipe, *overrides.code_size);
    if (!set.ok()) return Error{"--code-size: " + set.error().message};
  }
  recipe.batch_size = overrides.batch_size.value_or(recipe.batch_size);
  recipe.seed = overrides.seed.value_or(recipe.seed);
  recipe.optimizer.learning_rate = overrides.learning_rate.value_or(recipe.optimizer.learning_rate);
  if (overrides.noise) set_noise(recipe, *overrides.noise);
  recipe.test_noise = overrides.test_noise.value_or(recipe.test_noise);
  if (auto valid = validate(recipe); !valid.ok()) return valid.error();
  return recipe;
}

}  // namespace hourglass::cli
