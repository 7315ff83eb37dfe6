// What is said of the images in use, and the list of others.
#pragma once

#include "lab/lab_state.h"

namespace hourglass {

// "MNIST subset 10,000 / 2,000", or how much of all of MNIST has come.
const char* data_words(const LabState& lab);

// The button that says so and opens a list of what else can be had, and how wide it wants to be.
void data_picker(LabState& lab, const Rect& place);
float data_picker_width(const LabState& lab);

}  // namespace hourglass
