// Rows of a form: a label at the left, and what sets one value.
#pragma once

#include <span>

#include "lab/widgets.h"

namespace hourglass {

// A number on a log scale. Changed ones are rounded to two digits, whole ones to a whole number.
struct NumberRange {
  double lowest, highest;  // > 0
  bool from_zero = false;  // the left end stands for 0
  bool whole = false;
};

// True when `value` was changed.
bool number_field(Ui& ui, const char* name, const Rect& row, const char* label,
                  const NumberRange& range, double& value, const char* zero_text = "0");
// One of several, side by side.
bool choice_field(Ui& ui, const char* name, const Rect& row, const char* label,
                  std::span<const char* const> choices, int& chosen);
// One of several out of a list; its rows are called `name`-0 ...
bool list_field(Ui& ui, const char* name, const Rect& row, const char* label,
                std::span<const char* const> choices, int& chosen);

}  // namespace hourglass
