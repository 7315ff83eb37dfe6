#include "lab/fields.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

constexpr float kLabels = 7;    // em
constexpr float kZero = 0.04f;  // of a slider that begins at 0

Rect cut_label(const Ui& ui, Rect& row, const char* label) {
  const Rect place = cut_left(row, ui.em(kLabels));
  draw_text(ui, place, Type::small, palette().text_soft, label);
  return place;
}

double two_digits(double value) {
  const double digit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::round(value / digit) * digit;
}

float position_of(const NumberRange& range, double value) {
  const float first = range.from_zero ? kZero : 0;
  if (value < range.lowest) return range.from_zero && value <= 0 ? 0 : first;
  const double share = std::log(value / range.lowest) / std::log(range.highest / range.lowest);
  return first + (1 - first) * static_cast<float>(std::min(share, 1.0));
}

double value_at(const NumberRange& range, float position) {
  const float first = range.from_zero ? kZero : 0;
  if (range.from_zero && position < 0.5f * kZero) return 0;
  const auto share = static_cast<double>(std::max(0.0f, (position - first) / (1 - first)));
  const double exact = range.lowest * std::pow(range.highest / range.lowest, share);
  return range.whole ? std::round(exact) : two_digits(exact);
}

}  // namespace

bool number_field(Ui& ui, const char* name, const Rect& row, const char* label,
                  const NumberRange& range, double& value, const char* zero_text) {
  const char* words = value == 0    ? zero_text
                      : range.whole ? grouped(static_cast<long long>(value))
                                    : format("%.3g", value);
  const float before = position_of(range, value);
  float position = before;
  const SliderText text{label, words, ui.em(kLabels), ui.em(4)};
  if (!slider(ui, name, row, text, position, palette().accent)) return false;
  double wanted = value_at(range, position);
  // A press of an arrow key that would not leave a whole number takes the next one.
  if (range.whole && wanted == value && position != before) {
    wanted = std::clamp(value + (position > before ? 1.0 : -1.0),
                        range.from_zero ? 0 : range.lowest, range.highest);
  }
  if (wanted == value) return false;
  value = wanted;
  return true;
}

bool choice_field(Ui& ui, const char* name, const Rect& row, const char* label,
                  std::span<const char* const> choices, int& chosen) {
  Rect rest = row;
  cut_label(ui, rest, label);
  return segmented(ui, name, inset(rest, 0, ui.em(0.125f)), choices, choices, chosen,
                   palette().accent);
}

bool list_field(Ui& ui, const char* name, const Rect& row, const char* label,
                std::span<const char* const> choices, int& chosen) {
  Rect rest = row;
  cut_label(ui, rest, label);
  const Rect place = inset(rest, 0, ui.em(0.125f));
  const char* current = choices[static_cast<std::size_t>(chosen)];
  if (!begin_list(ui, name, place, current, place.width())) return false;
  const int before = chosen;
  for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
    if (list_row(ui, format("%s-%d", name, i), choices[static_cast<std::size_t>(i)], "",
                 i == before)) {
      chosen = i;
    }
  }
  end_list();
  return chosen != before;
}

}  // namespace hourglass
