// The laboratory's icons: drawn, so that they are sharp at any size.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace hourglass {

enum class Icon : std::uint8_t {
  none,
  play,
  pause,
  step,
  shuffle,
  restore,
  download,
  clear,
  again,
  down,
  check,
  pen,
  curve,
  sliders,
  swap,
  morph,
  inside,
  compare,
  keep,
  undo,
  sun,
  moon,
  link,
  upload,
  eraser,
  dice,
  trash,
  plus,
  minus,
  picture,
  chevron_left,
  chevron_right,
  target,
  slow,
  move
};

// In a square of `size` around `middle`.
void draw_icon(ImDrawList* list, Icon icon, ImVec2 middle, float size, ImU32 colour);

// The mark: an hourglass whose sand is a digit's ink passing the waist. `height` is its full
// height.
void draw_mark(ImDrawList* list, ImVec2 middle, float height);

}  // namespace hourglass
