#include "lab/code_plane.h"

#include <algorithm>
#include <vector>

namespace hourglass {
namespace {

struct Ends {
  float low, high;
};

// Without the outermost hundredth at each side.
Ends most_of(const Matrix<float>& points, Index row) {
  std::vector<float> sorted(static_cast<std::size_t>(points.cols()));
  for (Index i = 0; i < points.cols(); ++i) sorted[static_cast<std::size_t>(i)] = points(row, i);
  std::sort(sorted.begin(), sorted.end());
  const std::size_t skip = sorted.size() / 100;
  return {sorted[skip], sorted[sorted.size() - 1 - skip]};
}

}  // namespace

PlaneAxes number_axes(Index code_size, Index across, Index up) {
  PlaneAxes axes{Column<float>::Zero(code_size), Matrix<float>::Zero(code_size, 2)};
  axes.directions(across, 0) = 1;
  if (up < code_size && up != across) axes.directions(up, 1) = 1;
  return axes;
}

PlanePoint position(const PlaneAxes& axes, const Column<float>& code) {
  const Column<float> p = axes.directions.transpose() * (code - axes.origin);
  return {p[0], p[1]};
}

Matrix<float> positions(const PlaneAxes& axes, ConstBatch<float> codes) {
  const Column<float> origin = axes.directions.transpose() * axes.origin;
  Matrix<float> points = axes.directions.transpose() * codes;
  points.colwise() -= origin;
  return points;
}

Column<float> beside_plane(const PlaneAxes& axes, const Column<float>& through) {
  const PlanePoint p = position(axes, through);
  return through - p.x * axes.directions.col(0) - p.y * axes.directions.col(1);
}

Column<float> code_at(const PlaneAxes& axes, const Column<float>& through, PlanePoint point,
                      const CodeBounds& bounds) {
  const Column<float> code = beside_plane(axes, through) + point.x * axes.directions.col(0) +
                             point.y * axes.directions.col(1);
  return code.cwiseMax(bounds.lowest).cwiseMin(bounds.highest);
}

float scale_of(const PlaneWindow& window, const Rect& screen) {
  return 0.5f * std::min(screen.width(), screen.height()) / window.span;
}

PlanePoint to_plane(const PlaneWindow& window, const Rect& screen, ImVec2 at) {
  const float scale = scale_of(window, screen);
  const ImVec2 middle = screen.middle();
  return {window.centre.x + (at.x - middle.x) / scale, window.centre.y - (at.y - middle.y) / scale};
}

ImVec2 to_screen(const PlaneWindow& window, const Rect& screen, PlanePoint point) {
  const float scale = scale_of(window, screen);
  const ImVec2 middle = screen.middle();
  return {middle.x + (point.x - window.centre.x) * scale,
          middle.y - (point.y - window.centre.y) * scale};
}

PlaneWindow zoomed(const PlaneWindow& window, float factor, PlanePoint still) {
  const float span = std::clamp(window.span / factor, 1e-4f, 1e5f);
  const float share = span / window.span;
  return {{still.x + (window.centre.x - still.x) * share,
           still.y + (window.centre.y - still.y) * share},
          span};
}

PlaneWindow fitted(const Matrix<float>& points, const Rect& screen) {
  if (points.cols() == 0) return {};
  constexpr float kMargin = 1.12f;
  const Ends x = most_of(points, 0), y = most_of(points, 1);
  const float smaller = std::min(screen.width(), screen.height());
  const float span = 0.5f * kMargin *
                     std::max((x.high - x.low) * smaller / screen.width(),
                              (y.high - y.low) * smaller / screen.height());
  return {{0.5f * (x.low + x.high), 0.5f * (y.low + y.high)}, std::max(span, 1e-3f)};
}

}  // namespace hourglass
