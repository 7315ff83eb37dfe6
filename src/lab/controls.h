// What of the laboratory can be hidden, as a page of a course or a lesson likes it: a table of
// names, each of which is asked for where it is drawn.
//
//   if (shows(lab, Control::noise)) noise_controls(lab, rect);
//
// Hiding takes away what is seen, not what can be done: scripts and links do all that they did.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace hourglass {

struct LabState;
enum class Panel : std::uint8_t;

enum class Control : std::uint8_t {
  // The panels, in Panel's order.
  draw,
  train,
  code,
  morph,
  inside,
  compare,
  keep,
  // The header.
  recipe,   // the list of recipes; the name of the one in use stays
  status,   // data and threads
  colours,  // here and in Keep
  // Draw.
  rub,       // rubbing out and bringing back
  samples,   // images to pick for the pad
  noise,     // on the drawing
  drawer,    // for drawings that are kept
  measures,  // how well this digit is rebuilt, and its neighbours
  // Train.
  edit,     // the editor of recipes
  run,      // start and pause
  step,     // one step, slow motion
  reset,    // new random weights
  trained,  // weights that come with Hourglass
  curves,
  digits,    // eight test digits that improve
  settings,  // learning rate and noise in training
  // Keep.
  weights,  // to a file and from one
  figures,
  state,  // link and file
  // What the page around the canvas has of its own.
  lessons,
  embed,
};
inline constexpr std::size_t kControls = 28;

using Controls = std::bitset<kControls>;

// In Control's order, as links and pages have them.
std::span<const std::string_view> control_names();
// "noise:rub"; "none" for none.
std::string controls_to_text(const Controls& controls);
// Fails with a sentence where a name is unknown, or where no panel would be left.
Result<Controls> hidden_of_text(std::string_view text);

bool shows(const LabState& lab, Control control);
bool shows(const LabState& lab, Panel panel);
// Hides these and no others, opens a panel that is left, and tells the host.
void hide(LabState& lab, const Controls& hidden);

}  // namespace hourglass
