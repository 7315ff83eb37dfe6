#include "training/recovery.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace hourglass {
namespace {

// With three digits.
std::string short_text(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3g", number);
  return text.data();
}

}  // namespace

void Recovery::clear() { *this = {}; }

void Recovery::begin(Trainer& trainer) {
  if (watch_.begun()) return;
  watch_.begin(trainer.step(), trainer.parameters());
  checked_ = trainer.step();
  trainer.set_watch(watch_);
}

bool Recovery::check(Trainer& trainer, bool interval_over) {
  const std::string what = fault(trainer, interval_over);
  if (!what.empty()) take_back(trainer, what);
  return !what.empty() || (interval_over && check_weights(trainer));
}

bool Recovery::check_weights(Trainer& trainer) {
  if (trainer.step() == checked_) return false;
  checked_ = trainer.step();
  if (all_finite(trainer.parameters())) return false;
  take_back(trainer, "a weight was no longer a finite number");
  return true;
}

// What is wrong with the losses; empty where nothing is.
std::string Recovery::fault(const Trainer& trainer, bool interval_over) {
  if (watch_.not_finite()) return "the loss was no longer a finite number";
  const auto& points = trainer.history().points();
  if (!points.empty() && points.back().step > judged_) {
    judged_ = points.back().step;
    const double loss = points.back().train_loss, smallest = watch_.smallest();
    if (watch_.too_high(loss)) {
      return "the loss rose to " + short_text(loss) + ", from " + short_text(smallest) +
             " at its smallest";
    }
  }
  const Metrics& test = trainer.interval().test.reconstruction;
  if (interval_over && !std::isfinite(test.loss(trainer.recipe().loss))) {
    return "the test loss was no longer a finite number";
  }
  return {};
}

void Recovery::take_back(Trainer& trainer, const std::string& fault) {
  const double rate = trainer.learning_rate();
  sentence_ = "Training diverged in step " + std::to_string(trainer.step()) + ": " + fault +
              ". The learning rate was " + short_text(rate) + "; try a smaller one, such as " +
              short_text(rate / 10) + ". The weights of step " + std::to_string(watch_.step()) +
              " are back.";
  ++count_;
  trainer.go_back(watch_.parameters(), watch_.step());
  checked_ = trainer.step();
}

}  // namespace hourglass
