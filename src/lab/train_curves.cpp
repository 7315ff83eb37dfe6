// The course of the run: curves with what they can be compared to, and going back over them.
#include <algorithm>

#include "lab/loss_floor.h"
#include "lab/pretrained_view.h"
#include "lab/scrubber.h"
#include "lab/train_parts.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr Index kFloorImages = 2000;

float head_height(const Ui& ui) { return ui.large_targets ? ui.theme.control : ui.em(1.625f); }
float scrubber_height(const Ui& ui) { return ui.large_targets ? ui.theme.control : ui.em(1.5f); }

Invitation invitation(const LabState& lab) {
  const bool can_train = shows(lab, Control::run);
  if (lab.is_pretrained) {
    const bool can_begin = can_train && shows(lab, Control::reset);
    return {trained_words(lab.now->recipe),
            can_begin ? "Reset, then Train: see it learn from nothing" : ""};
  }
  if (lab.now->state == RunState::waiting) {
    return {"The curves begin when the digits have arrived"};
  }
  return {can_train ? "Press Train and watch the loss fall" : "The curves begin with the training"};
}

// A sentence over the curves.
const char* course_words(const LabState& lab) {
  const Snapshot& now = *lab.now;
  if (lab.moment) return format("Looking back at epoch %.3g", lab.moment->epoch);
  if (now.state != RunState::finished) return "Loss";
  if (now.step < now.total_steps) {
    return format("Stopped early: no better for %d epochs; the best weights are back",
                  static_cast<int>(now.recipe.early_stop.patience));
  }
  return format("Finished: %s steps", grouped(now.step));
}

void head(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  CurveView& view = lab.train.curves;
  const float gap = ui.em(0.375f);
  if (toggle(ui, "axis-log", cut_right(row, ui.em(3)), Icon::none, "log", view.logarithmic)) {
    view.logarithmic = !view.logarithmic;
  }
  explain(ui, "Losses on a logarithmic or a linear axis.");
  cut_right(row, gap);
  if (view.zoom) {
    if (button(ui, "zoom-out", cut_right(row, ui.em(5.25f)), Icon::none, "Whole run",
               Look::plain)) {
      view.zoom.reset();
    }
    cut_right(row, gap);
  }
  const char* words = course_words(lab);
  if (!lab.moment) {
    draw_text(ui, row, Type::small, palette().text_soft, words);
    return;
  }
  const Rect live = cut_right(row, ui.em(3.75f));
  const Rect badge{row.min, {live.max.x, row.max.y}};
  ImGui::GetWindowDrawList()->AddRectFilled(
      badge.min, badge.max, colour::faded(palette().accent, 0.14f), 0.5f * badge.height());
  cut_left(row, ui.em(0.75f));
  draw_text(ui, row, Type::small, palette().accent, words);
  if (button(ui, "live", live, Icon::none, "Live", Look::primary)) lab.moment.reset();
  explain(ui, "Back to the model as it is now.");
}

double floor_of(LabState& lab) {
  TrainView& view = lab.train;
  if (lab.now->data != view.floor_data) {
    view.floor_data = lab.now->data;
    view.floor = view.floor_data ? bce_floor(view.floor_data->test, kFloorImages) : 0;
  }
  return view.floor;
}

std::optional<double> pca_loss(LabState& lab, bool shown) {
  const Recipe& recipe = lab.now->recipe;
  return lab.pca.request(lab.now->data, recipe.network.code_size(), recipe.loss, shown);
}

CurveMarks marks_of(LabState& lab) {
  const Recipe& recipe = lab.now->recipe;
  CurveMarks marks;
  if (const auto loss = pca_loss(lab, true)) {
    const auto code = static_cast<int>(recipe.network.code_size());
    const bool clean = recipe.test_noise.kind != NoiseKind::none;
    marks.lines.push_back(
        {format(clean ? "PCA %d, clean digits" : "PCA %d", code), *loss, palette().noise});
  }
  const bool threads = lab.session.threads() > 0;
  const bool rests = lab.now->state != RunState::training;  // and brings no frames
  lab.ui.awaits |= threads && lab.pca.pending();
  lab.ui.again |= !threads && rests && lab.pca.pending();
  if (recipe.loss == LossKind::bce && floor_of(lab) > 0) {
    marks.lines.push_back({"Perfect copy", floor_of(lab), palette().text_soft});
  }
  // The run is back where it was before: its curves may not reach as far yet.
  for (const double epoch : lab.train.diverged_at) {
    marks.divergences.push_back(std::min(epoch, lab.now->history.points().back().epoch));
  }
  if (lab.moment) marks.looking_back = lab.moment->epoch;
  return marks;
}

// While there is nothing to draw: what to do, and trained weights where there are some.
void promise(LabState& lab, Rect rect) {
  pca_loss(lab, false);  // is to be there when the first curve is
  const bool can_load = offers_trained(lab) && !lab.is_pretrained;
  if (can_load) {
    load_trained(lab, cut_bottom(rect, lab.ui.theme.control));
    cut_bottom(rect, lab.ui.em(0.375f));
  }
  loss_curves(lab.ui, "curves", rect, *lab.now, invitation(lab), {}, lab.train.curves);
}

}  // namespace

float smallest_curves(const LabState& lab) {
  if (!shows(lab, Control::curves)) return 0;
  const Ui& ui = lab.ui;
  const float more = has_curves(*lab.now) ? head_height(ui) + scrubber_height(ui) : 0;
  return ui.em(ui.one_panel && has_curves(*lab.now) ? 8.5f : 7.25f) + more;
}

void curves_part(LabState& lab, Rect area) {
  if (!shows(lab, Control::curves)) return;
  Ui& ui = lab.ui;
  const Snapshot& now = *lab.now;
  if (!has_curves(now)) {
    promise(lab, area);
    return;
  }
  head(lab, cut_top(area, head_height(ui)));
  const Rect track = cut_bottom(area, scrubber_height(ui));
  const Rect plot = curve_plot(ui, area);
  loss_curves(ui, "curves", area, now, invitation(lab), marks_of(lab), lab.train.curves);
  const double last = std::max(now.history.points().back().epoch, 0.1);
  if (scrubber(ui, "scrubber", track, plot.min.x, plot.max.x, now.moments, last, lab.moment)) {
    ui.again = true;
  }
}

}  // namespace hourglass
