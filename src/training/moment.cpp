#include "training/moment.h"

#include <algorithm>
#include <numeric>

#include "engine/half_precision.h"

namespace hourglass {

std::shared_ptr<const Moment> moment_of(std::int64_t step, double epoch, double test_loss,
                                        std::span<const float> parameters,
                                        std::shared_ptr<const Survey> survey) {
  auto moment = std::make_shared<Moment>();
  *moment = {step, epoch, test_loss, std::vector<std::uint16_t>(parameters.size()),
             std::move(survey)};
  std::transform(parameters.begin(), parameters.end(), moment->parameters.begin(), to_bfloat16);
  return moment;
}

std::vector<float> parameters_of(const Moment& moment) {
  std::vector<float> parameters(moment.parameters.size());
  std::transform(moment.parameters.begin(), moment.parameters.end(), parameters.begin(),
                 from_bfloat16);
  return parameters;
}

std::size_t bytes_of(const Moment& moment) {
  return moment.parameters.size() * sizeof(std::uint16_t) +
         (moment.survey ? bytes_of(*moment.survey) : 0);
}

void Moments::add(std::shared_ptr<const Moment> moment) {
  moments_.push_back(std::move(moment));
  numbers_.push_back(added_++);
  thin_out();
  while (!fit() && moments_.size() > 2) {
    stride_ *= 2;
    thin_out();
  }
  while (!fit()) {  // two are too large, or even one
    moments_.erase(moments_.begin());
    numbers_.erase(numbers_.begin());
  }
}

void Moments::clear() {
  moments_.clear();
  numbers_.clear();
  added_ = 0;
  stride_ = 1;
}

void Moments::thin_out() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < moments_.size(); ++i) {
    if (numbers_[i] % stride_ != 0 && i + 1 < moments_.size()) continue;
    numbers_[kept] = numbers_[i];
    std::swap(moments_[kept++], moments_[i]);
  }
  moments_.resize(kept);
  numbers_.resize(kept);
}

bool Moments::fit() const {
  const auto sum = [](std::size_t bytes, const auto& moment) { return bytes + bytes_of(*moment); };
  return moments_.size() <= most_ &&
         std::accumulate(moments_.begin(), moments_.end(), std::size_t{0}, sum) <= bytes_;
}

}  // namespace hourglass
