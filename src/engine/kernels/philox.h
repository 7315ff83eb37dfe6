// Philox4x32-10 on many blocks at once: where uniform numbers' time goes.
#pragma once

#include "engine/kernels/random_words.h"

namespace hourglass {

struct PhiloxConstants {
  static constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
  static constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
  static constexpr int kRounds = 10;
};

// words[w][i], word w of block i, comes in as the block's counter and leaves as its random bits,
// for i < count (a multiple of kRandomStep).
void philox(std::array<RandomWords, 4>& words, std::uint32_t key0, std::uint32_t key1,
            std::size_t count);

}  // namespace hourglass
