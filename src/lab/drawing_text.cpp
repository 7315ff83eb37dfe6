#include "lab/drawing_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "data/digit_normalization.h"
#include "lab/drawing.h"
#include "lab/text_code.h"

namespace hourglass {
namespace {

constexpr std::string_view kWhole = "whole.";  // what the texts begin with
constexpr std::string_view kSmall = "small.";
constexpr std::string_view kImage = "image.";
constexpr auto kSide = static_cast<std::size_t>(Drawing::kSide);
constexpr std::size_t kSmallSide = 56;
constexpr std::size_t kSmallBlock = kSide / kSmallSide;
constexpr float kLevels = 15;

std::uint8_t to_byte(float ink) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(ink, 0.0f, 1.0f) * 255));
}

// Calls use(value, length) for each run of equal values, none longer than `longest`.
template <class Use>
void each_run(std::span<const std::uint8_t> values, std::size_t longest, Use use) {
  for (std::size_t i = 0; i < values.size();) {
    std::size_t length = 1;
    while (length < longest && i + length < values.size() && values[i + length] == values[i]) {
      ++length;
    }
    use(values[i], length);
    i += length;
  }
}

// Means of blocks, 0 ... 15.
std::vector<std::uint8_t> levels_of(const Canvas& canvas) {
  std::vector<float> sums(kSmallSide * kSmallSide);
  for (std::size_t i = 0; i < canvas.ink.size(); ++i) {
    sums[i / kSide / kSmallBlock * kSmallSide + i % kSide / kSmallBlock] += canvas.ink[i];
  }
  std::vector<std::uint8_t> levels;
  for (const float sum : sums) {
    levels.push_back(
        static_cast<std::uint8_t>(std::lround(sum / (kSmallBlock * kSmallBlock) * kLevels)));
  }
  return levels;
}

// How edges that the means have made soft become steep again: ink beyond `middle` grows towards 1,
// ink below it falls towards 0.
struct Edges {
  float steepness, middle;
};

// Which of them suits a drawing is a number in its text.
constexpr float kSteepness[] = {1, 1.5f, 2, 3, 4.5f, 7};
constexpr float kMiddles[] = {0.5f, 0.45f, 0.55f, 0.4f, 0.48f, 0.52f, 0.35f, 0.6f};
constexpr std::size_t kEdges = std::size(kSteepness) * std::size(kMiddles);

Edges edges_numbered(std::size_t number) {
  return {kSteepness[number % std::size(kSteepness)], kMiddles[number / std::size(kSteepness)]};
}

// Interpolated to a whole sheet.
Canvas sheet_of_levels(std::span<const std::uint8_t> levels, Edges edges) {
  constexpr float kLast = kSmallSide - 1;
  const auto position = [](std::size_t pixel) {
    const float at = (static_cast<float>(pixel) + 0.5f) / kSmallBlock - 0.5f;
    return std::clamp(at, 0.0f, kLast - 1e-3f);
  };
  Canvas canvas(Drawing::kSide, Drawing::kSide);
  for (std::size_t i = 0; i < canvas.ink.size(); ++i) {
    const float y = position(i / kSide), x = position(i % kSide);
    const float fy = y - std::floor(y), fx = x - std::floor(x);
    const std::size_t corner =
        static_cast<std::size_t>(y) * kSmallSide + static_cast<std::size_t>(x);
    const auto row = [&](std::size_t at) {
      return std::lerp(static_cast<float>(levels[at]), static_cast<float>(levels[at + 1]), fx);
    };
    const float ink = std::lerp(row(corner), row(corner + kSmallSide), fy) / kLevels;
    canvas.ink[i] = std::clamp((ink - edges.middle) * edges.steepness + 0.5f, 0.0f, 1.0f);
    if (edges.steepness == 1) canvas.ink[i] = ink;
  }
  return canvas;
}

