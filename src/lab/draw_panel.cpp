// Draw & denoise: the pad, the way of the drawing through the network, the noise put in its way,
// and what is to be said about this one digit.
#include <algorithm>
#include <cmath>

#include "lab/digit_flow.h"
#include "lab/digit_view.h"
#include "lab/pad.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

float noise_height(const LabState& lab, bool titled) {
  if (!shows(lab, Control::noise)) return 0;
  const Ui& ui = lab.ui;
  const float title = line_height(ui, Type::small) + ui.em(0.375f);
  return (titled ? title : 0) + 2 * ui.theme.control + ui.em(0.375f);
}

void noise_controls(LabState& lab, Rect rect, bool titled) {
  if (!shows(lab, Control::noise)) return;
  Ui& ui = lab.ui;
  if (titled) section_heading(lab, rect, "Noise on your drawing");
  int kind = static_cast<int>(lab.noise.kind);
  const Rect kinds = cut_top(rect, ui.theme.control);
  if (segmented(ui, "noise-kind", kinds, kNoiseNames, kShortNoiseNames, kind, palette().noise)) {
    lab.noise = with_kind(lab.noise, kind);
    lab.digit_changed = true;
  }
  cut_top(rect, ui.em(0.375f));
  Rect row = cut_top(rect, ui.theme.control);
  const bool on = lab.noise.kind != NoiseKind::none;
  const Rect again = cut_right(row, ui.theme.control);
  cut_right(row, ui.em(0.625f));
  const float most = on ? max_strength(lab.noise.kind) : 1;
  float position = lab.noise.strength / most;
  const char* value = on ? format("%.2f", static_cast<double>(lab.noise.strength)) : "–";
  const SliderText text{"Strength", value, ui.em(4.25f), ui.em(2.5f)};
  if (slider(ui, "noise-strength", row, text, position, palette().noise, on)) {
    lab.noise.strength = std::round(position * most * 100) / 100;
    lab.digit_changed = true;
  }
  if (button(ui, "noise-again", again, Icon::again, "", Look::plain, on)) {
    ++lab.roll;
    lab.digit_changed = true;
  }
  explain(ui, "Roll the dice again: other noise of the same kind and strength.");
  lab.ui.again |= lab.digit_changed;
}

// From top to bottom: how high the pad may be, and what lies between the parts.
struct Stack {
  float pad, gap;
  bool noise_title;
};

// The pad takes what the rest leaves; what even the pad cannot use goes between the parts. Where it
// would get too small, the rest moves together, and then what is said about the digit is left to be
// scrolled to.
Stack stack_of(const LabState& lab, const Rect& area) {
  const Ui& ui = lab.ui;
  const float parts = flow_height(ui, area.width()) + noise_height(lab, false);
  const float said = digit_view_height(lab, area.width());
  const float gaps = shows(lab, Control::noise) ? 2 : 1;
  Stack stack{0, ui.em(0.875f), false};
  float room = area.height() - parts - said - (said > 0 ? gaps + 1 : gaps) * stack.gap;
  if (room < ui.em(17)) room = area.height() - parts - gaps * stack.gap;
  const float title = noise_height(lab, true) - noise_height(lab, false);
  const PadPlan plan = plan_pad(ui, area.width(), std::max(room, ui.em(12)));
  stack.pad = plan.side;
  stack.noise_title = room - plan.side >= title;
  if (stack.noise_title) room -= title;
  stack.gap += std::clamp((room - plan.side) / 3, 0.0f, ui.em(1));
  return stack;
}

void heading(LabState& lab, Rect& area) {
  Rect row = panel_heading(lab, area, "Draw", "and watch it come out of the noise");
  const Rect place = cut_right(row, lab.ui.em(5.5f));
  if (button(lab.ui, "clear", place, Icon::clear, "Clear", Look::plain, !lab.drawing.empty())) {
    lab.drawing.clear();
    offer_undo(lab.undo, "Drawing cleared", undo_drawing);
    lab.ui.again = true;
  }
}

float side_by_side(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const PadPlan plan = plan_pad(ui, 0.52f * area.width(), std::max(area.height(), ui.em(14)));
  Rect left = cut_left(area, plan.side + plan.gap + plan.tools_width);
  cut_left(area, ui.theme.section());
  heading(lab, area);
  pad_and_tools(lab, cut_top(left, plan.side), plan);
  digit_flow(lab, cut_top(area, flow_height(ui, area.width())));
  cut_top(area, ui.em(0.875f));
  const bool titled = area.height() >= noise_height(lab, true);
  noise_controls(lab, cut_top(area, noise_height(lab, titled)), titled);
  if (shows(lab, Control::noise)) cut_top(area, ui.em(0.875f));
  digit_view(lab, cut_top(area, digit_view_height(lab, area.width())));
  return std::max(left.min.y, area.min.y);
}

}  // namespace

float draw_panel(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  if (area.width() > 1.35f * area.height() && area.width() > ui.em(36)) {
    return side_by_side(lab, area);
  }
  heading(lab, area);
  const Stack stack = stack_of(lab, area);
  const PadPlan plan = plan_pad(ui, area.width(), stack.pad);
  pad_and_tools(lab, cut_top(area, plan.side), plan);
  cut_top(area, stack.gap);
  digit_flow(lab, cut_top(area, flow_height(ui, area.width())));
  cut_top(area, stack.gap);
  noise_controls(lab, cut_top(area, noise_height(lab, stack.noise_title)), stack.noise_title);
  if (shows(lab, Control::noise)) cut_top(area, stack.gap);
  digit_view(lab, cut_top(area, digit_view_height(lab, area.width())));
  return area.min.y;
}

}  // namespace hourglass
