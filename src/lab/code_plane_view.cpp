// The plane of codes: to look at, to point at, to move about in, to be led through.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "lab/code_view.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

bool has_axes_to_choose(const LabState& lab) { return lab.code_views.code_size > 2; }

CodeBounds bounds(const LabState& lab) { return bounds_of(lab.inference.network().spec()); }

bool walks_on_sphere(const LabState& lab) { return is_variational(lab.inference.network().spec()); }

void stand_still(CodeViews& views, const PlaneWindow& window) {
  views.look.plane.window = window;
  views.look.plane.fitted = false;
  views.grid.stale = true;
}

// ---- where the plane lies -----------------------------------------------------------------------

void fit_window(LabState& lab, const Rect& rect) {
  CodeViews& views = lab.code_views;
  if (views.fitted_to.x == rect.width() && views.fitted_to.y == rect.height()) return;
  views.fitted_to = rect.size();
  views.grid.stale = true;
  if (!views.look.plane.fitted) return;
  Matrix<float> points = views.scatter.points;
  if (points.cols() == 0) {
    points.resize(2, 2);
    points.col(0).setConstant(lab.code.lowest);
    points.col(1).setConstant(lab.code.highest);
  }
  views.look.plane.window = fitted(points, rect);
}

// The plane goes through the code on the bench, and stays where it is while one points at it.
void lay_through_code(LabState& lab) {
  CodeViews& views = lab.code_views;
  const Column<float>& code = lab.code.code;
  const bool known = views.through.size() == code.size();
  if (known && (same_bits(views.through, code) || same_bits(views.pointed, code))) return;
  const bool moved =
      !known ||
      !beside_plane(views.axes, code).isApprox(beside_plane(views.axes, views.through), 1e-4f);
  views.through = code;
  // In a code of two numbers nothing lies beside the plane.
  if (moved && views.code_size > 2) views.grid.stale = true;
}

void follow_grid(LabState& lab, const Rect& rect) {
  CodeViews& views = lab.code_views;
  if (views.look.plane.mode == PlaneMode::points) return;
  if (views.grid.stale && !views.grid.batch.busy()) {
    begin(views.grid, views.axes, views.through, views.look.plane.window, rect, bounds(lab));
  }
  if (advance(views.grid, lab.inference, kFrameShare)) {
    constexpr int kSide = static_cast<int>(kDigitSide);
    lab.digits.upload(views.tiles.sheet, views.grid.shown.columns * kSide,
                      views.grid.shown.rows * kSide, pixels_of(views.grid));
    lab.ui.again = true;
  }
  lab.ui.again |= views.grid.batch.busy() || views.grid.stale;
}

// ---- pointing and moving ------------------------------------------------------------------------

void point_at(LabState& lab, PlanePoint point) {
  CodeViews& views = lab.code_views;
  const PlaneLook& look = views.look.plane;
  const Column<float> code = code_at(views.axes, views.through, point, bounds(lab));
  views.pointed_at = point;
  views.walk.on = false;
  if (code == lab.code.code) return;
  if (has_axes_to_choose(lab) && look.principal) {
    hold_all(lab.code, code);
  } else {
    hold(lab.code, look.across, code[look.across]);
    if (look.up < code.size()) hold(lab.code, look.up, code[look.up]);
  }
  views.pointed = lab.code.code;
  code_was_set(lab);
}

void move_by(LabState& lab, const Rect& rect, ImVec2 by) {
  CodeViews& views = lab.code_views;
  PlaneWindow window = views.look.plane.window;
  const float scale = scale_of(window, rect);
  window.centre.x -= by.x / scale;
  window.centre.y += by.y / scale;
  stand_still(views, window);
  lab.ui.again = true;
}

