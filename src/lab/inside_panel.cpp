// Look inside: what each unit looks for and what it does with the current digit.
#include "lab/digit_tile.h"
#include "lab/inside_view.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr double kSliceMilliseconds = 1.5;

// New weights, a new digit: what the view shows is brought up to them.
void follow_digit(LabState& lab) {
  InsideView& inside = lab.inside;
  InsideStudy& study = inside.study;
  const Changes changes = take_changes(lab, Panel::inside);
  study.outdated = study.outdated || changes.model || changes.data;
  if (changes.model || changes.drawing) look(study, lab.inference, lab.live.noisy);
  if (lab.now->data) {
    const bool first = study.use.empty();
    const bool training = lab.now->state == RunState::training;
    const Measuring measuring =
        measure(study, lab.inference, lab.now->data->test, lab.workers, kSliceMilliseconds);
    // Snapshots bring frames enough; and filters that change places cannot be watched.
    if (measuring != Measuring::idle && !training) lab.ui.again = true;
    if (measuring == Measuring::done && (first || !training)) inside.filters_changed = true;
  }
  const bool maps = inside.which == InsideView::maps;
  if (inside.which == InsideView::filters && (changes.model || inside.filters_changed)) {
    show_filters(lab);
  }
  if (maps && (changes.model || changes.drawing || inside.filters_changed)) show_maps(lab);
}

}  // namespace

float inside_panel(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  if (!ui.tabs_name_panel) panel_heading(lab, area, "Inside", "");
  InsideView& inside = lab.inside;
  const char* views[] = {"Filters", "Activations", "Feature maps"};
  const char* short_views[] = {"Filters", "Activity", "Maps"};
  if (segmented(ui, "inside-view", cut_top(area, ui.theme.control), views, short_views,
                inside.which, palette().accent)) {
    inside.filters_changed = ui.again = true;
  }
  cut_top(area, ui.em(0.75f));
  follow_digit(lab);
  if (inside.study.layers.empty()) {
    const char* words =
        "What every unit does with your drawing is shown here as soon as the "
        "weights have arrived.";
    return area.min.y + draw_paragraph(ui, area, Type::body, palette().text_soft, words);
  }
  if (inside.which == InsideView::filters) return filter_view(lab, area);
  if (inside.which == InsideView::activations) return activation_view(lab, area);
  return map_view(lab, area);
}

}  // namespace hourglass
