// The course of a run as a table: step,epoch,train_loss,test_loss. A loss that was not measured is
// an empty field.
#pragma once

#include <string>

#include "training/history.h"

namespace hourglass {

// Lines end with "\n"; numbers read back exactly.
std::string history_to_csv(const History& history);

}  // namespace hourglass
