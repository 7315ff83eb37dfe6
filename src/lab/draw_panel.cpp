// Draw & denoise: the pad, the way of the drawing through the network, and the noise put in its
// way.
#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

void follow_pen(LabState& lab, const Rect& pad) {
  const ImGuiIO& io = ImGui::GetIO();
  auto x = [&pad](ImVec2 p) { return (p.x - pad.min.x) / pad.width(); };
  auto y = [&pad](ImVec2 p) { return (p.y - pad.min.y) / pad.height(); };
  if (ImGui::IsItemActivated()) {
    const ImVec2 down = io.MouseClickedPos[ImGuiMouseButton_Left];
    lab.drawing.pen_down(x(down), y(down));
  }
  const bool active = ImGui::IsItemActive();
  if (lab.drawing.pen_is_down()) {
    for (const ImVec2& sample : lab.pen_samples) lab.drawing.pen_to(x(sample), y(sample));
    // ImGui's position is coarser than the samples, and may be a frame behind them.
    if (active && !lab.pen_is_sampled) lab.drawing.pen_to(x(io.MousePos), y(io.MousePos));
    lab.pen_samples.clear();
  }
  if (active) {
    lab.ui.claimed = true;
  } else {
    lab.drawing.pen_up();
  }
  // Samples of a press that ImGui has not shown yet wait for it.
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) lab.pen_samples.clear();
}

void pen_cursor(const LabState& lab, const Rect& pad) {
  if (lab.ui.fingers || !(ImGui::IsItemHovered() || ImGui::IsItemActive())) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_None);
  const float radius = Drawing::kPenRadius / Drawing::kSide * pad.width();
  const ImVec2 at = ImGui::GetIO().MousePos;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(pad.min, pad.max, true);
  list->AddCircleFilled(at, radius, colour::faded(colour::kAccent, 0.35f), 40);
  list->AddCircle(at, radius, colour::kAccentHeld, 40, lab.ui.em(0.09f));
  list->PopClipRect();
}

void hint(const LabState& lab, const Rect& pad) {
  const char* words = lab.drawing.empty()        ? "Draw a digit here"
                      : lab.drawing.is_example() ? "Your turn: draw a digit"
                                                 : nullptr;
  if (!words) return;
  Rect line = pad;
  draw_text(lab.ui, lab.drawing.empty() ? pad : cut_bottom(line, lab.ui.em(3)), Type::strong,
            colour::kPaperText, words, Align::centre);
}

void pad(LabState& lab, const Rect& rect) {
  ImGui::SetCursorScreenPos(rect.min);
  ImGui::InvisibleButton("pad", rect.size());
  name_item(lab.ui, "pad", rect);
  follow_pen(lab, rect);
  refresh(lab);
  ImDrawList* list = ImGui::GetWindowDrawList();
  lab.digits.begin(list);
  lab.digits.draw(list, lab.tiles.pad, rect.min, rect.max, ColourMap::drawing,
                  lab.ui.theme.rounding());
  lab.digits.end(list);
  hint(lab, rect);
  pen_cursor(lab, rect);
}

// The network lying on its side between what goes in and what comes out: two funnels, and the
// numbers of the code in the waist.
void waist(LabState& lab, const Rect& rect) {
  const Ui& ui = lab.ui;
  const Rect code = centred(rect, ui.em(0.6875f), 0.56f * rect.height());
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float neck = ui.em(0.25f);
  // From one wide corner around to the other; clockwise, as ImGui wants it.
  auto funnel = [&](float wide_x, float narrow_x, bool from_below) {
    const float bend = 0.5f * (wide_x + narrow_x);
    ImVec2 first(rect.min.y, code.min.y);  // wide, narrow
    ImVec2 last(rect.max.y, code.max.y);
    if (from_below) std::swap(first, last);
    list->PathLineTo({wide_x, first.x});
    list->PathBezierCubicCurveTo({bend, first.x}, {bend, first.y}, {narrow_x, first.y}, 16);
    list->PathLineTo({narrow_x, last.y});
    list->PathBezierCubicCurveTo({bend, last.y}, {bend, last.x}, {wide_x, last.x}, 16);
    list->PathFillConcave(colour::kControlHover);
  };
  funnel(rect.min.x, code.min.x - neck, false);
  funnel(rect.max.x, code.max.x + neck, true);
  if (lab.live.code.size() == 0) {
    list->AddRectFilled(code.min, code.max, colour::kControl, ui.em(0.1875f));
    return;
  }
  lab.digits.begin(list);
  const ColourMap map = lab.code.lowest < 0 ? ColourMap::signed_on_dark : ColourMap::heat;
  lab.digits.draw(list, lab.tiles.waist, code.min, code.max, map, ui.em(0.1875f));
  lab.digits.end(list);
}

