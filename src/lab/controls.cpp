#include "lab/controls.h"

#include <algorithm>
#include <array>

#include "io/names.h"
#include "lab/lab_state.h"
#include "lab/state_fields.h"

namespace hourglass {
namespace {

constexpr std::array<std::string_view, kControls> kNames = {
    "draw",     "train",    "code",    "morph",   "inside",  "compare", "keep",
    "recipe",   "status",   "colours", "rub",     "samples", "noise",   "drawer",
    "measures", "edit",     "run",     "step",    "reset",   "trained", "curves",
    "digits",   "settings", "weights", "figures", "state",   "lessons", "embed"};
static_assert(static_cast<std::size_t>(Control::embed) + 1 == kControls);
static_assert(static_cast<std::size_t>(Control::keep) + 1 == kPanels);

constexpr std::string_view kNone = "none";

bool is_panel_left(const Controls& hidden) {
  for (std::size_t i = 0; i < kPanels; ++i) {
    if (!hidden[i]) return true;
  }
  return false;
}

Error unknown(std::string_view name) {
  const auto meant = nearest_name(name, kNames);
  return Error{"there is no control " + quoted(name) +
               (meant ? ": did you mean " + std::string(*meant) + "?"
                      : "; expected some of " + join(kNames))};
}

}  // namespace

std::span<const std::string_view> control_names() { return kNames; }

std::string controls_to_text(const Controls& controls) {
  std::string text;
  for (std::size_t i = 0; i < kControls; ++i) {
    if (controls[i]) text += (text.empty() ? "" : ":") + std::string(kNames[i]);
  }
  return text.empty() ? std::string(kNone) : text;
}

Result<Controls> hidden_of_text(std::string_view text) {
  Controls hidden;
  if (text == kNone) return hidden;
  for (const std::string_view name : split(text, ':')) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return unknown(name);
    hidden.set(static_cast<std::size_t>(found - kNames.begin()));
  }
  if (!is_panel_left(hidden)) return Error{"expected one of the panels to be left"};
  return hidden;
}

bool shows(const LabState& lab, Control control) {
  return !lab.hidden[static_cast<std::size_t>(control)];
}

bool shows(const LabState& lab, Panel panel) {
  return !lab.hidden[static_cast<std::size_t>(panel)];
}

void hide(LabState& lab, const Controls& hidden) {
  if (hidden == lab.hidden) return;
  lab.hidden = hidden;
  if (!shows(lab, lab.tab)) {
    std::size_t first = 0;
    while (hidden[first]) ++first;
    open_panel(lab, static_cast<Panel>(first));
  }
  if (!shows(lab, Control::rub)) lab.pad.tool = DrawTool::pen;
  if (!shows(lab, Control::edit)) lab.train.editor.reset();
  lab.requests.push_back({HostRequest::Kind::hidden, controls_to_text(hidden), {}});
  lab.ui.again = true;
}

}  // namespace hourglass
