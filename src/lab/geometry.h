// Rectangles that are cut into pieces: how panels lay themselves out.
//
//   Rect heading = cut_top(area, 2 * em);     // area keeps the rest
//   Rect button = cut_right(heading, 5 * em);
#pragma once

#include <imgui.h>

#include <algorithm>

namespace hourglass {

struct Rect {
  ImVec2 min;
  ImVec2 max;

  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 size() const { return {width(), height()}; }
  ImVec2 middle() const { return {0.5f * (min.x + max.x), 0.5f * (min.y + max.y)}; }
  bool contains(ImVec2 p) const {
    return p.x >= min.x && p.y >= min.y && p.x < max.x && p.y < max.y;
  }
};

inline Rect cut_top(Rect& area, float height) {
  const Rect piece{area.min, {area.max.x, area.min.y + height}};
  area.min.y += height;
  return piece;
}
inline Rect cut_bottom(Rect& area, float height) {
  const Rect piece{{area.min.x, area.max.y - height}, area.max};
  area.max.y -= height;
  return piece;
}
inline Rect cut_left(Rect& area, float width) {
  const Rect piece{area.min, {area.min.x + width, area.max.y}};
  area.min.x += width;
  return piece;
}
inline Rect cut_right(Rect& area, float width) {
  const Rect piece{{area.max.x - width, area.min.y}, area.max};
  area.max.x -= width;
  return piece;
}
inline Rect inset(const Rect& r, float x, float y) {
  return {{r.min.x + x, r.min.y + y}, {r.max.x - x, r.max.y - y}};
}
inline Rect inset(const Rect& r, float by) { return inset(r, by, by); }
// The i-th of `count` equal cells in a row, `gap` apart.
inline Rect cell(const Rect& row, int i, int count, float gap) {
  const float width =
      (row.width() - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
  const float x = row.min.x + static_cast<float>(i) * (width + gap);
  return {{x, row.min.y}, {x + width, row.max.y}};
}
// A rectangle of this size in the middle.
inline Rect centred(const Rect& in, float width, float height) {
  const ImVec2 m = in.middle();
  return {{m.x - 0.5f * width, m.y - 0.5f * height}, {m.x + 0.5f * width, m.y + 0.5f * height}};
}

}  // namespace hourglass