struct Station {
  const char* name;
  const char* title;
  const char* short_title;
  TileId tile;
  ColourMap map;
  const char* caption;
  ImU32 caption_tone;
  const char* sentence;
};

void station(LabState& lab, Rect rect, const Station& s) {
  const Ui& ui = lab.ui;
  const float line = line_height(ui, Type::small);
  const bool fits = text_width(ui, Type::small, s.title) <= rect.width();
  draw_text(ui, cut_top(rect, line), Type::small, colour::kTextSoft, fits ? s.title : s.short_title,
            Align::centre);
  draw_text(ui, cut_bottom(rect, line), Type::small, s.caption_tone, s.caption, Align::centre);
  digit_tile(lab, s.name, inset(rect, 0, ui.em(0.25f)), s.tile, s.map, s.sentence);
}

const char* noise_caption(const LabState& lab, float width) {
  if (lab.noise.kind == NoiseKind::none) return "no noise";
  const auto kind = static_cast<std::size_t>(lab.noise.kind);
  const char* full = format("%s %.2f", kNoiseNames[kind], static_cast<double>(lab.noise.strength));
  if (text_width(lab.ui, Type::small, full) <= width) return full;
  return format("%s %.1f", kShortNoiseNames[kind], static_cast<double>(lab.noise.strength));
}

struct Flow {
  float tile, waist, gap, height;
};

// Four tiles and the waist side by side.
Flow flow_of(const Ui& ui, float width) {
  const float gap = ui.em(width < ui.em(24) ? 0.4f : 0.625f);
  const float waist_width = ui.em(width < ui.em(24) ? 2.5f : 3.5f);
  const float tile = std::floor((width - waist_width - 4 * gap) / 4);
  return {tile, waist_width, gap, tile + 2 * line_height(ui, Type::small) + ui.em(0.5f)};
}

void flow(LabState& lab, Rect row) {
  const Ui& ui = lab.ui;
  const Flow f = flow_of(ui, row.width());
  const bool model = lab.live.code.size() > 0;
  const float line = line_height(ui, Type::small);
  station(lab, cut_left(row, f.tile),
          {"tile-seen", "Input", "Input", lab.tiles.seen, ColourMap::paper, "784 pixels",
           colour::kTextFaint,
           "What the network sees of your drawing: scaled into a box of 20 × 20 pixels and centred "
           "by its mass, as the digits of MNIST are."});
  cut_left(row, f.gap);
  station(lab, cut_left(row, f.tile),
          {"tile-noisy", "Noisy", "Noisy", lab.tiles.noisy, ColourMap::paper,
           noise_caption(lab, f.tile), colour::kTextFaint,
           "The input with noise on top: this is all that the network is given."});
  cut_left(row, f.gap);
  Rect middle = cut_left(row, f.waist);
  draw_text(ui, cut_top(middle, line), Type::small, colour::kTextSoft, "Code", Align::centre);
  draw_text(ui, cut_bottom(middle, line), Type::small, colour::kAccent,
            model ? grouped(lab.live.code.size()) : "–", Align::centre);
  waist(lab, inset(middle, 0, ui.em(0.25f)));
  cut_left(row, f.gap);
  station(
      lab, cut_left(row, f.tile),
      {"tile-reconstruction", "Reconstruction", "Rebuilt", lab.tiles.reconstruction,
       ColourMap::paper, "784 pixels", colour::kTextFaint,
       "What the network makes of the code alone. Noise does not fit through the waist; a digit "
       "does."});
  cut_left(row, f.gap);
  station(
      lab, cut_left(row, f.tile),
      {"tile-error", "Error", "Error", lab.tiles.error, ColourMap::error_on_paper,
       model ? format("MSE %s", loss_text(lab.live.mse)) : "no model yet", colour::kText,
       "Reconstruction minus input: orange is ink too much, teal is ink that is missing. MSE is "
       "the mean of its square over all pixels."});
}

