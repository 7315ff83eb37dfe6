#include "data/strangers.h"

#include <array>
#include <vector>

#include "data/synthetic.h"
#include "engine/random.h"

namespace hourglass {
namespace {

// Letters share no random numbers with the digits of the same seed.
constexpr std::uint64_t kFirstLetter = std::uint64_t{1} << 48;
constexpr std::uint64_t kNoise = std::uint64_t{1} << 49;

// In the box of 100 x 100 of synthetic_hands.h; a letter to a line.
// clang-format off
std::array<std::vector<Hand>, kLetters> letters() {
  return {{
      /* A */ {{1, {{{6, 100}, {28, 48}, {50, 0}}, {{50, 0}, {72, 50}, {94, 100}}, {{22, 64}, {78, 64}}}}},
      /* E */ {{1, {{{84, 2}, {10, 2}, {10, 2}, {10, 98}, {10, 98}, {86, 98}}, {{12, 48}, {70, 48}}}}},
      /* F */ {{1, {{{12, 100}, {14, 50}, {14, 2}}, {{14, 2}, {86, 0}}, {{14, 48}, {68, 47}}}}},
      /* H */ {{1, {{{10, 0}, {10, 50}, {8, 100}}, {{90, 0}, {90, 50}, {88, 100}}, {{10, 50}, {90, 48}}}}},
      /* K */ {{1, {{{12, 0}, {12, 50}, {12, 100}}, {{84, 2}, {50, 28}, {14, 54}}, {{36, 42}, {62, 70}, {90, 100}}}}},
      /* M */ {{1, {{{4, 100}, {10, 0}, {10, 0}, {50, 70}, {50, 70}, {90, 0}, {90, 0}, {96, 100}}}}},
      /* N */ {{1, {{{10, 100}, {12, 0}, {12, 0}, {88, 100}, {88, 100}, {90, 0}}}}},
      /* R */ {{1, {{{12, 0}, {12, 50}, {12, 100}}, {{12, 2}, {66, 2}, {84, 24}, {66, 48}, {12, 50}}, {{46, 50}, {88, 100}}}}},
      /* T */ {{1, {{{2, 2}, {50, 3}, {98, 2}}, {{50, 3}, {50, 50}, {50, 100}}}}},
      /* W */ {{1, {{{0, 2}, {24, 98}, {24, 98}, {50, 30}, {50, 30}, {76, 98}, {76, 98}, {100, 2}}}}},
      /* X */ {{1, {{{8, 2}, {50, 50}, {92, 98}}, {{92, 2}, {50, 50}, {8, 98}}}}},
      /* Y */ {{1, {{{4, 0}, {28, 26}, {50, 50}}, {{96, 0}, {50, 50}, {50, 50}, {50, 100}}}}},
  }};
}
// clang-format on

}  // namespace

ImageSet noise_images(Index rows, Index columns, Index count, std::uint64_t seed) {
  ImageSet set{rows, columns, {}, {}};
  const auto pixels = static_cast<std::uint64_t>(rows * columns * count);
  set.pixels.reserve(static_cast<std::size_t>(pixels));
  for (std::uint64_t i = 0; i < pixels; ++i) {
    set.pixels.push_back(static_cast<std::uint8_t>(
        uniform_below({seed, stream_id(Stream::digits, kNoise)}, i, 256)));
  }
  set.labels.resize(static_cast<std::size_t>(count));
  return set;
}

ImageSet inverted(const ImageSet& set) {
  ImageSet negative = set;
  for (std::uint8_t& pixel : negative.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
  return negative;
}

ImageSet synthetic_letters(Index count, std::uint64_t seed) {
  const auto skeletons = letters();
  ImageSet set{kDigitSide, kDigitSide, {}, {}};
  set.pixels.reserve(static_cast<std::size_t>(count * set.features()));
  for (Index i = 0; i < count; ++i) {
    const auto letter = static_cast<std::uint8_t>(i % kLetters);
    const RandomKey key{seed,
                        stream_id(Stream::digits, kFirstLetter + static_cast<std::uint64_t>(i))};
    for (float ink : draw_hand(skeletons[letter], key)) {
      set.pixels.push_back(static_cast<std::uint8_t>(ink * 255 + 0.5f));
    }
    set.labels.push_back(letter);
  }
  return set;
}

}  // namespace hourglass