void follow_keys(LabState& lab, const Rect& rect) {
  const CodeViews& views = lab.code_views;
  const auto x = static_cast<float>(key_steps(ImGuiKey_LeftArrow, ImGuiKey_RightArrow));
  const auto y = static_cast<float>(key_steps(ImGuiKey_DownArrow, ImGuiKey_UpArrow));
  if (x == 0 && y == 0) return;
  const float step = 0.04f * std::min(rect.width(), rect.height());
  if (views.moving) return move_by(lab, rect, {-2 * step * x, 2 * step * y});
  const float units = step / scale_of(views.look.plane.window, rect);
  const PlanePoint now = position(views.axes, lab.code.code);
  point_at(lab, {now.x + x * units, now.y + y * units});
}

// Two fingers move the plane and zoom it.
void follow_pinch(LabState& lab, const Rect& rect) {
  const Pinch& pinch = lab.ui.pinch;
  if (!rect.contains(pinch.middle)) return;
  if (pinch.by.x != 0 || pinch.by.y != 0) move_by(lab, rect, pinch.by);
  if (pinch.factor == 1) return;
  const PlaneWindow& window = lab.code_views.look.plane.window;
  stand_still(lab.code_views, zoomed(window, pinch.factor, to_plane(window, rect, pinch.middle)));
  lab.ui.again = true;
}

void follow_pointer(LabState& lab, const Rect& rect) {
  Ui& ui = lab.ui;
  CodeViews& views = lab.code_views;
  const ImGuiIO& io = ImGui::GetIO();
  const PlaneWindow& window = views.look.plane.window;
  const bool hovered = ImGui::IsItemHovered();
  follow_pinch(lab, rect);
  if (ui.pinch.on) {  // its first finger points at nothing
    ui.claimed = true;
    return;
  }
  if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    ui.claimed = true;
    const ImVec2 at(std::clamp(io.MousePos.x, rect.min.x, rect.max.x),
                    std::clamp(io.MousePos.y, rect.min.y, rect.max.y));
    if (!views.moving) {
      point_at(lab, to_plane(window, rect, at));
    } else if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) {
      move_by(lab, rect, io.MouseDelta);
    }
  }
  if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) views.panning = true;
  views.panning = views.panning && ImGui::IsMouseDown(ImGuiMouseButton_Right);
  if (views.panning && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
    move_by(lab, rect, io.MouseDelta);
  }
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
  if (hovered && io.MouseWheel != 0) {
    stand_still(views, zoomed(window, std::exp2(0.25f * io.MouseWheel),
                              to_plane(window, rect, io.MousePos)));
    ui.again = true;
  }
}

// ---- the walk -----------------------------------------------------------------------------------

void set_whole_code(LabState& lab, const Column<float>& code) {
  hold_all(lab.code, code);
  leave_trail(lab.code_views.walk, position(lab.code_views.axes, code));
  code_was_set(lab);
}

void walk_on(LabState& lab) {
  CodeViews& views = lab.code_views;
  if (!views.walk.on || !views.survey) return;
  const float seconds = std::min(ImGui::GetIO().DeltaTime, 0.1f);
  set_whole_code(lab, advance(views.walk, views.survey->test.codes, walks_on_sphere(lab), seconds));
}

void walk_button(LabState& lab, const Rect& rect) {
  Ui& ui = lab.ui;
  CodeViews& views = lab.code_views;
  const bool can = views.survey && views.code_size > 0;
  const bool on = views.walk.on;
  const char* label = lab.reduced_motion ? "Jump" : on ? "Stop" : "Walk";
  const Icon icon = lab.reduced_motion ? Icon::step : on ? Icon::pause : Icon::play;
  if (button(ui, "code-walk", rect, icon, label, Look::plain, can)) {
    const Matrix<float>& codes = views.survey->test.codes;
    if (lab.reduced_motion) {
      set_whole_code(lab, jump(views.walk, codes));
    } else if (!on) {
      begin_leg(views.walk, lab.code.code, codes, walks_on_sphere(lab));
    }
    views.walk.on = !on && !lab.reduced_motion;
    ui.again = true;
  }
  explain(ui,
          "From one test digit's code to another's, at random: what lies between digits is decoded "
          "on the way.");
}

// ---- controls -----------------------------------------------------------------------------------

