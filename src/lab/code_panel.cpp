// Code: what the numbers that pass the waist are. Four views of them: the plane that they lie in,
// each number by itself, noise on them, and what a variational autoencoder draws them from.
#include <algorithm>
#include <cmath>

#include "lab/code_view.h"
#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

struct ViewParts {
  ViewSize (*size)(LabState&, float width);
  void (*controls)(LabState&, Rect);
  void (*picture)(LabState&, Rect);
};
// In CodeView's order.
constexpr ViewParts kViews[] = {{plane_view_size, plane_view_controls, plane_view_picture},
                                {bars_view_size, bars_view_controls, bars_view_picture},
                                {noise_view_size, noise_view_controls, noise_view_picture},
                                {prior_view_size, prior_view_controls, prior_view_picture}};
constexpr const char* kNames[] = {"Plane", "Numbers", "Noise", "Prior"};

bool variational(const LabState& lab) {
  return lab.code.code.size() > 0 && is_variational(lab.inference.network().spec());
}

void choose_view(LabState& lab, const Rect& row) {
  CodeViews& views = lab.code_views;
  const bool prior = variational(lab);
  const std::span<const char* const> names(kNames, prior ? 4 : 3);
  const CodeView shown = shown_view(views.look, views.code_size, prior);
  if (shown != views.shown) {
    views.shown = shown;
    views.samples_stale = views.film_stale = views.grid.stale = true;
    views.pixels = views.codes = {};
  }
  int chosen = static_cast<int>(shown);
  if (segmented(lab.ui, "code-view", row, names, names, chosen, palette().accent)) {
    views.look.view = static_cast<CodeView>(chosen);
    lab.ui.again = true;
  }
}

void back_to_digit(LabState& lab) {
  offer_undo(lab.undo, "Code let go",
             [code = lab.code.code, held = lab.code.held](LabState& later) {
               if (later.code.code.size() != code.size()) return;  // of another model by now
               later.code.code = code;
               later.code.held = held;
               code_was_set(later);
             });
  lab.code_views.walk.on = false;
  lab.code_views.walk.trail.clear();
  let_go(lab.code);
  code_was_set(lab);
}

}  // namespace

float decoded_height(const Ui& ui) {
  return line_height(ui, Type::strong) + 3 * line_height(ui, Type::small) + ui.em(0.75f) +
         ui.theme.control;
}

void decoded(LabState& lab, Rect row, const char* words) {
  Ui& ui = lab.ui;
  const LiveCode& code = lab.code;
  const bool any = code.code.size() > 0;
  digit_tile(lab, "tile-decoded", cut_left(row, row.height()), lab.tiles.decoded, ColourMap::paper,
             "The decoder's picture of the code: no drawing needed, the numbers are enough.");
  cut_left(row, ui.em(1));
  const auto held = std::count(code.held.begin(), code.held.end(), true);
  const char* title = !any                       ? "No code yet"
                      : held == 0                ? "The code of your drawing"
                      : held == code.code.size() ? "A code set by hand"
                      : held == 1                ? "1 number set by hand"
                                  : format("%d numbers set by hand", static_cast<int>(held));
  draw_text(ui, cut_top(row, line_height(ui, Type::strong)), Type::strong, palette().text_strong,
            title);
  const Rect press = cut_bottom(row, ui.theme.control);
  draw_paragraph(ui, row, Type::small, palette().text_soft,
                 any ? words : "It appears as soon as the weights have arrived.");
  const float width = std::min(press.width(), ui.em(10.5f));
  if (button(ui, "code-reset", {press.min, {press.min.x + width, press.max.y}}, Icon::restore,
             "Back to the digit", Look::plain, held > 0)) {
    back_to_digit(lab);
  }
}

float code_panel(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  follow_model(lab);
  const float gap = ui.em(0.875f);
  if (area.width() > ui.em(42)) {  // a phone on its side
    Rect left = cut_left(area, std::floor(0.46f * area.width()));
    cut_left(area, ui.theme.section());
    choose_view(lab, cut_top(left, ui.theme.control));
    const ViewParts& view = kViews[static_cast<std::size_t>(lab.code_views.shown)];
    cut_top(left, gap);
    view.controls(lab, cut_top(left, view.size(lab, left.width()).controls));
    const float height = std::max(area.height(), view.size(lab, area.width()).picture);
    view.picture(lab, cut_top(area, height));
    return std::max(left.min.y, area.min.y);
  }
  if (!ui.tabs_name_panel) panel_heading(lab, area, "Code", "");
  choose_view(lab, cut_top(area, ui.theme.control));
  const ViewParts& view = kViews[static_cast<std::size_t>(lab.code_views.shown)];
  const ViewSize size = view.size(lab, area.width());
  cut_top(area, gap);
  view.controls(lab, cut_top(area, size.controls));
  cut_top(area, gap);
  view.picture(lab, cut_top(area, std::max(area.height(), size.picture)));
  return area.min.y;
}

}  // namespace hourglass
