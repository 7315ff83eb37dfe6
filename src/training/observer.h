// What a session shows of a run besides its training: the test loss at step 0, surveys, moments.
// It looks between steps, a block at a time.
//
//   Observer observer;
//   observer.begin(trainer, data);                 // a new run
//   while (observer.busy()) observer.advance(trainer, workers);
//   if (trainer.advance()) observer.look(trainer, data);   // an interval is over: busy again
#pragma once

#include <limits>
#include <memory>
#include <vector>

#include "training/moment.h"
#include "training/survey.h"
#include "training/trainer.h"

namespace hourglass {

class Observer {
 public:
  // Forgets a run, and frees what it has of it; must come before that run's trainer or data go.
  void clear();
  // Begins to look at a run's weights at step 0. Precondition: `data` hold images and outlive the
  // next clear().
  void begin(Trainer& trainer, const Dataset& data);
  // Measures the test loss at step 0 again: the test noise has changed.
  void measure_again(Trainer& trainer);
  // Training is about to leave step 0: what has not been seen of it will not be.
  void leave_start(const Trainer& trainer);
  // Begins to look at the weights after an interval. Precondition: !busy(), the data of begin().
  void look(const Trainer& trainer, const Dataset& data);

  bool busy() const { return surveyor_ != nullptr || measuring_; }
  // Does the next block. Returns true when there is something new to show. Preconditions: busy(),
  // the weights are those at which it began to look.
  bool advance(Trainer& trainer, Workers& workers);

  // At step 0; NaN while unknown.
  double start_loss() const { return start_loss_; }
  const std::shared_ptr<const Survey>& survey() const { return survey_; }
  const std::vector<std::shared_ptr<const Moment>>& moments() const { return moments_.all(); }

 private:
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

  bool advance_survey(Trainer& trainer, Workers& workers);
  // With the survey, unless it is large.
  void keep_moment(const Trainer& trainer, double test_loss);

  std::unique_ptr<Surveyor> surveyor_;  // while there is a survey under way
  bool measuring_ = false;
  double start_loss_ = kUnknown;
  double interval_loss_ = kUnknown;  // of the interval that is looked at
  std::shared_ptr<const Survey> survey_;
  Moments moments_;
};

}  // namespace hourglass
