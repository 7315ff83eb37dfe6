#include "training/recipe.h"

#include "engine/range.h"

namespace hourglass {
namespace {

constexpr std::int64_t kMaxBatch = 4096;
constexpr std::int64_t kMaxSteps = 1'000'000'000;

Result<Done> validate(const OptimizerSpec& spec) {
  if (!within(spec.learning_rate, 1e-12, 1e3)) {
    return expected("optimizer.learning_rate", "a number from 1e-12 to 1000", spec.learning_rate);
  }
  if (!within(spec.weight_decay, 0, 1e3)) {
    return expected("optimizer.weight_decay", "a number from 0 to 1000", spec.weight_decay);
  }
  if (!within(spec.beta1, 0, 1) || spec.beta1 == 1) {
    return expected("optimizer.beta1", "a number from 0 to below 1", spec.beta1);
  }
  if (!within(spec.beta2, 0, 1) || spec.beta2 == 1) {
    return expected("optimizer.beta2", "a number from 0 to below 1", spec.beta2);
  }
  if (!within(spec.epsilon, 1e-20, 1)) {
    return expected("optimizer.epsilon", "a number from 1e-20 to 1", spec.epsilon);
  }
  if (!within(spec.momentum, 0, 1) || spec.momentum == 1) {
    return expected("optimizer.momentum", "a number from 0 to below 1", spec.momentum);
  }
  return Done{};
}

Result<Done> validate(const std::string& field, const NoiseSpec& noise) {
  const double high = max_strength(noise.kind);
  if (!within(noise.strength, 0, high)) {
    return expected(field + ".strength", "a number from 0 to " + written(high), noise.strength);
  }
  return Done{};
}

Result<Done> validate_mixture(const Recipe& recipe) {
  constexpr std::size_t kMostShares = 32;
  const auto& shares = recipe.noise_mixture;
  if (shares.size() > kMostShares) {
    return expected("noise.mixture", "at most " + std::to_string(kMostShares) + " kinds of noise",
                    static_cast<double>(shares.size()));
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::string field = "noise.mixture[" + std::to_string(i) + "]";
    if (auto noise = validate(field, shares[i].noise); !noise.ok()) return noise;
    if (!within(shares[i].weight, 1e-6, 1e6)) {
      return expected(field + ".weight", "a number from 1e-6 to 1e6", shares[i].weight);
    }
  }
  if (!shares.empty() && recipe.noise != NoiseSpec{}) {
    return Error{"noise: expected either one kind of noise or a mixture, got both"};
  }
  return Done{};
}

Result<Done> validate_length(const Recipe& recipe) {
  const bool epochs = recipe.sampling == Sampling::epochs;
  const std::int64_t length = epochs ? recipe.epochs : recipe.steps;
  if (length < 1 || length > kMaxSteps) {
    return expected(epochs ? "epochs" : "steps",
                    "a whole number from 1 to " + std::to_string(kMaxSteps),
                    static_cast<double>(length));
  }
  return Done{};
}

}  // namespace

Result<Done> validate(const Recipe& recipe) {
  if (auto network = validate(recipe.network); !network.ok()) return network;
  if (auto penalties = validate(recipe.penalties, recipe.network); !penalties.ok()) {
    return penalties;
  }
  if (auto optimizer = validate(recipe.optimizer); !optimizer.ok()) return optimizer;
  if (auto schedule = validate(recipe.schedule); !schedule.ok()) return schedule;
  if (auto stop = check_count("early_stop.patience", recipe.early_stop.patience); !stop.ok()) {
    return stop;
  }
  if (auto noise = validate("noise", recipe.noise); !noise.ok()) return noise;
  if (auto mixture = validate_mixture(recipe); !mixture.ok()) return mixture;
  if (auto noise = validate("test_noise", recipe.test_noise); !noise.ok()) return noise;
  if (auto length = validate_length(recipe); !length.ok()) return length;
  if (recipe.batch_size < 1 || recipe.batch_size > kMaxBatch) {
    return expected("batch_size", "a whole number from 1 to " + std::to_string(kMaxBatch),
                    static_cast<double>(recipe.batch_size));
  }
  if (recipe.loss == LossKind::bce && output_activation(recipe.network) != Activation::sigmoid) {
    return Error{"loss: bce needs a decoder that ends with the activation sigmoid"};
  }
  return Done{};
}

void set_noise(Recipe& recipe, const NoiseSpec& noise) {
  recipe.noise = recipe.test_noise = noise;
  recipe.noise_mixture.clear();
}

Result<Done> set_code_size(Recipe& recipe, Index size) {
  LayerSpec& code = recipe.network.encoder.back();
  if (code.kind != LayerKind::dense && code.kind != LayerKind::gaussian) {
    return Error{
        "the encoder of recipe " + recipe.name +
        " ends with a layer of images; expected a dense or gaussian one, whose width is the "
        "size of the code"};
  }
  code.units = size;
  return Done{};
}

std::int64_t steps_per_epoch(const Recipe& recipe, Index train_images) {
  return (train_images + recipe.batch_size - 1) / recipe.batch_size;
}

std::int64_t total_steps(const Recipe& recipe, Index train_images) {
  return recipe.sampling == Sampling::epochs ? recipe.epochs * steps_per_epoch(recipe, train_images)
                                             : recipe.steps;
}

}  // namespace hourglass
