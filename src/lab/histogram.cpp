#include "lab/histogram.h"

#include <algorithm>

namespace hourglass {
namespace {

void bars(const Ui& ui, const Rect& plot, const ErrorHistogram& errors) {
  const double most = *std::max_element(errors.shares.begin(), errors.shares.end());
  const auto count = static_cast<int>(errors.shares.size());
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i < count; ++i) {
    const double share = errors.shares[static_cast<std::size_t>(i)];
    if (share <= 0) continue;
    Rect bar = cell(plot, i, count, ui.em(0.0625f));
    const float height = static_cast<float>(share / most) * plot.height();
    bar.min.y = bar.max.y - std::max(height, ui.em(0.0625f));
    list->AddRectFilled(bar.min, bar.max, palette().text_faint, ui.em(0.0625f));
  }
  list->AddLine({plot.min.x, plot.max.y}, plot.max, palette().line, ui.em(0.0625f));
}

}  // namespace

void draw_histogram(const Ui& ui, const Rect& rect, const ErrorHistogram& errors, double error) {
  if (errors.shares.empty()) return;
  Rect plot = rect;
  const Rect axis = cut_bottom(plot, line_height(ui, Type::small));
  cut_bottom(plot, ui.em(0.125f));
  const float head = ui.em(0.3125f);
  cut_top(plot, 1.5f * head);
  plot = inset(plot, head, 0);
  bars(ui, plot, errors);
  draw_text(ui, axis, Type::small, palette().text_faint, "0");
  draw_text(ui, axis, Type::small, palette().text_faint, "test digits’ MSE", Align::centre);
  draw_text(ui, axis, Type::small, palette().text_faint, loss_text(errors.highest), Align::right);

  const auto share = static_cast<float>(std::clamp(error / errors.highest, 0.0, 1.0));
  const float x = plot.min.x + share * plot.width();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddLine({x, plot.min.y}, {x, plot.max.y}, palette().accent, ui.em(0.125f));
  list->AddTriangleFilled({x - head, plot.min.y - 1.5f * head},
                          {x + head, plot.min.y - 1.5f * head}, {x, plot.min.y}, palette().accent);
}

}  // namespace hourglass
