#include "training/trainer.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "training/batch_noise.h"

namespace hourglass {
namespace {

std::int64_t interval_of(const Recipe& recipe, Index images) {
  return recipe.sampling == Sampling::epochs
             ? std::max<std::int64_t>(1, steps_per_epoch(recipe, images))
             : Trainer::kRandomInterval;
}

}  // namespace

Trainer::Trainer(const Recipe& recipe, std::shared_ptr<const Dataset> data, Workers& workers,
                 Ranks ranks)
    : recipe_(recipe),
      data_(std::move(data)),
      workers_(workers),
      network_(recipe.network),
      ranks_(std::move(ranks)),
      parameters_(static_cast<std::size_t>(network_.parameter_count())),
      gradient_(parameters_.size() + 2),
      optimizer_(parameters_.size()),
      objective_(network_, recipe, ranks_),
      clean_(network_.inputs(), static_cast<Index>(recipe.batch_size)),
      noisy_(network_.inputs(), static_cast<Index>(recipe.batch_size)),
      order_(recipe, data_->train.count()),
      evaluation_(network_, data_->test, recipe.seed),
      steps_per_interval_(interval_of(recipe, data_->train.count())),
      total_steps_(hourglass::total_steps(recipe, data_->train.count())) {
  initialize<float>(network_, recipe.initialization, recipe.seed, parameters_);
  schedule_.learning_rate = recipe.optimizer.learning_rate;
  if (recipe.early_stop.on()) early_stop_.parameters.resize(parameters_.size());
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
  const std::span<const std::uint32_t> batch = order_.next();
  const auto batch_size = static_cast<Index>(batch.size());
  const Slice mine = slice_of(batch_size, ranks_);
  const auto images =
      batch.subspan(static_cast<std::size_t>(mine.first), static_cast<std::size_t>(mine.count));
  Batch<float> clean = clean_.leftCols(mine.count), noisy = noisy_.leftCols(mine.count);

  gather(data_->train, images, clean, workers_);
  corrupt_batch(recipe_, step_, images, clean, noisy, workers_, mine.first);

  StepLoss loss = objective_.differentiate(recipe_, step_, parameters_, clean, noisy, gradient(),
                                           workers_, {mine.first, batch_size});
  if (!ranks_.alone()) sum_over_ranks(loss);
  if (watch_ != nullptr) watch_->see(step_, loss.loss, parameters_);
  OptimizerSpec optimizer = recipe_.optimizer;
  optimizer.learning_rate = schedule_.learning_rate;
  update<float>(optimizer, gradient(), network_.layer_ends(), parameters_, optimizer_, workers_);

  ++step_;
  images_trained_ += batch_size;
  return loss;
}

// One message for all: the losses travel behind the gradient.
void Trainer::sum_over_ranks(StepLoss& loss) {
  const auto losses = std::span(gradient_).last<2>();
  losses[0] = static_cast<float>(loss.loss);
  losses[1] = static_cast<float>(loss.penalty);
  ranks_.sum(gradient_);
  loss = {losses[0], losses[1]};
}

void Trainer::record_step(const StepLoss& loss) {
  for (LossMean* mean : {&point_, &stretch_}) {
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
  interval_ = {step_,
               epoch(),
               stretch_.value(),
               penalty_.value(),
               schedule_.learning_rate,
               evaluation_.result()};
  history_.add({step_, epoch(), point_.value(), interval_.test.reconstruction.loss(recipe_.loss)});
  point_ = stretch_ = penalty_ = {};
  hourglass::advance(recipe_.schedule, recipe_.optimizer.learning_rate, length(),
                     interval_.train_loss, schedule_);
  if (recipe_.early_stop.on()) watch_test_loss();
}

void Trainer::watch_test_loss() {
  const double loss = interval_.test.reconstruction.loss(recipe_.loss);
  if (loss < early_stop_.best) {
    early_stop_.best = loss;
    early_stop_.bad_epochs = 0;
    early_stop_.interval = interval_;
    std::copy(parameters_.begin(), parameters_.end(), early_stop_.parameters.begin());
  } else {
    ++early_stop_.bad_epochs;
  }
  early_stop_.stopped = early_stop_.bad_epochs >= recipe_.early_stop.patience;
  // Where no loss ever was a number there is no best.
  if (finished() && early_stop_.interval.step > 0) set_parameters(early_stop_.parameters);
}

// Stretches in a run.
std::int64_t Trainer::length() const {
  const std::int64_t steps = hourglass::total_steps(recipe_, data_->train.count());
  return (steps + steps_per_interval_ - 1) / steps_per_interval_;
}

void Trainer::set_parameters(std::span<const float> parameters) {
  assert(parameters.size() == parameters_.size());
  std::copy(parameters.begin(), parameters.end(), parameters_.begin());
}

bool Trainer::measure() {
  assert(!evaluating_);
  if (!evaluation_.done()) evaluation_.advance(parameters_, recipe_.test_noise, workers_);
  return evaluation_.done();
}

double Trainer::measured_loss() const {
  return evaluation_.result().reconstruction.loss(recipe_.loss);
}

void Trainer::go_back(std::span<const float> parameters, std::int64_t step) {
  set_parameters(parameters);
  std::fill(optimizer_.first.begin(), optimizer_.first.end(), 0.0f);
  std::fill(optimizer_.second.begin(), optimizer_.second.end(), 0.0f);
  optimizer_.step = 0;
  point_ = stretch_ = penalty_ = {};
  evaluating_ = false;
  history_.cut_after(step);
}

double Trainer::epoch() const {
  const auto images = data_->train.count();
  return images == 0
             ? 0.0
             : static_cast<double>(step_) / static_cast<double>(steps_per_epoch(recipe_, images));
}

void Trainer::extend() {
  total_steps_ =
      std::min(step_, total_steps_) + hourglass::total_steps(recipe_, data_->train.count());
  early_stop_.stopped = false;
  early_stop_.bad_epochs = 0;
}

}  // namespace hourglass
