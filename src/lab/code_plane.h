// A plane through the space of codes, and a window onto it.
//
//   PlaneAxes axes = number_axes(code.size(), 0, 1);
//   PlanePoint p = to_plane(window, screen, mouse);
//   Column<float> code = code_at(axes, through, p, bounds);
#pragma once

#include "engine/matrix.h"
#include "lab/geometry.h"
#include "lab/live_code.h"

namespace hourglass {

struct PlanePoint {
  float x = 0;  // to the right
  float y = 0;  // up

  bool operator==(const PlanePoint&) const = default;
};

struct PlaneAxes {
  Column<float> origin;      // (code) where x = y = 0
  Matrix<float> directions;  // (code x 2) unit vectors at right angles
};

// Through two numbers of the code, from 0. A code of one number has no second direction: zeros.
PlaneAxes number_axes(Index code_size, Index across, Index up);

PlanePoint position(const PlaneAxes& axes, const Column<float>& code);
// codes (code x n) -> (2 x n).
Matrix<float> positions(const PlaneAxes& axes, ConstBatch<float> codes);

// `through`, moved along the axes only, without what the encoder cannot give.
Column<float> code_at(const PlaneAxes& axes, const Column<float>& through, PlanePoint point,
                      const CodeBounds& bounds);
// `through` with nothing along the axes: what all codes of the plane have in common.
Column<float> beside_plane(const PlaneAxes& axes, const Column<float>& through);

// What of the plane is in sight. Both directions have the same scale.
struct PlaneWindow {
  PlanePoint centre;
  float span = 1;  // from the centre to the nearer border, in the codes' units

  bool operator==(const PlaneWindow&) const = default;
};

PlanePoint to_plane(const PlaneWindow& window, const Rect& screen, ImVec2 at);
ImVec2 to_screen(const PlaneWindow& window, const Rect& screen, PlanePoint point);
// The scale: UI units a unit of the codes.
float scale_of(const PlaneWindow& window, const Rect& screen);

// Closer by `factor`, the point `still` staying where it is.
PlaneWindow zoomed(const PlaneWindow& window, float factor, PlanePoint still);
// Holds all but the outermost hundredth of the points (2 x n) at each side, with a margin.
PlaneWindow fitted(const Matrix<float>& points, const Rect& screen);

}  // namespace hourglass