// One of two axes: a principal component or a number of the code.
void choose_axis(LabState& lab, const Rect& rect, int axis) {
  CodeViews& views = lab.code_views;
  PlaneLook& look = views.look.plane;
  const CodeSpread* spread = views.spread.result();
  const bool principal = look.principal && spread;
  Index& number = axis == 0 ? look.across : look.up;
  const char* name = axis == 0 ? "axis-x" : "axis-y";
  const char* current = principal ? format("PC %d", axis + 1) : grouped(number + 1);
  if (!begin_list(lab.ui, name, rect, current, lab.ui.em(15))) return;
  bool picked = false;
  if (spread &&
      list_row(lab.ui, format("%s-principal", name), format("Principal component %d", axis + 1),
               "Where the codes of test digits differ most", principal)) {
    look.principal = picked = true;
  }
  const Index most = std::min(views.code_size, SpreadStudy::kMost);
  for (Index i = 0; i < most; ++i) {
    const Index dimension = spread ? spread->by_deviation[static_cast<std::size_t>(i)] : i;
    const char* detail =
        spread ? format("deviation %.3g", static_cast<double>(spread->deviation[dimension])) : "";
    if (list_row(lab.ui, format("%s-%d", name, static_cast<int>(dimension)),
                 format("Number %s", grouped(dimension + 1)), detail,
                 !principal && number == dimension)) {
      if (look.across == look.up) look.up = (look.up + 1) % views.code_size;
      number = dimension;
      look.principal = false;
      picked = true;
    }
  }
  end_list();
  if (!picked) return;
  Index& other = axis == 0 ? look.up : look.across;
  if (other == number) other = number == 0 ? 1 : 0;
  look.fitted = views.axes_stale = lab.ui.again = true;
}

void mode_row(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  PlaneLook& look = lab.code_views.look.plane;
  if (has_axes_to_choose(lab)) {
    const float width = ui.em(5.25f);
    choose_axis(lab, cut_right(row, width), 1);
    explain(ui, "What goes up in the plane.");
    cut_right(row, ui.em(0.375f));
    choose_axis(lab, cut_right(row, width), 0);
    explain(ui, "What goes to the right in the plane.");
    cut_right(row, ui.em(0.375f));
  }
  constexpr const char* kModes[] = {"Decoded", "Test digits", "Both"};
  constexpr const char* kShort[] = {"Decoded", "Tests", "Both"};
  int mode = static_cast<int>(look.mode);
  if (segmented(ui, "plane-mode", row, kModes, kShort, mode, palette().accent)) {
    look.mode = static_cast<PlaneMode>(mode);
    ui.again = true;
  }
}

// A button that stays down.
void move_tool(LabState& lab, const Rect& rect) {
  Ui& ui = lab.ui;
  bool& on = lab.code_views.moving;
  if (button(ui, "plane-move", rect, Icon::move, "", Look::plain)) on = !on;
  if (on) {
    const float radius = 0.5f * rect.height();
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(rect.min, rect.max, colour::faded(palette().accent, 0.2f), radius);
    draw_icon(list, Icon::move, rect.middle(), ui.em(1.125f), palette().accent);
  }
  explain(ui, "Drag to move the plane instead of pointing at it. So does the second button.");
}

void tool_row(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  CodeViews& views = lab.code_views;
  const float side = ui.theme.control, gap = ui.em(0.375f);
  auto zoom = [&](float factor) {
    const PlanePoint still = position(views.axes, lab.code.code);
    stand_still(views, zoomed(views.look.plane.window, factor, still));
    ui.again = true;
  };
  const bool any = views.code_size > 0;
  if (button(ui, "plane-closer", cut_left(row, side), Icon::plus, "", Look::plain, any)) zoom(1.5f);
  explain(ui, "Closer, around the code on the bench. So does the wheel, around the pointer.");
  cut_left(row, gap);
  if (button(ui, "plane-away", cut_left(row, side), Icon::minus, "", Look::plain, any)) {
    zoom(1 / 1.5f);
  }
  explain(ui, "Away from it.");
  cut_left(row, gap);
  if (button(ui, "plane-fit", cut_left(row, side), Icon::target, "", Look::plain,
             any && !views.look.plane.fitted)) {
    views.look.plane.fitted = ui.again = true;
    views.fitted_to = {};
  }
  explain(ui, "Fit all test codes into sight.");
  cut_left(row, gap);
  move_tool(lab, cut_left(row, side));
  walk_button(lab, cut_right(row, ui.em(6.25f)));
}

