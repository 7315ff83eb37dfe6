#include "lab/image_source.h"

#include <algorithm>
#include <string_view>

#include "data/strangers.h"
#include "data/synthetic.h"

namespace hourglass {
namespace {

constexpr std::uint64_t kSeed = 7;
constexpr std::string_view kLetterNames = "AEFHKMNRTWXY";  // of strangers.h
static_assert(kLetterNames.size() == kLetters);

Column<float> image_in(const ImageSet& set, Index i) {
  const auto bytes = set.image(i);
  Column<float> image(static_cast<Index>(bytes.size()));
  std::transform(bytes.begin(), bytes.end(), image.begin(),
                 [](std::uint8_t byte) { return static_cast<float>(byte) / 255; });
  return image;
}

bool has_tests(const Sources& from) {
  return from.data && from.data->test.count() > 0 && from.data->test.features() == kDigitPixels;
}

Index stand_in_digit(Index index) { return index % 10; }

Column<float> test_image(Index index, const Sources& from) {
  if (has_tests(from)) return image_in(from.data->test, index % from.data->test.count());
  const DigitImage image =
      draw_digit(static_cast<int>(stand_in_digit(index)), kSeed, static_cast<std::uint64_t>(index));
  return Eigen::Map<const Column<float>>(image.data(), kDigitPixels);
}

std::string test_title(Index index, const Sources& from) {
  if (!has_tests(from)) return "Synthetic digit " + std::to_string(stand_in_digit(index));
  const Index i = index % from.data->test.count();
  const std::string number = "no. " + std::to_string(i + 1);
  if (!from.data->test.labelled) return "Test image " + number;
  return "Test digit " + std::to_string(from.data->test.labels[static_cast<std::size_t>(i)]) +
         ", " + number;
}

Column<float> checks() {
  constexpr Index kSquare = 4;
  Column<float> image(kDigitPixels);
  for (Index i = 0; i < kDigitPixels; ++i) {
    image[i] = static_cast<float>((i / kDigitSide / kSquare + i % kDigitSide / kSquare) % 2);
  }
  return image;
}

}  // namespace

Column<float> image_of(const ImageSource& source, const Sources& from) {
  const Index index = std::max<Index>(0, source.index);
  switch (source.kind) {
    case SourceKind::drawing:
      return from.drawing;
    case SourceKind::inverted:
      return 1 - from.drawing.array();
    case SourceKind::test:
      return test_image(index, from);
    case SourceKind::kept: {
      const KeptImages& kept = from.drawer.kept;
      if (kept.empty()) break;
      return pixels_of(kept[static_cast<std::size_t>(index) % kept.size()]);
    }
    case SourceKind::letter: {
      const Index letter = index % kLetters;
      return image_in(synthetic_letters(letter + 1, kSeed), letter);
    }
    case SourceKind::noise:
      return image_in(noise_images(kDigitSide, kDigitSide, 1, static_cast<std::uint64_t>(index)),
                      0);
    case SourceKind::checks:
      return checks();
    case SourceKind::blank:
      break;
  }
  return Column<float>::Zero(kDigitPixels);
}

std::string title_of(const ImageSource& source, const Sources& from) {
  const Index index = std::max<Index>(0, source.index);
  switch (source.kind) {
    case SourceKind::drawing:
      return "Your drawing";
    case SourceKind::inverted:
      return "Your drawing inverted";
    case SourceKind::test:
      return test_title(index, from);
    case SourceKind::kept:
      return "Kept drawing " + std::to_string(index + 1);
    case SourceKind::letter:
      return std::string("Letter ") + kLetterNames[static_cast<std::size_t>(index % kLetters)];
    case SourceKind::noise:
      return "Pure noise";
    case SourceKind::checks:
      return "Checkerboard";
    case SourceKind::blank:
      break;
  }
  return "Blank paper";
}

}  // namespace hourglass
