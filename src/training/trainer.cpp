#include "training/trainer.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "engine/random.h"

namespace hourglass {
namespace {

std::int64_t interval_of(const Recipe& recipe, Index images) {
  return recipe.sampling == Sampling::epochs
             ? std::max<std::int64_t>(1, steps_per_epoch(recipe, images))
             : Trainer::kRandomInterval;
}

}  // namespace

Trainer::Trainer(const Recipe& recipe, std::shared_ptr<const Dataset> data, Workers& workers)
    : recipe_(recipe),
      data_(std::move(data)),
      workers_(workers),
      network_(recipe.network),
      parameters_(static_cast<std::size_t>(network_.parameter_count())),
      gradient_(parameters_.size()),
      optimizer_(parameters_.size()),
      objective_(network_, recipe),
      clean_(network_.inputs(), static_cast<Index>(recipe.batch_size)),
      noisy_(network_.inputs(), static_cast<Index>(recipe.batch_size)),
      order_(recipe, data_->train.count()),
      evaluation_(network_, data_->test, recipe.seed),
      steps_per_interval_(interval_of(recipe, data_->train.count())),
      total_steps_(hourglass::total_steps(recipe, data_->train.count())) {
  initialize<float>(network_, recipe.initialization, recipe.seed, parameters_);
}

bool Trainer::advance() {
  if (!evaluating_) {
    record_step(train_step());
    return false;
  }
  if (!evaluation_.done()) evaluation_.advance(parameters_, recipe_.test_noise, workers_);
  if (!evaluation_.done()) return false;
  finish_interval();
  return true;
}

StepLoss Trainer::train_step() {
  const std::span<const std::uint32_t> images = order_.next();
  const auto n = static_cast<Index>(images.size());
  Batch<float> clean = clean_.leftCols(n), noisy = noisy_.leftCols(n);

  gather(data_->train, images, clean, workers_);
  const RandomKey key{recipe_.seed, stream_id(Stream::noise, static_cast<std::uint64_t>(step_))};
  corrupt(recipe_.noise, key, clean, noisy, workers_);

  const StepLoss loss =
      objective_.differentiate(recipe_, step_, parameters_, clean, noisy, gradient_, workers_);
  update<float>(recipe_.optimizer, gradient_, parameters_, optimizer_, workers_);

  ++step_;
  images_trained_ += n;
  return loss;
}

void Trainer::record_step(const StepLoss& loss) {
  for (Mean* mean : {&point_, &stretch_}) {
    mean->sum += loss.loss;
    ++mean->count;
  }
  penalty_.sum += loss.penalty;
  ++penalty_.count;
  if (step_ % steps_per_interval_ == 0 || step_ == total_steps_) {
    evaluating_ = true;
    evaluation_.restart();
  } else if (point_due()) {
    history_.add({step_, epoch(), point_.value(), std::numeric_limits<double>::quiet_NaN()});
    point_ = {};
  }
}

// Points share an interval evenly, also where its steps cannot be divided so.
bool Trainer::point_due() const {
  const std::int64_t into = step_ % steps_per_interval_;
  return into * kPointsPerInterval / steps_per_interval_ !=
         (into - 1) * kPointsPerInterval / steps_per_interval_;
}

void Trainer::finish_interval() {
  evaluating_ = false;
  interval_ = {step_, epoch(), stretch_.value(), evaluation_.result()};
  interval_.train_penalty = penalty_.value();
  history_.add({step_, epoch(), point_.value(), interval_.test.reconstruction.loss(recipe_.loss)});
  point_ = stretch_ = penalty_ = {};
}

void Trainer::set_parameters(std::span<const float> parameters) {
  assert(parameters.size() == parameters_.size());
  std::copy(parameters.begin(), parameters.end(), parameters_.begin());
}

double Trainer::epoch() const {
  const auto images = data_->train.count();
  return images == 0
             ? 0.0
             : static_cast<double>(step_) / static_cast<double>(steps_per_epoch(recipe_, images));
}

void Trainer::extend() { total_steps_ += hourglass::total_steps(recipe_, data_->train.count()); }

}  // namespace hourglass
