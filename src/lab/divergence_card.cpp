#include <algorithm>

#include "lab/train_parts.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

Rect inside(const Ui& ui, const Rect& rect) { return inset(rect, ui.em(0.875f), ui.em(0.75f)); }

}  // namespace

void follow_divergences(TrainView& view, const Snapshot& now) {
  if (now.divergences < view.divergences) {  // another run
    view.diverged_at.clear();
    view.divergences = view.closed_divergences = 0;
  }
  if (now.divergences == view.divergences) return;
  view.divergences = now.divergences;
  view.diverged_at.push_back(now.epoch);
}

bool has_divergence_card(const LabState& lab) {
  return lab.train.divergences > lab.train.closed_divergences;
}

float divergence_height(const LabState& lab, float width) {
  const Ui& ui = lab.ui;
  const Rect measured = inside(ui, {{0, 0}, {width, 0}});
  const float words =
      draw_paragraph(ui, measured, Type::small, 0, lab.now->divergence.c_str(), true);
  return words + ui.em(0.625f) + ui.theme.control + 2 * ui.em(0.75f);
}

void divergence_card(LabState& lab, const Rect& rect) {
  Ui& ui = lab.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max, palette().warning_card, ui.theme.rounding());
  list->AddRect(rect.min, rect.max, palette().warning, ui.theme.rounding());
  Rect area = inside(ui, rect);
  Rect row = cut_bottom(area, ui.theme.control);
  draw_paragraph(ui, area, Type::small, palette().text, lab.now->divergence.c_str());
  bool close =
      button(ui, "divergence-close", cut_right(row, ui.em(5)), Icon::none, "Close", Look::plain);
  cut_right(row, ui.em(0.5f));
  if (button(ui, "divergence-slower", row, Icon::none, "Try a tenth of the rate", Look::primary)) {
    const double rate = lab.now->recipe.optimizer.learning_rate / 10;
    lab.learning_rate = {rate, lab.session.send(SetLearningRate{rate})};
    close = true;
  }
  if (close) lab.train.closed_divergences = lab.train.divergences;
}

}  // namespace hourglass