float noise_height(const Ui& ui, bool titled) {
  const float title = line_height(ui, Type::small) + ui.em(0.375f);
  return (titled ? title : 0) + 2 * ui.theme.control + ui.em(0.375f);
}

void noise_controls(LabState& lab, Rect rect, bool titled) {
  Ui& ui = lab.ui;
  if (titled) section_heading(lab, rect, "Noise on your drawing");
  int kind = static_cast<int>(lab.noise.kind);
  const Rect kinds = cut_top(rect, ui.theme.control);
  if (segmented(ui, "noise-kind", kinds, kNoiseNames, kShortNoiseNames, kind, colour::kNoise)) {
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
  if (slider(ui, "noise-strength", row, text, position, colour::kNoise, on)) {
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

// Pad above, the rest below it: how high each part is.
struct Stack {
  float pad, gap;
  bool noise_title;
};

// The pad takes what the rest leaves; what even the pad cannot use goes between the parts. Where it
// would get too small, the rest moves together.
Stack stack_of(const Ui& ui, const Rect& area) {
  const float smallest = ui.em(14);
  const float flow_height = flow_of(ui, area.width()).height;
  Stack stack{0, ui.theme.section(), true};
  float room = area.height() - flow_height - noise_height(ui, true) - 2 * stack.gap;
  if (room < smallest) {
    stack.gap = ui.em(0.75f);
    stack.noise_title = false;
    room = area.height() - flow_height - noise_height(ui, false) - 2 * stack.gap;
  }
  stack.pad = std::floor(std::clamp(room, ui.em(12), area.width()));
  stack.gap += std::clamp(0.5f * (room - stack.pad), 0.0f, ui.em(1));
  return stack;
}

void heading(LabState& lab, Rect& area) {
  Rect row = panel_heading(lab, area, "Draw", "and watch it come out of the noise");
  const Rect place = cut_right(row, lab.ui.em(5.5f));
  if (button(lab.ui, "clear", place, Icon::clear, "Clear", Look::plain, !lab.drawing.empty())) {
    lab.drawing.clear();
    lab.ui.again = true;
  }
}

}  // namespace

float draw_panel(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  if (area.width() > 1.35f * area.height() && area.width() > ui.em(36)) {  // side by side
    const float side = std::max(std::min(area.height(), 0.45f * area.width()), ui.em(14));
    Rect left = cut_left(area, side);
    cut_left(area, ui.theme.section());
    heading(lab, area);
    pad(lab, cut_top(left, side));
    flow(lab, cut_top(area, flow_of(ui, area.width()).height));
    cut_top(area, ui.em(0.875f));
    const bool titled = area.height() >= noise_height(ui, true);
    noise_controls(lab, cut_top(area, noise_height(ui, titled)), titled);
    return std::max(left.min.y, area.min.y);
  }
  heading(lab, area);
  const Stack stack = stack_of(ui, area);
  pad(lab, centred(cut_top(area, stack.pad), stack.pad, stack.pad));
  cut_top(area, stack.gap);
  flow(lab, cut_top(area, flow_of(ui, area.width()).height));
  cut_top(area, stack.gap);
  noise_controls(lab, cut_top(area, noise_height(ui, stack.noise_title)), stack.noise_title);
  return area.min.y;
}

}  // namespace hourglass
