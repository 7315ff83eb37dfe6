// A smooth line through given points: how a pen moves over the points of a skeleton.
#pragma once

#include <vector>

#include "data/synthetic_hands.h"

namespace hourglass {

// The stroke as straight pieces so short that they look smooth: a cubic through each pair of
// neighbouring points, with directions at the points as Catmull and Rom 1974, over knots by chord
// length (rounder than even knots where points lie unevenly). A point given twice is a corner.
// Precondition: at least one point.
std::vector<HandPoint> smooth_line(const HandStroke& stroke);

}  // namespace hourglass
