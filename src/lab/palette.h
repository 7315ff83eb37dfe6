// The laboratory's colours, dark and light. One palette is in use at a time, as with Dear ImGui's
// own style: palette() gives it, use_palette() changes it.
//
// Sand is the one accent: what one can act on, and what the model has learned. Teal stands for
// noise and for what is missing. Digits are ink on paper in both; everything else stays quiet.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>

namespace hourglass {

namespace colour {

constexpr ImU32 rgb(std::uint32_t hex, int alpha = 255) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}
// The same colour, more transparent.
constexpr ImU32 faded(ImU32 colour, float opacity) {
  const auto alpha = static_cast<float>(colour >> IM_COL32_A_SHIFT) * opacity;
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(alpha + 0.5f) << IM_COL32_A_SHIFT);
}

// From one colour (share 0) to another (1), channel by channel.
constexpr ImU32 mix(ImU32 from, ImU32 to, float share) {
  ImU32 mixed = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const auto a = static_cast<float>((from >> shift) & 255);
    const auto b = static_cast<float>((to >> shift) & 255);
    mixed |= static_cast<ImU32>(a + share * (b - a) + 0.5f) << shift;
  }
  return mixed;
}

}  // namespace colour

enum class Scheme : std::uint8_t { dark, light };

struct Palette {
  Scheme scheme;
  ImU32 page, card;
  ImU32 raised;  // lists, tooltips, what lies over everything
  ImU32 raised_hover, raised_line;
  ImU32 control, control_hover, control_held;
  ImU32 scroll, scroll_hover, scroll_held;
  ImU32 line;
  ImU32 text_strong, text, text_soft, text_faint;
  ImU32 paper, paper_text;
  ImU32 knob, knob_lit;
  ImU32 unit;    // layers of a network
  ImU32 accent;  // text, lines, fills of sliders
  ImU32 primary, primary_hover, primary_held, on_primary;
  ImU32 noise;
  ImU32 warning, warning_card;
  ImU32 train_curve;
  // Of the classes 0 ... 9: told apart by hue and lightness, and always beside the class's glyph,
  // since ten colours are more than every eye can tell apart.
  std::array<ImU32, 10> classes;
};

const Palette& palette();
void use_palette(Scheme scheme);

// Labels beyond 9 go round.
inline ImU32 class_colour(int label) {
  return palette().classes[static_cast<unsigned>(label) % 10];
}

}  // namespace hourglass
