// Targets of src/data: IDX files, plain and packed.
#pragma once

#include "targets.h"

namespace hourglass::fuzz {

void run_idx(std::span<const std::uint8_t> input);
std::vector<Bytes> idx_seeds();

void run_gzip(std::span<const std::uint8_t> input);
std::vector<Bytes> gzip_seeds();

}  // namespace hourglass::fuzz
