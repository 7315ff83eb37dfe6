#include "training/observer.h"

namespace hourglass {

void Observer::clear() { *this = {}; }

void Observer::begin(Trainer& trainer, const Dataset& data) {
  surveyor_ = std::make_unique<Surveyor>(trainer.network(), data);
  measure_again(trainer);
}

void Observer::measure_again(Trainer& trainer) {
  measuring_ = true;
  trainer.begin_measuring();
}

void Observer::leave_start(const Trainer& trainer) {
  surveyor_.reset();
  measuring_ = false;
  if (moments().empty()) keep_moment(trainer, start_loss_);
}

// A finished run that stops early has taken back its best weights.
void Observer::look(const Trainer& trainer, const Dataset& data) {
  const Interval& interval = trainer.finished() ? trainer.kept() : trainer.interval();
  interval_loss_ = interval.test.reconstruction.loss(trainer.recipe().loss);
  surveyor_ = std::make_unique<Surveyor>(trainer.network(), data);
}

bool Observer::advance(Trainer& trainer, Workers& workers) {
  if (surveyor_) {
    if (!advance_survey(trainer, workers)) return false;
    if (trainer.step() > 0) keep_moment(trainer, interval_loss_);
  } else {
    if (!trainer.measure()) return false;
    measuring_ = false;
    start_loss_ = trainer.measured_loss();
  }
  // Step 0 may be measured again; it is one moment.
  if (trainer.step() == 0 && !busy()) {
    moments_.clear();
    keep_moment(trainer, start_loss_);
  }
  return true;
}

bool Observer::advance_survey(Trainer& trainer, Workers& workers) {
  surveyor_->advance(trainer.parameters(), trainer.spare_pass(), workers);
  if (!surveyor_->done()) return false;
  survey_ = surveyor_->finish(trainer.step(), trainer.epoch(), trainer.last_gradient());
  surveyor_.reset();
  return true;
}

void Observer::keep_moment(const Trainer& trainer, double test_loss) {
  const bool small = survey_ && bytes_of(*survey_) <= Moments::kSurveyBytes;
  moments_.add(moment_of(trainer.step(), trainer.epoch(), test_loss, trainer.parameters(),
                         small ? survey_ : nullptr));
}

}  // namespace hourglass
