// How the laboratory looks: colours, type, distances. All distances are in em, the height of the
// body font, so that one number scales everything.
//
// Sand is the one accent: what one can act on, and what the model has learned. Teal stands for
// noise and for what is missing. Digits are ink on paper; everything else stays quiet and dark.
#pragma once

#include <imgui.h>

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

inline constexpr ImU32 kPage = rgb(0x0d1013);
inline constexpr ImU32 kCard = rgb(0x15191e);
inline constexpr ImU32 kControl = rgb(0x20262d);
inline constexpr ImU32 kControlHover = rgb(0x2a323b);
inline constexpr ImU32 kControlHeld = rgb(0x1b2026);
inline constexpr ImU32 kLine = rgb(0x272e36);
inline constexpr ImU32 kTextStrong = rgb(0xf2f3f5);
inline constexpr ImU32 kText = rgb(0xd6dade);
inline constexpr ImU32 kTextSoft = rgb(0xa2abb5);
inline constexpr ImU32 kTextFaint = rgb(0x808a95);
inline constexpr ImU32 kPaper = rgb(0xf1ece2);
inline constexpr ImU32 kPaperText = rgb(0x857d6e);
inline constexpr ImU32 kAccent = rgb(0xf2b84b);
inline constexpr ImU32 kAccentHover = rgb(0xffcb6a);
inline constexpr ImU32 kAccentHeld = rgb(0xd9a03a);
inline constexpr ImU32 kOnAccent = rgb(0x1c1503);
inline constexpr ImU32 kNoise = rgb(0x5cc4d0);
inline constexpr ImU32 kWarning = rgb(0xf58b73);

}  // namespace colour

enum class Type : std::uint8_t { small, body, strong, title, figure };

struct Theme {
  float em = 16;       // UI units
  float control = 36;  // height of buttons and sliders: more where fingers are at work
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;

  float size(Type type) const;
  ImFont* font(Type type) const;

  float section() const { return 1.375f * em; }  // between things that do not
  float padding() const { return 1.125f * em; }  // inside a card
  float card_rounding() const { return 0.875f * em; }
  float rounding() const { return 0.5f * em; }  // of tiles and the pad
};

// Loads the fonts into the current ImGui context and sets its style's colours. Once.
Theme make_theme();

// Body size for a screen of this size: 16 where 1440x900 or less, growing more slowly than screens.
float body_size(float width, float height);

// Brings em, control height and ImGui's own metrics (tooltips, scroll bars) to this size.
void apply_size(Theme& theme, float em, bool fingers);

}  // namespace hourglass
