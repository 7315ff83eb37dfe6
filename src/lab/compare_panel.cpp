// Compare: two models side by side on the same input, and what noise and waist do to a model.
#include "lab/compare_view.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

// The first look makes the rival, and gives it something to be.
void open(LabState& lab) {
  CompareView& compare = lab.compare;
  if (!lab.rival.session) {
    open_rival(lab.rival, {lab.session.threads() > 0 ? 1 : 0, lab.wake});
    compare.pairings = pairings(lab.recipes);
    follow_data(lab.rival, lab.now->data);
  }
  if (compare.opened || lab.now->parameters.empty()) return;
  // Beside the current model, so that nothing is lost by looking.
  Recipe recipe = *plain_autoencoder(lab.recipes);
  recipe.seed = lab.now->recipe.seed;
  lab.rival.session->send(UseRecipe{std::move(recipe)});
  compare.opened = true;
}

void follow_pair(LabState& lab) {
  CompareView& compare = lab.compare;
  const Changes changes = take_changes(lab, Panel::compare);
  const bool changed = changes.model || changes.drawing;
  if (compare.which == CompareView::side_by_side && (changed || compare.changed_b)) {
    show_side(lab, changes.model || compare.changed_b);
    compare.changed_b = false;
  }
  compare.studies_changed = compare.studies_changed || changes.drawing;
  if (compare.which == CompareView::side_by_side || !compare.studies_changed) return;
  compare.studies_changed = false;
  if (compare.which == CompareView::noise_bench) {
    show_bench(lab);
  } else {
    show_sweep(lab);
  }
}

}  // namespace

float compare_panel(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  CompareView& compare = lab.compare;
  if (!ui.tabs_name_panel) panel_heading(lab, area, "Compare", "");
  open(lab);
  const char* views[] = {"Side by side", "Noise bench", "Bottleneck"};
  const char* short_views[] = {"Side by side", "Noise", "Bottleneck"};
  if (segmented(ui, "compare-view", cut_top(area, ui.theme.control), views, short_views,
                compare.which, palette().accent)) {
    compare.changed_b = compare.studies_changed = ui.again = true;
  }
  cut_top(area, ui.em(0.75f));
  follow_pair(lab);
  if (compare.which == CompareView::noise_bench) return bench_view(lab, area);
  if (compare.which == CompareView::bottleneck) return sweep_view(lab, area);
  return side_view(lab, area);
}

}  // namespace hourglass
