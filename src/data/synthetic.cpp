#include "data/synthetic.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <vector>

#include "data/pen.h"
#include "data/smooth_line.h"
#include "data/synthetic_hands.h"
#include "engine/random.h"

namespace hourglass {
namespace {

// How much hands differ. Lengths are in the skeletons' box of 100.
constexpr float kShake = 2.5f;     // deviation of a point from its skeleton
constexpr float kBend = 15;        // deviation of the bend's control points
constexpr float kPenWidth = 2.6f;  // mean, in pixels of the finished image
constexpr float kPenDeviation = 0.65f;

constexpr Index kCanvasSide = 64;
constexpr float kCanvasBox = 60;  // three canvas pixels to one of the finished image

// Test images are numbered from here: a larger train set leaves them as they are.
constexpr std::uint64_t kFirstTest = std::uint64_t{1} << 40;

using Line = std::vector<HandPoint>;

// The numbers of one image's stream, one after the other. Only operations that IEEE 754 rounds
// exactly, here and below, and no libm: the same bits everywhere.
class Dice {
 public:
  explicit Dice(RandomKey key) : key_(key) {}

  float between(float low, float high) { return low + (high - low) * uniform(key_, next_++); }
  // Bell-shaped with this mean and deviation, never further out than 3.5 deviations: a sum of four.
  float bell(float mean, float deviation) {
    float sum = -2;
    for (int i = 0; i < 4; ++i) sum += uniform(key_, next_++);
    return mean + deviation * 1.7320508f * sum;
  }
  HandPoint move(float deviation) {
    const float x = bell(0, deviation);
    return {x, bell(0, deviation)};
  }

 private:
  RandomKey key_;
  std::uint64_t next_ = 0;
};

const Hand& pick_hand(std::span<const Hand> hands, Dice& dice) {
  float total = 0;
  for (const Hand& hand : hands) total += hand.share;
  float rest = dice.between(0, total);
  for (const Hand& hand : hands) {
    rest -= hand.share;
    if (rest < 0) return hand;
  }
  return hands.back();
}

// Each point elsewhere, and all of the stroke; corners stay corners.
HandStroke shaken(HandStroke stroke, Dice& dice) {
  const HandPoint whole = dice.move(kShake);
  HandPoint old, moved;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    HandPoint& p = stroke[i];
    if (i == 0 || p.x != old.x || p.y != old.y) {
      const HandPoint own = dice.move(kShake);
      moved = {p.x + whole.x + own.x, p.y + whole.y + own.y};
    }
    old = p;
    p = moved;
  }
  return stroke;
}

// Bends the box of 100 smoothly: free-form deformation by one biquadratic Bezier patch (Sederberg
// and Parry 1986), whose 3 x 3 control points are moved at random.
class Bend {
 public:
  explicit Bend(Dice& dice) {
    for (HandPoint& move : moves_) move = dice.move(kBend);
  }
  HandPoint operator()(HandPoint p) const {
    const std::array<float, 3> across = bernstein(p.x / 100);
    const std::array<float, 3> down = bernstein(p.y / 100);
    HandPoint moved = p;
    for (std::size_t r = 0; r < 3; ++r) {
      for (std::size_t c = 0; c < 3; ++c) {
        moved.x += down[r] * across[c] * moves_[3 * r + c].x;
        moved.y += down[r] * across[c] * moves_[3 * r + c].y;
      }
    }
    return moved;
  }

 private:
  static std::array<float, 3> bernstein(float t) {
    const float u = std::clamp(t, 0.0f, 1.0f);
    const float v = 1 - u;
    return {v * v, 2 * u * v, u * u};
  }

  std::array<HandPoint, 9> moves_;
};

// Stretched, then slanted, then turned.
class Affine {
 public:
  explicit Affine(Dice& dice) {
    const float width = dice.bell(0.84f, 0.18f);
    const float slant = dice.bell(0.15f, 0.22f);  // to the right, per unit of height
    // tan(angle / 2) gives sine and cosine without libm.
    const float t = dice.bell(0, 0.06f);
    const float cosine = (1 - t * t) / (1 + t * t);
    const float sine = 2 * t / (1 + t * t);
    x_ = {cosine * width, -cosine * slant - sine};
    y_ = {sine * width, cosine - sine * slant};
  }
  HandPoint operator()(HandPoint p) const {
    return {x_.x * p.x + x_.y * p.y, y_.x * p.x + y_.y * p.y};
  }

