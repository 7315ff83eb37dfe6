// A run's moments: its weights along the way, for looking back at what it has learned when.
//
//   Moments moments;
//   moments.add(moment_of(step, epoch, test_loss, parameters, survey));   // after each evaluation
//   std::vector<float> weights = parameters_of(*moments.all().front());
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "training/survey.h"

namespace hourglass {

struct Moment {
  std::int64_t step = 0;
  double epoch = 0;
  double test_loss = 0;  // NaN where the test set was not measured
  // The arena in bfloat16: half the memory, a relative error of at most 1/256. Not float16, which
  // is finer: weights on the way to diverging leave its range, and pictures do not show the rest.
  std::vector<std::uint16_t> parameters;
  std::shared_ptr<const Survey> survey;  // null where there is none, or only a large one
};

std::shared_ptr<const Moment> moment_of(std::int64_t step, double epoch, double test_loss,
                                        std::span<const float> parameters,
                                        std::shared_ptr<const Survey> survey);
// The arena again, as floats.
std::vector<float> parameters_of(const Moment& moment);
// What it takes in memory, with its survey.
std::size_t bytes_of(const Moment& moment);

// Bounded, in number and in memory: when they are too many, every second one goes, and from then on
// only every second one stays; the first and the newest always do. Of moments too large for two
// there is the newest alone, of those too large for one there is none.
class Moments {
 public:
  static constexpr std::size_t kMost = 24;
  static constexpr std::size_t kBytes = 12 << 20;
  // No moment should hold a larger survey: there would be room for too few.
  static constexpr std::size_t kSurveyBytes = kBytes / 6;

  explicit Moments(std::size_t most = kMost, std::size_t bytes = kBytes)
      : most_(most), bytes_(bytes) {}

  // As the newest.
  void add(std::shared_ptr<const Moment> moment);
  void clear();
  const std::vector<std::shared_ptr<const Moment>>& all() const {
    return moments_;
  }  // oldest first

 private:
  bool fit() const;
  // Keeps those whose number is a multiple of the stride, and the newest.
  void thin_out();

  std::size_t most_, bytes_;
  std::vector<std::shared_ptr<const Moment>> moments_;
  std::vector<std::int64_t> numbers_;  // of each: how many were added before it
  std::int64_t added_ = 0;
  std::int64_t stride_ = 1;
};

}  // namespace hourglass
