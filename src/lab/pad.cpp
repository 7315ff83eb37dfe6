#include "lab/pad.h"

#include <algorithm>
#include <cmath>

#include "lab/digit_tile.h"
#include "lab/icons.h"
#include "lab/image_picker.h"
#include "lab/lab_state.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr int kTools = 6;
constexpr int kDrawing = 4;  // of them: those that draw; the others bring pictures

void follow_pen(LabState& lab, const Rect& pad) {
  const ImGuiIO& io = ImGui::GetIO();
  auto x = [&pad](ImVec2 p) { return (p.x - pad.min.x) / pad.width(); };
  auto y = [&pad](ImVec2 p) { return (p.y - pad.min.y) / pad.height(); };
  if (ImGui::IsItemActivated()) {
    const ImVec2 down = io.MouseClickedPos[ImGuiMouseButton_Left];
    if (lab.pad.large != FlowTile::none) {
      lab.pad.large = FlowTile::none;  // this press gave the pad back
      lab.ui.again = true;
    } else {
      lab.drawing.pen_down(x(down), y(down), lab.pad.tool);
      if (lab.drawing.can_undo()) offer_undo_quietly(lab.undo, undo_drawing);
    }
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
  const float radius = Drawing::radius_of(lab.pad.tool) / Drawing::kSide * pad.width();
  const ImVec2 at = ImGui::GetIO().MousePos;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(pad.min, pad.max, true);
  const ImU32 body = lab.pad.tool == DrawTool::pen ? palette().accent : palette().noise;
  list->AddCircleFilled(at, radius, colour::faded(body, 0.35f), 40);
  list->AddCircle(at, radius, lab.pad.tool == DrawTool::pen ? palette().primary_held : body, 40,
                  lab.ui.em(0.09f));
  list->PopClipRect();
}

void hint(const LabState& lab, const Rect& pad) {
  const char* words = lab.drawing.empty()        ? "Draw a digit here"
                      : lab.drawing.is_example() ? "Your turn: draw a digit"
                                                 : nullptr;
  if (!words) return;
  Rect line = pad;
  draw_text(lab.ui, lab.drawing.empty() ? pad : cut_bottom(line, lab.ui.em(3)), Type::strong,
            palette().paper_text, words, Align::centre);
}

// What was rubbed out stays as a shadow of itself.
void sheet(LabState& lab, const Rect& pad) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float rounding = lab.ui.theme.rounding();
  const bool shadow = lab.drawing.any_rubbed();
  constexpr float kCover = 0.8f;
  const ColourMap map = lab.drawing.in_pixels() ? ColourMap::paper : ColourMap::drawing;
  lab.digits.begin(list);
  if (shadow) {
    lab.digits.draw(list, lab.tiles.whole, pad.min, pad.max, map, rounding);
  }
  lab.digits.draw(list, lab.tiles.pad, pad.min, pad.max, map, rounding, shadow ? kCover : 1);
  lab.digits.end(list);
  paper_edge(lab, pad);
}

void frame_on_pad(const LabState& lab, const Rect& pad) {
  if (lab.drawing.empty()) return;
  const DrawingPoint corner = sheet_point(lab.drawing, 0, 0);
  const DrawingPoint next = sheet_point(lab.drawing, 1, 1);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(pad.min, pad.max, true);
  digit_frame(lab, {pad.min.x + corner.x * pad.width(), pad.min.y + corner.y * pad.height()},
              (next.x - corner.x) * pad.width());
  list->PopClipRect();
}

void pad(LabState& lab, const Rect& rect) {
  ImGui::SetCursorScreenPos(rect.min);
  ImGui::InvisibleButton("pad", rect.size());
  name_item(lab.ui, "pad", rect);
  follow_pen(lab, rect);
  refresh(lab);
  if (lab.pad.large != FlowTile::none) return large_flow_tile(lab, rect, lab.pad.large);
  sheet(lab, rect);
  if (lab.pad.framed) frame_on_pad(lab, rect);
  hint(lab, rect);
  pen_cursor(lab, rect);
}

struct Tool {
  const char* name;
  Icon icon;
  const char* label;
  const char* sentence;
  bool enabled = true;
  bool on = false;
};

bool tool_button(Ui& ui, const Rect& rect, const Tool& tool, bool labelled) {
  const float rounding = 0.5f * std::min(rect.height(), rect.width());
  ImGui::BeginDisabled(!tool.enabled);
  const Press at = press_area(ui, tool.name, rect, rounding);
  ImGui::EndDisabled();
  explain(ui, tool.sentence);
  const ImU32 body = tool.on         ? colour::faded(palette().accent, 0.2f)
                     : !tool.enabled ? colour::faded(palette().control, 0.5f)
                     : at.held       ? palette().control_held
                     : at.hovered    ? palette().control_hover
                                     : palette().control;
  const ImU32 text = tool.on         ? palette().accent
                     : !tool.enabled ? colour::faded(palette().text_faint, 0.6f)
                                     : palette().text_strong;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max, body, rounding);
  Rect row = rect;
  const float icon = labelled ? ui.em(2.5f) : rect.width();
  draw_icon(list, tool.icon, cut_left(row, icon).middle(), ui.em(1.125f), text);
  if (labelled) draw_text(ui, row, Type::body, text, tool.label);
  return at.pressed && tool.enabled;
}

