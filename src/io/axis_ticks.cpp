#include "io/axis_ticks.h"

#include <cassert>
#include <cmath>
#include <initializer_list>

namespace hourglass {
namespace {

std::vector<double> multiples_of_powers(double lowest, double highest,
                                        std::initializer_list<double> factors) {
  std::vector<double> ticks;
  const int first = static_cast<int>(std::floor(std::log10(lowest)));
  const int last = static_cast<int>(std::ceil(std::log10(highest)));
  for (int exponent = first; exponent <= last; ++exponent) {
    for (double factor : factors) {
      const double tick = factor * std::pow(10.0, exponent);
      if (tick >= lowest && tick <= highest) ticks.push_back(tick);
    }
  }
  return ticks;
}

}  // namespace

std::vector<double> linear_ticks(double lowest, double highest, int wanted) {
  assert(lowest < highest && wanted >= 1);
  const double rough = (highest - lowest) / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  const double factor = rough / power;
  const double step = power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10);
  std::vector<double> ticks;
  const auto last = static_cast<long long>(std::floor(highest / step + 1e-9));
  for (auto i = static_cast<long long>(std::ceil(lowest / step - 1e-9)); i <= last; ++i) {
    ticks.push_back(static_cast<double>(i) * step);
  }
  return ticks;
}

std::vector<double> log_ticks(double lowest, double highest) {
  assert(0 < lowest && lowest < highest);
  constexpr std::size_t kEnough = 4;
  auto ticks = multiples_of_powers(lowest, highest, {1});
  if (ticks.size() < kEnough) ticks = multiples_of_powers(lowest, highest, {1, 2, 5});
  if (ticks.size() < kEnough) ticks = linear_ticks(lowest, highest, kEnough);
  return ticks;
}

}  // namespace hourglass
