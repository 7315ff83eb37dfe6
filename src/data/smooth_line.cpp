#include "data/smooth_line.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

namespace hourglass {
namespace {

constexpr int kPieces = 5;  // of a cubic

HandPoint operator+(HandPoint a, HandPoint b) { return {a.x + b.x, a.y + b.y}; }
HandPoint operator-(HandPoint a, HandPoint b) { return {a.x - b.x, a.y - b.y}; }
HandPoint operator*(float s, HandPoint p) { return {s * p.x, s * p.y}; }

bool same(HandPoint a, HandPoint b) { return a.x == b.x && a.y == b.y; }

float length(HandPoint a, HandPoint b) {
  const HandPoint d = b - a;
  return std::max(std::sqrt(d.x * d.x + d.y * d.y), 1e-3f);
}

// The way from a to b, per unit of length.
HandPoint chord(HandPoint a, HandPoint b) { return (1 / length(a, b)) * (b - a); }

// The direction at b, on the way from a to c.
HandPoint direction(HandPoint a, HandPoint b, HandPoint c) {
  return chord(a, b) + chord(b, c) - (1 / (length(a, b) + length(b, c))) * (c - a);
}

// The direction at the end a of a line whose next point is b: bent on evenly.
HandPoint end_direction(HandPoint a, HandPoint b, HandPoint direction_at_b) {
  return 1.5f * chord(a, b) - 0.5f * direction_at_b;
}

// The cubic from a to b, t from 0 to 1.
HandPoint cubic(HandPoint a, HandPoint leave, HandPoint b, HandPoint arrive, float t) {
  const float u = 1 - t;
  return u * u * (1 + 2 * t) * a + t * t * (1 + 2 * u) * b + (t * u * u) * leave -
         (t * t * u) * arrive;
}

// Appends the line from p.front(), which is there already, to p.back(); no corners between.
void append_smooth(std::span<const HandPoint> p, std::vector<HandPoint>& line) {
  const std::size_t last = p.size() - 1;
  std::vector<HandPoint> directions(p.size(), chord(p[0], p[1]));
  for (std::size_t i = 1; i < last; ++i) directions[i] = direction(p[i - 1], p[i], p[i + 1]);
  if (last > 1) {
    directions[0] = end_direction(p[0], p[1], directions[1]);
    directions[last] = -1 * end_direction(p[last], p[last - 1], -1 * directions[last - 1]);
  }
  for (std::size_t i = 0; i < last; ++i) {
    const float size = length(p[i], p[i + 1]);
    for (int k = 1; k <= kPieces; ++k) {
      line.push_back(cubic(p[i], size * directions[i], p[i + 1], size * directions[i + 1],
                           static_cast<float>(k) / kPieces));
    }
  }
}

}  // namespace

std::vector<HandPoint> smooth_line(const HandStroke& stroke) {
  assert(!stroke.empty());
  const std::span<const HandPoint> points(stroke);
  std::vector<HandPoint> line{points.front()};
  std::size_t begin = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const bool corner = same(points[i], points[i - 1]);
    if (!corner && i + 1 < points.size()) continue;
    const std::size_t end = corner ? i : i + 1;
    if (end - begin > 1) append_smooth(points.subspan(begin, end - begin), line);
    begin = i;
  }
  return line;
}

}  // namespace hourglass
