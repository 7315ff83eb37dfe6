// Target of src/lab: the state in a link or a file.
#pragma once

#include "targets.h"

namespace hourglass::fuzz {

void run_state(std::span<const std::uint8_t> input);
std::vector<Bytes> state_seeds();

}  // namespace hourglass::fuzz
