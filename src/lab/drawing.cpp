#include "lab/drawing.h"

#include <algorithm>
#include <cmath>

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

std::vector<std::uint8_t> bytes_of(const Canvas& canvas) {
  std::vector<std::uint8_t> bytes(canvas.ink.size());
  std::transform(canvas.ink.begin(), canvas.ink.end(), bytes.begin(),
                 [](float ink) { return static_cast<std::uint8_t>(255 * ink + 0.5f); });
  return bytes;
}

void fill(Canvas& canvas, std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return std::fill(canvas.ink.begin(), canvas.ink.end(), 0.0f);
  std::transform(bytes.begin(), bytes.end(), canvas.ink.begin(),
                 [](std::uint8_t byte) { return static_cast<float>(byte) / 255; });
}

// The mean over each of the image's pixels.
DigitImage reduced(const Canvas& canvas) {
  constexpr int kBlock = Drawing::kSide / static_cast<int>(kDigitSide);
  DigitImage image{};
  for (int row = 0; row < Drawing::kSide; ++row) {
    for (int column = 0; column < Drawing::kSide; ++column) {
      const auto pixel =
          static_cast<std::size_t>(row / kBlock * static_cast<int>(kDigitSide) + column / kBlock);
      image[pixel] += canvas.ink[static_cast<std::size_t>(row * Drawing::kSide + column)];
    }
  }
  for (float& pixel : image) pixel /= kBlock * kBlock;
  return image;
}

}  // namespace

void Drawing::pen_down(float x, float y, DrawTool tool) {
  if (tool == DrawTool::rub && empty_) return;
  advance_example(1);  // whose pen this is from now on
  remember();
  if (tool == DrawTool::pen) {
    if (is_example_) start_afresh();
    exact_.reset();
  }
  tool_ = tool;
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
  const float radius = radius_of(tool_);
  const PenPoint from{x_, y_, radius}, to{x, y, radius};
  if (tool_ == DrawTool::rub) {
    draw_line(rubbed_, from, to);
    any_rubbed_ = true;
  } else {
    draw_line(ink_, from, to);
    if (any_rubbed_) uncover(from, to);
    empty_ = false;
  }
  touch(std::min(y, y_) - radius - 1, std::max(y, y_) + radius + 1);
  x_ = x;
  y_ = y;
}

// What is drawn over a place that was rubbed out is to be seen.
void Drawing::uncover(PenPoint from, PenPoint to) {
  Canvas line(kSide, kSide);
  draw_line(line, from, to);
  for (std::size_t i = 0; i < line.ink.size(); ++i) {
    rubbed_.ink[i] = std::min(rubbed_.ink[i], 1 - line.ink[i]);
  }
}

// Rows from y0 to y1 have changed.
void Drawing::touch(float y0, float y1) {
  const float last = kSide - 1;
  const int first_row = static_cast<int>(std::clamp(y0, 0.0f, last));
  const int last_row = static_cast<int>(std::clamp(std::ceil(y1), 0.0f, last));
  changed_first_ = std::min(changed_first_, first_row);
  changed_last_ = std::max(changed_last_, last_row);
  for (auto i = static_cast<std::size_t>(first_row * kSide);
       i < static_cast<std::size_t>((last_row + 1) * kSide); ++i) {
    visible_.ink[i] = ink_.ink[i] * (1 - rubbed_.ink[i]);
  }
  ++version_;
}

void Drawing::remember() {
  if (past_.size() == kUndo) past_.erase(past_.begin());
  past_.push_back({bytes_of(ink_), any_rubbed_ ? bytes_of(rubbed_) : std::vector<std::uint8_t>{},
                   exact_, empty_, is_example_});
}

void Drawing::undo() {
  const Past& past = past_.back();
  fill(ink_, past.ink);
  fill(rubbed_, past.rubbed);
  any_rubbed_ = !past.rubbed.empty();
  exact_ = past.exact;
  empty_ = past.empty;
  is_example_ = past.is_example;
  past_.pop_back();
  pen_is_down_ = false;
  touch(0, kSide);
}

void Drawing::wipe() {
  std::fill(ink_.ink.begin(), ink_.ink.end(), 0.0f);
  std::fill(rubbed_.ink.begin(), rubbed_.ink.end(), 0.0f);
  any_rubbed_ = false;
  exact_.reset();
  empty_ = true;
  touch(0, kSide);
}

void Drawing::start_afresh() {
  wipe();
  pen_is_down_ = false;
  is_example_ = false;
  example_.clear();
  example_next_ = 0;
}

