#include "study/sweep.h"

#include <cassert>

namespace hourglass {

std::vector<NoiseSpec> noises(NoiseKind kind, std::span<const float> strengths) {
  std::vector<NoiseSpec> list;
  for (float strength : strengths) {
    list.push_back(strength > 0 ? NoiseSpec{kind, strength} : NoiseSpec{});
  }
  return list;
}

std::vector<Recipe> noise_sweep(const Recipe& recipe, std::span<const float> strengths) {
  const NoiseKind kind =
      recipe.noise.kind == NoiseKind::none ? NoiseKind::gaussian : recipe.noise.kind;
  std::vector<Recipe> recipes;
  for (const NoiseSpec& noise : noises(kind, strengths)) {
    recipes.push_back(recipe);
    recipes.back().noise = recipes.back().test_noise = noise;
  }
  return recipes;
}

Result<std::vector<Recipe>> bottleneck_sweep(const Recipe& recipe,
                                             std::span<const Index> code_sizes) {
  std::vector<Recipe> recipes;
  for (Index size : code_sizes) {
    recipes.push_back(recipe);
    if (auto set = set_code_size(recipes.back(), size); !set.ok()) return set.error();
  }
  return recipes;
}

Sweep::Sweep(std::vector<Recipe> recipes, std::vector<NoiseSpec> tests,
             std::shared_ptr<const Dataset> data, Workers& workers)
    : recipes_(std::move(recipes)),
      tests_(std::move(tests)),
      data_(std::move(data)),
      workers_(workers) {
  assert(!recipes_.empty() && !tests_.empty());
  for (const Recipe& recipe : recipes_) {
    total_steps_ += hourglass::total_steps(recipe, data_->train.count());
  }
  begin_row();
}

void Sweep::begin_row() {
  evaluation_.reset();
  trainer_ = std::make_unique<Trainer>(recipes_[row_], data_, workers_);
}

std::int64_t Sweep::steps() const { return steps_before_ + (trainer_ ? trainer_->step() : 0); }

void Sweep::advance() {
  assert(!done());
  if (!trainer_->finished()) {
    trainer_->advance();
    return;
  }
  test();
  if (results_.size() < (row_ + 1) * tests_.size()) return;
  train_losses_.push_back(trainer_->interval().train_loss);
  last_parameters_.assign(trainer_->parameters().begin(), trainer_->parameters().end());
  steps_before_ += trainer_->step();
  trainer_.reset();
  if (++row_ < recipes_.size()) begin_row();
}

void Sweep::test() {
  const std::size_t column = results_.size() % tests_.size();
  if (!evaluation_) {
    evaluation_ =
        std::make_unique<Evaluation>(trainer_->network(), data_->test, recipes_[row_].seed);
  }
  if (!evaluation_->done()) {
    evaluation_->advance(trainer_->parameters(), tests_[column], workers_);
  }
  if (!evaluation_->done()) return;
  results_.push_back(evaluation_->result());
  evaluation_->restart();
}

}  // namespace hourglass