// Ten glyphs in their colours: hovered or pressed, they pick out a class. Gives the one that is.
int legend(LabState& lab, const Rect& row) {
  Ui& ui = lab.ui;
  CodeViews& views = lab.code_views;
  ImDrawList* list = ImGui::GetWindowDrawList();
  int hovered = -1;
  for (int i = 0; i < 10; ++i) {
    const Rect place = cell(row, i, 10, ui.em(0.125f));
    const Press at = press_area(ui, format("class-%d", i), place, ui.theme.rounding());
    if (at.pressed) views.highlighted = views.highlighted == i ? -1 : i;
    if (at.hovered) hovered = i;
    const bool on = views.highlighted == i;
    if (on || at.hovered) {
      list->AddRectFilled(place.min, place.max, colour::faded(class_colour(i), on ? 0.25f : 0.12f),
                          ui.theme.rounding());
    }
    const char glyph[] = {static_cast<char>('0' + i), 0};
    const bool dim = views.highlighted >= 0 && !on;
    draw_text(ui, place, Type::strong, colour::faded(class_colour(i), dim ? 0.5f : 1), glyph,
              Align::centre);
    explain(ui, format("Only the %ss. Press to keep it so.", glyph));
  }
  return hovered >= 0 ? hovered : views.highlighted;
}

const char* plane_words(const LabState& lab) {
  const CodeViews& views = lab.code_views;
  if (views.code_size <= 2) return "Every place is a code: point at one, and the decoder draws it.";
  const CodeSpread* spread = views.spread.result();
  if (spread && views.look.plane.principal) {
    return format(
        "A cut through %s dimensions at this code: the two that show %.0f %% of how "
        "codes differ.",
        grouped(views.code_size), 100 * spread->explained);
  }
  return format("A cut through %s dimensions: two of them change, the others stay as they are.",
                grouped(views.code_size));
}

void empty_plane(const Ui& ui, const Rect& rect) {
  ImGui::GetWindowDrawList()->AddRectFilled(rect.min, rect.max, palette().control,
                                            ui.theme.rounding());
  draw_text(ui, rect, Type::small, palette().text_soft, "The plane appears with the weights",
            Align::centre);
}

}  // namespace

ViewSize plane_view_size(LabState& lab, float) {
  const Ui& ui = lab.ui;
  return {decoded_height(ui) + ui.em(1.125f) + 2 * ui.theme.control,
          ui.em(14) + ui.em(0.375f) + ui.theme.control};
}

void plane_view_controls(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  decoded(lab, cut_top(area, decoded_height(ui)), plane_words(lab));
  cut_top(area, ui.em(0.625f));
  mode_row(lab, cut_top(area, ui.theme.control));
  cut_top(area, ui.em(0.5f));
  tool_row(lab, cut_top(area, ui.theme.control));
}

void plane_view_picture(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  CodeViews& views = lab.code_views;
  const float gap = ui.em(0.375f);
  const float room = area.height() - ui.theme.control - gap;
  const Rect rect = cut_top(area, std::min(room, 1.1f * area.width()));
  cut_top(area, gap);
  const int only = legend(lab, cut_top(area, ui.theme.control));
  if (views.code_size == 0) return empty_plane(ui, rect);
  walk_on(lab);
  fit_window(lab, rect);
  lay_through_code(lab);
  press_area(ui, "code-plane", rect, ui.theme.rounding());
  follow_pointer(lab, rect);
  follow_keys(lab, rect);
  follow_grid(lab, rect);
  pick_lettered(views.scatter, ui.em(1.4f) / scale_of(views.look.plane.window, rect), only);
  draw_plane(lab, rect, only);
}

}  // namespace hourglass