void Drawing::clear() {
  if (!empty_) remember();
  start_afresh();
}

void Drawing::bring_back() {
  if (!any_rubbed_) return;
  remember();
  std::fill(rubbed_.ink.begin(), rubbed_.ink.end(), 0.0f);
  any_rubbed_ = false;
  touch(0, kSide);
}

void Drawing::add_example_stroke(const std::vector<HandPoint>& points) {
  bool starts = true;
  for (const HandPoint& point : points) {
    example_.push_back(
        {kExampleLeft + kExampleScale * point.x, kExampleTop + kExampleScale * point.y, starts});
    starts = false;
  }
}

void Drawing::show_example(int digit, bool at_once) {
  start_afresh();
  for (const HandStroke& stroke : hands_of(digit).front().strokes) {
    add_example_stroke(cut_corners(cut_corners(smooth_line(stroke))));
  }
  is_example_ = true;
  advance_example(at_once ? 1.0f : 0.0f);
}

bool Drawing::fits_box(std::span<const float> image) {
  const DigitPlacement place = place_digit(image, kDigitSide, kDigitSide);
  return place.end_row - place.first_row <= kDigitBox &&
         place.end_column - place.first_column <= kDigitBox;
}

void Drawing::show_image(std::span<const float> image) {
  clear();
  exact_.emplace();
  std::copy(image.begin(), image.end(), exact_->begin());
  empty_ = std::all_of(image.begin(), image.end(), [](float pixel) { return pixel == 0; });
  if (in_pixels()) {
    enlarge_squarely(image);
  } else {
    enlarge_smoothly(image);
  }
  touch(0, kSide);
}

void Drawing::enlarge_squarely(std::span<const float> image) {
  constexpr std::size_t kBlock = kSide / kDigitSide;
  for (std::size_t row = 0; row < kSide; ++row) {
    for (std::size_t column = 0; column < kSide; ++column) {
      ink_.ink[row * kSide + column] = image[row / kBlock * kDigitSide + column / kBlock];
    }
  }
}

void Drawing::enlarge_smoothly(std::span<const float> image) {
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
      const float above = std::lerp(image[corner], image[corner + 1], fx);
      const float below = std::lerp(image[corner + kDigitSide], image[corner + kDigitSide + 1], fx);
      const float ink = (std::lerp(above, below, fy) - kHalo) / (1 - 2 * kHalo);
      ink_.ink[static_cast<std::size_t>(row * kSide + column)] = std::clamp(ink, 0.0f, 1.0f);
    }
  }
}

void Drawing::restore(const Canvas& sheet) {
  clear();
  ink_ = visible_ = sheet;
  empty_ = std::all_of(sheet.ink.begin(), sheet.ink.end(), [](float ink) { return ink == 0; });
}

void Drawing::rub_out(const Canvas& rubbed) {
  rubbed_ = rubbed;
  any_rubbed_ = true;
  touch(0, kSide);
}

bool Drawing::advance_example(float share) {
  if (example_next_ == example_.size()) return false;
  tool_ = DrawTool::pen;
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

DrawingInput input_of(const Drawing& drawing) {
  DrawingInput input;
  if (drawing.exact()) {
    input.whole = input.given = *drawing.exact();
    if (!drawing.any_rubbed()) return input;
    const DigitImage rubbed = reduced(drawing.rubbed());
    for (std::size_t i = 0; i < rubbed.size(); ++i) input.given[i] *= 1 - rubbed[i];
    return input;
  }
  const Canvas& whole = drawing.canvas();
  if (!drawing.any_rubbed()) {
    input.whole = input.given = normalize_digit(whole.ink, whole.rows, whole.columns);
    return input;
  }
  const DigitPlacement place = place_digit(whole.ink, whole.rows, whole.columns);
  input.whole = normalize_digit(whole.ink, whole.columns, place);
  input.given = normalize_digit(drawing.visible().ink, whole.columns, place);
  return input;
}

DrawingPoint sheet_point(const Drawing& drawing, float image_x, float image_y) {
  if (drawing.exact()) {
    return {image_x / static_cast<float>(kDigitSide), image_y / static_cast<float>(kDigitSide)};
  }
  const Canvas& whole = drawing.canvas();
  const DigitPlacement place = place_digit(whole.ink, whole.rows, whole.columns);
  const DrawingPoint at = drawing_point(place, image_x, image_y);
  return {at.x / Drawing::kSide, at.y / Drawing::kSide};
}

}  // namespace hourglass