void use_tool(LabState& lab, DrawTool tool) {
  lab.pad.tool = tool;
  lab.pad.large = FlowTile::none;
  lab.ui.again = true;
}

void keep_drawing(LabState& lab) {
  keep(lab.drawer, lab.live.seen);
  lab.digit_view.tab = DigitTab::drawer;
  lab.digit_view.chosen_kept = static_cast<int>(lab.drawer.kept.size()) - 1;
  lab.ui.again = true;
}

void tools(LabState& lab, const Rect& side, const PadPlan& plan) {
  Ui& ui = lab.ui;
  const float gap = ui.em(0.375f);
  const bool rubs = shows(lab, Control::rub);
  const bool samples_shown = shows(lab, Control::samples);
  const bool drawer_shown = shows(lab, Control::drawer);
  const int drawing = rubs ? kDrawing : kDrawing - 2;
  const int all = drawing + samples_shown + drawer_shown;
  const int rows = (all + plan.columns - 1) / plan.columns;
  const float group = side.height() - static_cast<float>(rows) * ui.theme.control -
                      static_cast<float>(rows - 1) * gap;  // between what draws and what brings
  int next = 0;
  auto press = [&](const Tool& tool) {
    const int row = next / plan.columns;
    const Rect line{{side.min.x, 0}, {side.max.x, ui.theme.control}};
    Rect place = cell(line, next % plan.columns, plan.columns, gap);
    const bool below = next++ >= drawing;
    const float y = side.min.y + static_cast<float>(row) * (ui.theme.control + gap) +
                    (below ? std::max(0.0f, group) : 0);
    place.min.y += y;
    place.max.y += y;
    return tool_button(ui, place, tool, plan.labelled);
  };
  const DrawTool tool = lab.pad.tool;
  if (press({"tool-pen", Icon::pen, "Pen", "Draw with ink.", true, tool == DrawTool::pen})) {
    use_tool(lab, DrawTool::pen);
  }
  if (rubs &&
      press({"tool-rub", Icon::eraser, "Rub out",
             "Rub a part out of what the network is given, and see whether it fills it in. Key: E",
             true, tool == DrawTool::rub})) {
    use_tool(lab, DrawTool::rub);
  }
  if (rubs && press({"bring-back", Icon::restore, "Bring back", "Show the network all of it again.",
                     lab.drawing.any_rubbed()})) {
    lab.drawing.bring_back();
    offer_undo_quietly(lab.undo, undo_drawing);
    ui.again = true;
  }
  if (press({"undo-stroke", Icon::undo, "Undo", "Take back the last stroke. Key: Ctrl+Z",
             lab.drawing.can_undo()})) {
    undo_drawing(lab);
  }
  if (samples_shown &&
      press({"samples", Icon::picture, "Samples",
             "Test digits, what you have kept, and what is no digit at all.", true})) {
    open_image_picker(lab, "samples-sheet");
  }
  const Rect samples{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  if (drawer_shown && press({"keep-drawing", Icon::keep, "Keep",
                             lab.drawer.full() ? "The drawer is full: remove one first."
                                               : "Put a copy into your drawer.",
                             !lab.drawer.full() && !lab.drawing.empty()})) {
    keep_drawing(lab);
  }
  if (const auto picked = image_picker(lab, "samples-sheet", samples, OffersDrawing::no)) {
    put_on_pad(lab, {picked->pixels.data(), static_cast<std::size_t>(picked->pixels.size())});
  }
}

}  // namespace

PadPlan plan_pad(const Ui& ui, float width, float height) {
  const float between = ui.em(0.375f);
  const float gap = ui.em(0.75f);
  const float one_column = kTools * ui.theme.control + (kTools - 1) * between;
  const float labels = ui.em(7.5f);
  const float labelled = std::floor(std::min(height, width - gap - labels));
  if (labelled >= one_column && labelled >= std::min(height, 0.6f * width) - 1) {
    return {labelled, std::min(width - gap - labelled, ui.em(9)), gap, true, 1};
  }
  const float narrow = std::floor(std::min(height, width - gap - ui.theme.control));
  if (narrow >= one_column) return {narrow, ui.theme.control, gap, false, 1};
  const float two = 2 * ui.theme.control + between;
  return {std::floor(std::min(height, width - gap - two)), two, gap, false, 2};
}

void pad_and_tools(LabState& lab, Rect row, const PadPlan& plan) {
  row = centred(row, plan.side + plan.gap + plan.tools_width, plan.side);
  pad(lab, cut_left(row, plan.side));
  cut_left(row, plan.gap);
  tools(lab, row, plan);
  if (shows(lab, Control::rub) && ImGui::Shortcut(ImGuiKey_E, ImGuiInputFlags_RouteGlobal)) {
    use_tool(lab, lab.pad.tool == DrawTool::pen ? DrawTool::rub : DrawTool::pen);
  }
}

void put_on_pad(LabState& lab, std::span<const float> image) {
  lab.drawing.show_image(image);
  if (lab.drawing.can_undo()) offer_undo_quietly(lab.undo, undo_drawing);
  lab.pad.large = FlowTile::none;
  lab.ui.again = true;
}

void undo_drawing(LabState& lab) {
  if (!lab.drawing.can_undo()) return;
  lab.drawing.undo();
  lab.undo = {};
  if (lab.drawing.can_undo()) offer_undo_quietly(lab.undo, undo_drawing);
  lab.ui.again = true;
}

}  // namespace hourglass
