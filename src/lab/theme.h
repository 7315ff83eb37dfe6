// How the laboratory looks: type, distances, and with palette.h its colours. All distances are in
// em, the height of the body font, so that one number scales everything.
#pragma once

#include <imgui.h>

#include <cstdint>

#include "lab/palette.h"

namespace hourglass {

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

// Loads the fonts into the current ImGui context. Once.
Theme make_theme();

// Puts a scheme's palette in use, and gives ImGui's own style its colours.
void use_scheme(Scheme scheme);

// Body size for a screen of this size: 16 where 1440x900 or less, growing more slowly than screens.
float body_size(float width, float height);

// Brings em, control height and ImGui's own metrics (tooltips, scroll bars) to this size.
void apply_size(Theme& theme, float em, bool fingers);

}  // namespace hourglass
