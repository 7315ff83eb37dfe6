// The code on the bench: the drawn digit's code with some dimensions held by hand.
#pragma once

#include <vector>

#include "engine/matrix.h"
#include "lab/live_digit.h"
#include "study/inference.h"

namespace hourglass {

// What an encoder can give at all: a ReLU nothing below 0.
struct CodeBounds {
  float lowest, highest;  // infinite where there is no end
};
CodeBounds bounds_of(const NetworkSpec& spec);

struct LiveCode {
  Column<float> code;      // what the bars show; empty while there is no model
  std::vector<bool> held;  // per dimension: set by hand, no longer the digit's
  Column<float> decoded;   // of `code`
  float lowest = -1;       // ends of the bars
  float highest = 1;

  bool any_held() const;
};

// Takes the digit's code where nothing is held, and decodes. Lets go of everything when the model's
// code size has changed.
void follow_digit(LiveCode& live, const LiveDigit& digit, Inference& inference);
// Holds a dimension at a value. Call follow_digit() after.
void hold(LiveCode& live, Index dimension, float value);
// Holds the whole code. Precondition: of the same size. Call follow_digit() after.
void hold_all(LiveCode& live, const Column<float>& code);
void let_go(LiveCode& live);

// Picks ends for the bars that the codes of `gallery` (kDigitSide^2 x n) and digit fit in: round
// numbers, so that they rarely move while a model is trained.
void fit_range(LiveCode& live, const LiveDigit& digit, const Matrix<float>& gallery,
               Inference& inference);

}  // namespace hourglass