 private:
  HandPoint x_, y_;  // rows of the matrix
};

// A hurried hand cuts corners: each round moves every point but the ends halfway to the middle of
// its neighbours.
void cut_corners(Line& line, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    HandPoint before = line.front();
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      const HandPoint here = line[i];
      line[i] = {(before.x + 2 * here.x + line[i + 1].x) / 4,
                 (before.y + 2 * here.y + line[i + 1].y) / 4};
      before = here;
    }
  }
}

std::vector<Line> write_lines(std::span<const Hand> hands, Dice& dice) {
  const Hand& hand = pick_hand(hands, dice);
  const Affine affine(dice);
  const Bend bend(dice);
  const int hurry = static_cast<int>(dice.between(1, 10));
  std::vector<Line> lines;
  for (const HandStroke& stroke : hand.strokes) {
    Line line = smooth_line(shaken(stroke, dice));
    for (HandPoint& p : line) p = affine(bend(p));
    cut_corners(line, hurry);
    lines.push_back(std::move(line));
  }
  return lines;
}

// Draws the lines so large that the ink fills the canvas's box. The pen's radius is in canvas
// pixels and changes a little along a line.
Canvas draw_lines(const std::vector<Line>& lines, float radius, Dice& dice) {
  HandPoint low = lines[0][0], high = low;
  for (const Line& line : lines) {
    for (HandPoint p : line) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
  }
  const float scale = (kCanvasBox - 2 * radius) / std::max(high.x - low.x, high.y - low.y);
  const float margin = (static_cast<float>(kCanvasSide) - kCanvasBox) / 2 + radius;
  Canvas canvas(kCanvasSide, kCanvasSide);
  for (const Line& line : lines) {
    const float first = radius * dice.bell(1, 0.08f);
    const float last = radius * dice.bell(1, 0.08f);
    const auto pen = [&](std::size_t i) {
      const float t = static_cast<float>(i) / static_cast<float>(line.size());
      return PenPoint{margin + scale * (line[i].x - low.x), margin + scale * (line[i].y - low.y),
                      first + t * (last - first)};
    };
    for (std::size_t i = 1; i < line.size(); ++i) draw_line(canvas, pen(i - 1), pen(i));
  }
  return canvas;
}

ImageSet draw_set(std::uint64_t seed, std::uint64_t first, Index count) {
  ImageSet set{kDigitSide, kDigitSide, {}, {}};
  set.pixels.reserve(static_cast<std::size_t>(count * set.features()));
  set.labels.reserve(static_cast<std::size_t>(count));
  for (Index i = 0; i < count; ++i) {
    const int digit = static_cast<int>(i % 10);
    const DigitImage image = draw_digit(digit, seed, first + static_cast<std::uint64_t>(i));
    for (float ink : image) set.pixels.push_back(static_cast<std::uint8_t>(ink * 255 + 0.5f));
    set.labels.push_back(static_cast<std::uint8_t>(digit));
  }
  return set;
}

}  // namespace

DigitImage draw_digit(int digit, std::uint64_t seed, std::uint64_t number) {
  return draw_hand(hands_of(digit), {seed, stream_id(Stream::digits, number)});
}

DigitImage draw_hand(std::span<const Hand> hands, RandomKey key) {
  Dice dice(key);
  const std::vector<Line> lines = write_lines(hands, dice);
  const float width = std::max(dice.bell(kPenWidth, kPenDeviation), 1.2f);
  const Canvas canvas = draw_lines(lines, width / 2 * kCanvasBox / kDigitBox, dice);
  return normalize_digit(canvas.ink, canvas.rows, canvas.columns);
}

Dataset synthetic_digits(std::uint64_t seed, Index train, Index test) {
  assert(train >= 0 && test >= 0);
  return {draw_set(seed, 0, train), draw_set(seed, kFirstTest, test), "synthetic digits", true};
}

}  // namespace hourglass
