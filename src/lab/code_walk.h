// A walk through the space of codes: from one test digit's code to another's, at random.
//
//   while (walk.on) { code = advance(walk, codes, seconds); ... }
#pragma once

#include <cstdint>
#include <deque>

#include "engine/matrix.h"
#include "lab/code_plane.h"

namespace hourglass {

struct CodeWalk {
  static constexpr float kLegSeconds = 1.6f;
  static constexpr std::size_t kTrail = 160;  // points

  bool on = false;
  Matrix<float> leg;             // (code x steps) from the last code to the next
  float along = 0;               // the leg, 0 ... 1
  std::uint64_t legs = 0;        // so far: the next one's random number
  std::deque<PlanePoint> trail;  // where it came from, the newest last
};

// Starts at `from`, towards one of `codes` (code x n, n >= 1): straight, or along a sphere.
void begin_leg(CodeWalk& walk, const Column<float>& from, const Matrix<float>& codes,
               bool spherical);
// The code after so many seconds, slow at both ends of a leg; begins the next leg at its end.
Column<float> advance(CodeWalk& walk, const Matrix<float>& codes, bool spherical, float seconds);
// The next leg's end at once.
Column<float> jump(CodeWalk& walk, const Matrix<float>& codes);
void leave_trail(CodeWalk& walk, PlanePoint point);

}  // namespace hourglass
