// Train: start and stop, the course of the run in figures and curves, and eight test digits that
// improve as one watches; or, in its place, the recipe to be edited.
#include <algorithm>
#include <cmath>
#include <optional>

#include "lab/panels.h"
#include "lab/recipe_editor_view.h"
#include "lab/silhouette.h"
#include "lab/train_parts.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

// The recipe in words and as a shape.
struct Description {
  bool words, shape;
};

float shape_height(const Ui& ui) { return std::max(ui.em(3.75f), ui.theme.control); }

float description_height(const LabState& lab, float width, Description what) {
  const Ui& ui = lab.ui;
  float height = 0;
  if (what.words) {
    const Rect measured{{0, 0}, {width, 0}};
    height +=
        draw_paragraph(ui, measured, Type::small, 0, lab.now->recipe.description.c_str(), true);
    height += ui.em(what.shape ? 0.625f : 0);
  }
  if (what.shape) height += shape_height(ui);
  return height > 0 ? height + ui.em(1) : 0;
}

constexpr float kEditWidth = 4.75f;  // em
constexpr float kPartGap = 0.75f;    // em, above each part but the first

// A part without the gap above it; neither is there where it is hidden.
Rect cut_part(const Ui& ui, Rect& area, float height) {
  if (height > 0) cut_top(area, ui.em(kPartGap));
  return cut_top(area, height);
}

// Nothing where it is hidden.
void edit_button(LabState& lab, const Rect& place) {
  if (!shows(lab, Control::edit)) return;
  if (button(lab.ui, "edit", place, Icon::sliders, "Edit", Look::plain)) open_editor(lab);
  explain(lab.ui, "Change the network and how it is trained.");
}

// The network's shape, and the way into it.
void shape_row(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  if (shows(lab, Control::edit)) {
    const Rect place = cut_right(row, ui.em(kEditWidth));
    cut_right(row, ui.em(0.75f));
    edit_button(lab, centred(place, place.width(), ui.theme.control));
  }
  const std::shared_ptr<const Survey> survey = shown_survey(lab);
  silhouette(
      ui, row, lab.now->recipe.network,
      survey ? std::span<const LayerHealth>(survey->layers) : std::span<const LayerHealth>());
}

void describe(LabState& lab, Rect area, Description what) {
  Ui& ui = lab.ui;
  if (what.words) {
    const char* words = lab.now->recipe.description.c_str();
    cut_top(area, draw_paragraph(ui, area, Type::small, palette().text_soft, words));
    cut_top(area, ui.em(0.625f));
  }
  if (what.shape) shape_row(lab, cut_top(area, shape_height(ui)));
}

// What has gone wrong, at the top of an area.
void warn(LabState& lab, Rect& area) {
  if (!has_divergence_card(lab)) return;
  divergence_card(lab, cut_top(area, divergence_height(lab, area.width())));
  cut_top(area, lab.ui.em(1));
}

// Two columns: a phone on its side.
float side_by_side(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  Rect left = cut_left(area, std::floor(0.48f * area.width()));
  cut_left(area, ui.theme.section());
  const float probe_room = probe_height(lab, area.width());
  if (shows(lab, Control::curves)) {
    const float curves_room = std::max(area.height() - probe_room - ui.em(1), smallest_curves(lab));
    curves_part(lab, cut_top(area, curves_room));
    cut_top(area, ui.em(1));
  }
  probe_part(lab, cut_top(area, probe_room));
  warn(lab, left);
  run_part(lab, cut_top(left, run_height(lab)));
  settings_part(lab, cut_part(ui, left, settings_height(lab, left.width())));
  cut_top(left, ui.em(0.75f));
  const Description shape{false, !lab.now->parameters.empty()};
  describe(lab, cut_top(left, description_height(lab, left.width(), shape)), shape);
  footer(lab, cut_top(left, footer_height(ui)));
  return std::max(left.min.y, area.min.y);
}

// How much of the description has room in a column.
Description description_for(const LabState& lab, float width, float room) {
  const bool known = !lab.now->parameters.empty();
  if (lab.ui.one_panel) return {false, known};
  const Description all{known && !has_divergence_card(lab), known};
  if (description_height(lab, width, all) <= room) return all;
  const Description shape{false, known};
  // Without a heading there is no other place for its button.
  if (lab.ui.tabs_name_panel || description_height(lab, width, shape) <= room) return shape;
  return {false, false};
}

// `heading`: the rest of the row of the panel's heading, if there is one.
float one_column(LabState& lab, Rect area, std::optional<Rect> heading) {
  const Ui& ui = lab.ui;
  const float width = area.width();
  warn(lab, area);
  const float smallest = smallest_curves(lab);
  const float probe = probe_height(lab, width);
  const float settings = settings_height(lab, width);
  const float gaps = static_cast<float>((smallest > 0) + (probe > 0) + (settings > 0));
  const float fixed = run_height(lab) + probe + settings + gaps * ui.em(kPartGap);
  const float room = area.height() - fixed - smallest;
  const Description what = description_for(lab, width, room);
  if (heading && !what.shape && !lab.now->parameters.empty()) {
    edit_button(lab, cut_left(*heading, ui.em(kEditWidth)));
  }
  const float description = description_height(lab, width, what);
  describe(lab, cut_top(area, description), what);
  run_part(lab, cut_top(area, run_height(lab)));
  if (smallest > 0) {
    const float curves = std::clamp(smallest + room - description, smallest, ui.em(24));
    curves_part(lab, cut_part(ui, area, curves));
  }
  probe_part(lab, cut_part(ui, area, probe));
  settings_part(lab, cut_part(ui, area, settings));
  if (!ui.one_panel) return area.min.y;
  cut_top(area, ui.em(1));
  const Description words{!lab.now->parameters.empty(), false};
  describe(lab, cut_top(area, description_height(lab, width, words)), words);
  footer(lab, cut_top(area, footer_height(ui)));
  return area.min.y;
}

}  // namespace

float train_panel(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  follow_divergences(lab.train, *lab.now);
  if (lab.train.editor) return recipe_editor_view(lab, area);
  if (area.width() > ui.em(42)) return side_by_side(lab, area);
  std::optional<Rect> heading;
  if (!ui.tabs_name_panel) {
    heading = panel_heading(lab, area, "Train", "");
    state_pill(lab, *heading);
  }
  return one_column(lab, area, heading);
}

}  // namespace hourglass
