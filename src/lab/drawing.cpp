#include "lab/drawing.h"

#include <algorithm>
#include <cmath>

#include "data/digit_normalization.h"
#include "data/smooth_line.h"

namespace hourglass {
namespace {

// Where the example's box of 100 x 100 lies on the sheet.
constexpr float kExampleScale = 1.6f;
constexpr float kExampleLeft = 0.5f * (Drawing::kSide - 84 * kExampleScale);
constexpr float kExampleTop = 0.5f * (Drawing::kSide - 100 * kExampleScale);

// Cuts the corners of a line of short pieces (Chaikin 1974): what is smooth on a small image is
// not yet on the sheet.
std::vector<HandPoint> cut_corners(const std::vector<HandPoint>& line) {
  std::vector<HandPoint> cut{line.front()};
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const HandPoint& a = line[i];
    const HandPoint& b = line[i + 1];
    cut.push_back({0.75f * a.x + 0.25f * b.x, 0.75f * a.y + 0.25f * b.y});
    cut.push_back({0.25f * a.x + 0.75f * b.x, 0.25f * a.y + 0.75f * b.y});
  }
  cut.push_back(line.back());
  return cut;
}

}  // namespace

void Drawing::pen_down(float x, float y) {
  if (is_example_) clear();
  pen_is_down_ = true;
  x_ = x * kSide;
  y_ = y * kSide;
  line_to(x_, y_);
}

void Drawing::pen_to(float x, float y) {
  if (!pen_is_down_) return;
  if (x * kSide == x_ && y * kSide == y_) return;
  line_to(x * kSide, y * kSide);
}

void Drawing::line_to(float x, float y) {
  draw_line(canvas_, {x_, y_, kPenRadius}, {x, y, kPenRadius});
  touch(std::min(y, y_) - kPenRadius - 1, std::max(y, y_) + kPenRadius + 1);
  x_ = x;
  y_ = y;
  empty_ = false;
}

void Drawing::touch(float y0, float y1) {
  const float last = kSide - 1;
  changed_first_ = std::min(changed_first_, static_cast<int>(std::clamp(y0, 0.0f, last)));
  changed_last_ = std::max(changed_last_, static_cast<int>(std::clamp(std::ceil(y1), 0.0f, last)));
  ++version_;
}

void Drawing::wipe() {
  std::fill(canvas_.ink.begin(), canvas_.ink.end(), 0.0f);
  touch(0, kSide);
  empty_ = true;
}

void Drawing::clear() {
  wipe();
  pen_is_down_ = false;
  is_example_ = false;
  example_.clear();
  example_next_ = 0;
}

void Drawing::add_example_stroke(std::vector<HandPoint> points) {
  bool starts = true;
  for (const HandPoint& point : points) {
    example_.push_back(
        {kExampleLeft + kExampleScale * point.x, kExampleTop + kExampleScale * point.y, starts});
    starts = false;
  }
}

void Drawing::show_example(int digit, bool at_once) {
  clear();
  for (const HandStroke& stroke : hands_of(digit).front().strokes) {
    add_example_stroke(cut_corners(cut_corners(smooth_line(stroke))));
  }
  is_example_ = true;
  advance_example(at_once ? 1.0f : 0.0f);
}

void Drawing::show_image(std::span<const float> digit) {
  clear();
  // Interpolation adds half a pixel of faint ink all around, by which the digit would come back
  // smaller from its normalization.
  constexpr float kHalo = 0.2f;
  constexpr float kScale = static_cast<float>(kDigitSide) / kSide;
  constexpr int kLast = static_cast<int>(kDigitSide) - 1;
  for (int row = 0; row < kSide; ++row) {
    const float y =
        std::clamp((static_cast<float>(row) + 0.5f) * kScale - 0.5f, 0.0f, kLast - 0.01f);
    for (int column = 0; column < kSide; ++column) {
      const float x =
          std::clamp((static_cast<float>(column) + 0.5f) * kScale - 0.5f, 0.0f, kLast - 0.01f);
      const auto corner = static_cast<std::size_t>(y) * kDigitSide + static_cast<std::size_t>(x);
      const float fx = x - std::floor(x);
      const float fy = y - std::floor(y);
      const float above = std::lerp(digit[corner], digit[corner + 1], fx);
      const float below = std::lerp(digit[corner + kDigitSide], digit[corner + kDigitSide + 1], fx);
      const float ink = (std::lerp(above, below, fy) - kHalo) / (1 - 2 * kHalo);
      canvas_.ink[static_cast<std::size_t>(row * kSide + column)] = std::clamp(ink, 0.0f, 1.0f);
    }
  }
  empty_ = false;
}

bool Drawing::advance_example(float share) {
  const auto points = std::ceil(share * static_cast<float>(example_.size()));
  for (int i = 0; i < static_cast<int>(points) && example_next_ < example_.size(); ++i) {
    const ExamplePoint& point = example_[example_next_++];
    if (point.starts_stroke) {
      x_ = point.x;
      y_ = point.y;
    }
    line_to(point.x, point.y);
  }
  return example_next_ < example_.size();
}

Drawing::Rows Drawing::take_changed_rows() {
  const Rows rows{changed_first_, std::max(0, changed_last_ - changed_first_ + 1)};
  changed_first_ = kSide;
  changed_last_ = -1;
  return rows;
}

}  // namespace hourglass