float difference(const DigitImage& a, const DigitImage& b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

// The number of the edges with which a network sees most nearly what it saw.
std::size_t best_edges(const Canvas& canvas, std::span<const std::uint8_t> levels) {
  const DigitImage wanted = normalize_digit(canvas.ink, canvas.rows, canvas.columns);
  const float fine = 0.004f * difference(wanted, {});
  std::size_t best = 0;
  float smallest = 1e30f;
  for (std::size_t number = 0; number < kEdges && smallest > fine; ++number) {
    const Canvas sheet = sheet_of_levels(levels, edges_numbered(number));
    const DigitImage seen = normalize_digit(sheet.ink, sheet.rows, sheet.columns);
    if (difference(seen, wanted) >= smallest) continue;
    smallest = difference(seen, wanted);
    best = number;
  }
  return best;
}

// Whether runs, each an ink and a length - 1, fill so many pixels.
bool runs_fill(std::span<const std::uint8_t> bytes, std::size_t pixels) {
  std::size_t length = 0;
  for (std::size_t i = 1; i < bytes.size(); i += 2) length += std::size_t{bytes[i]} + 1;
  return length == pixels && bytes.size() % 2 == 0;
}

// Precondition: runs_fill(bytes, ink.size()).
void read_runs(std::span<const std::uint8_t> bytes, std::span<float> ink) {
  auto at = ink.begin();
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    at = std::fill_n(at, std::size_t{bytes[i + 1]} + 1, static_cast<float>(bytes[i]) / 255);
  }
}

std::string write_runs(std::span<const float> ink) {
  std::vector<std::uint8_t> values;
  for (const float pixel : ink) values.push_back(to_byte(pixel));
  std::vector<std::uint8_t> bytes;
  each_run(values, 256, [&bytes](std::uint8_t value, std::size_t length) {
    bytes.push_back(value);
    bytes.push_back(static_cast<std::uint8_t>(length - 1));
  });
  return bytes_to_text(bytes);
}

Result<Canvas> read_whole(std::span<const std::uint8_t> bytes) {
  if (!runs_fill(bytes, kSide * kSide)) {
    return Error{"expected runs of pixels that fill a sheet of 280 x 280"};
  }
  Canvas canvas(Drawing::kSide, Drawing::kSide);
  read_runs(bytes, canvas.ink);
  return canvas;
}

Result<Canvas> read_small(std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t> levels;
  for (const std::uint8_t run : bytes.subspan(std::min<std::size_t>(1, bytes.size()))) {
    levels.insert(levels.end(), std::size_t{run & 15u} + 1, static_cast<std::uint8_t>(run >> 4));
    if (levels.size() > kSmallSide * kSmallSide) break;
  }
  if (levels.size() != kSmallSide * kSmallSide || bytes.front() >= kEdges) {
    return Error{"expected runs of pixels that fill a picture of 56 x 56"};
  }
  return sheet_of_levels(levels, edges_numbered(bytes.front()));
}

}  // namespace

std::string sheet_to_text(const Canvas& canvas) {
  return std::string(kWhole) + write_runs(canvas.ink);
}

std::string thumbnail_to_text(const Canvas& canvas) {
  const std::vector<std::uint8_t> levels = levels_of(canvas);
  // The edges, then of each run the level and, in the lower half, length - 1.
  std::vector<std::uint8_t> bytes{static_cast<std::uint8_t>(best_edges(canvas, levels))};
  each_run(levels, 16, [&bytes](std::uint8_t level, std::size_t length) {
    bytes.push_back(static_cast<std::uint8_t>(level << 4 | (length - 1)));
  });
  return std::string(kSmall) + bytes_to_text(bytes);
}

Result<Canvas> sheet_of_text(std::string_view text) {
  const bool whole = text.starts_with(kWhole);
  if (!whole && !text.starts_with(kSmall)) {
    return Error{"expected none, or a picture that begins with small., whole. or image."};
  }
  const auto bytes = bytes_of_text(text.substr(kWhole.size()));
  if (!bytes) return Error{"expected a picture in letters, digits, - and _"};
  return whole ? read_whole(*bytes) : read_small(*bytes);
}

std::string image_to_text(const DigitImage& image) {
  return std::string(kImage) + write_runs(image);
}

bool is_image_text(std::string_view text) { return text.starts_with(kImage); }

Result<DigitImage> image_of_text(std::string_view text) {
  const auto bytes = is_image_text(text) ? bytes_of_text(text.substr(kImage.size())) : std::nullopt;
  DigitImage image{};
  if (!bytes || !runs_fill(*bytes, image.size())) {
    return Error{"expected runs of pixels that fill an image of 28 x 28"};
  }
  read_runs(*bytes, image);
  return image;
}

}  // namespace hourglass
