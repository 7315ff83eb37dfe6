#include "lab/code_walk.h"

#include <algorithm>

#include "engine/random.h"
#include "study/interpolation.h"

namespace hourglass {
namespace {

constexpr Index kSteps = 49;

Column<float> code_along(const Matrix<float>& leg, float along) {
  const float eased = along * along * (3 - 2 * along);
  const float at = eased * static_cast<float>(leg.cols() - 1);
  const Index step = std::min(static_cast<Index>(at), leg.cols() - 2);
  const float t = at - static_cast<float>(step);
  return (1 - t) * leg.col(step) + t * leg.col(step + 1);
}

}  // namespace

Column<float> jump(CodeWalk& walk, const Matrix<float>& codes) {
  const auto count = static_cast<std::uint32_t>(codes.cols());
  return codes.col(uniform_below({0, stream_id(Stream::picks)}, walk.legs++, count));
}

void begin_leg(CodeWalk& walk, const Column<float>& from, const Matrix<float>& codes,
               bool spherical) {
  const Column<float> to = jump(walk, codes);
  walk.leg = spherical ? interpolate_spherical(from, to, kSteps) : interpolate(from, to, kSteps);
  walk.along = 0;
}

Column<float> advance(CodeWalk& walk, const Matrix<float>& codes, bool spherical, float seconds) {
  walk.along = std::min(1.0f, walk.along + seconds / CodeWalk::kLegSeconds);
  const Column<float> code = code_along(walk.leg, walk.along);
  if (walk.along == 1) begin_leg(walk, code, codes, spherical);
  return code;
}

void leave_trail(CodeWalk& walk, PlanePoint point) {
  walk.trail.push_back(point);
  if (walk.trail.size() > CodeWalk::kTrail) walk.trail.pop_front();
}

}  // namespace hourglass
