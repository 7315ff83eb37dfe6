// What the Train panel shows of trained weights. Only where offers_trained().
#pragma once

#include "lab/lab_state.h"

namespace hourglass {

// Whether there is something to load, and it is not hidden.
bool offers_trained(const LabState& lab);

// "Trained on MNIST for 50 epochs".
const char* trained_words(const Recipe& recipe);

// The small button beside those of the run: loads the trained weights of the recipe in use.
// `roomy`: there is room for a word beside its icon.
void pretrained_button(LabState& lab, const Rect& place, bool roomy);

// The same in words, with its size, in the middle of a row: where there are no curves yet.
void load_trained(LabState& lab, const Rect& row);

}  // namespace hourglass
