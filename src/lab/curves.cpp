#include "lab/curves.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "io/axis_ticks.h"

namespace hourglass {
namespace {

// What the axes cover and where that lies on the screen.
struct Axes {
  Rect plot;
  double first_epoch = 0, last_epoch = 1;
  double lowest = 0.01, highest = 0.1;

  float x(double epoch) const {
    const double t = (epoch - first_epoch) / (last_epoch - first_epoch);
    return plot.min.x + static_cast<float>(t) * plot.width();
  }
  float y(double loss) const {
    const double t = std::log(loss / lowest) / std::log(highest / lowest);
    return plot.max.y - static_cast<float>(t) * plot.height();
  }
};

bool drawable(double loss) { return std::isfinite(loss) && loss > 0; }

Axes fit_axes(const Snapshot& now, const Rect& plot) {
  Axes axes{plot};
  double low = 1e30;
  double high = 0;
  for (const HistoryPoint& point : now.history.points()) {
    for (const double loss : {point.train_loss, point.test_loss}) {
      if (!drawable(loss)) continue;
      low = std::min(low, loss);
      high = std::max(high, loss);
    }
  }
  if (high > 0) {
    axes.lowest = low / 1.12;
    axes.highest = std::max(high * 1.08, axes.lowest * 1.6);
  }
  const double last = now.history.points().empty() ? 0 : now.history.points().back().epoch;
  axes.last_epoch = std::max(last, 0.1);
  return axes;
}

void draw_grid(const Ui& ui, const Rect& rect, const Axes& axes) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float line = line_height(ui, Type::small);
  float last_label = 1e9f;
  for (const double tick : log_ticks(axes.lowest, axes.highest)) {
    const float y = std::round(axes.y(tick)) + 0.5f;
    list->AddLine({axes.plot.min.x, y}, {axes.plot.max.x, y}, colour::kLine);
    if (last_label - y < line || y - 0.5f * line < rect.min.y) continue;
    last_label = y;
    const Rect label{{rect.min.x, y - line}, {axes.plot.min.x - ui.em(0.5f), y + line}};
    draw_text(ui, label, Type::small, colour::kTextFaint, format("%g", tick), Align::right);
  }
  const int wanted = std::max(2, static_cast<int>(axes.plot.width() / ui.em(4.5f)));
  for (const double tick : linear_ticks(axes.first_epoch, axes.last_epoch, wanted)) {
    const float x = axes.x(tick);
    const char* text = tick == 0 ? "epoch 0" : format("%g", tick);
    const float half = 0.5f * text_width(ui, Type::small, text);
    const float left = std::clamp(x - half, axes.plot.min.x, axes.plot.max.x - 2 * half);
    const Rect label{{left, axes.plot.max.y + ui.em(0.25f)}, {left + 2 * half + 1, rect.max.y}};
    draw_text(ui, label, Type::small, colour::kTextFaint, text);
  }
}

// The points of one curve; `loss` picks it.
void draw_curve(const Ui& ui, const Axes& axes, const Snapshot& now, double HistoryPoint::*loss,
                ImU32 tone, float thickness) {
  static std::vector<ImVec2> line;
  line.clear();
  for (const HistoryPoint& point : now.history.points()) {
    if (!drawable(point.*loss)) continue;
    const ImVec2 p(axes.x(point.epoch), axes.y(point.*loss));
    if (!line.empty() && p.x - line.back().x < 0.5f) {
      line.back().y = p.y;
    } else {
      line.push_back(p);
    }
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddPolyline(line.data(), static_cast<int>(line.size()), tone, 0, ui.em(thickness));
  if (!line.empty()) list->AddCircleFilled(line.back(), ui.em(0.21f), tone, 20);
}

void readout(const Ui& ui, const Axes& axes, const Snapshot& now) {
  const std::vector<HistoryPoint>& points = now.history.points();
  const double t = (ImGui::GetIO().MousePos.x - axes.plot.min.x) / axes.plot.width();
  const double epoch = axes.first_epoch + t * (axes.last_epoch - axes.first_epoch);
  const HistoryPoint* nearest = &points.front();
  const HistoryPoint* tested = nullptr;
  for (const HistoryPoint& point : points) {
    if (std::abs(point.epoch - epoch) < std::abs(nearest->epoch - epoch)) nearest = &point;
    if (!drawable(point.test_loss)) continue;
    if (!tested || std::abs(point.epoch - epoch) < std::abs(tested->epoch - epoch)) tested = &point;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = axes.x(nearest->epoch);
  list->AddLine({x, axes.plot.min.y}, {x, axes.plot.max.y}, colour::kTextFaint, 1);
  const float radius = ui.em(0.25f);
  if (drawable(nearest->train_loss)) {
    list->AddCircleFilled({x, axes.y(nearest->train_loss)}, radius, kTrainColour, 20);
  }
  if (tested) {
    list->AddCircleFilled({axes.x(tested->epoch), axes.y(tested->test_loss)}, radius, kTestColour,
                          20);
  }
  const char* lines[] = {format("step %s", grouped(nearest->step)),
                         format("epoch %.2f", nearest->epoch),
                         format("train %s", loss_text(nearest->train_loss)),
                         tested ? format("test %s", loss_text(tested->test_loss)) : "test –"};
  const ImU32 tones[] = {colour::kText, colour::kText, kTrainColour, kTestColour};
  const float line = line_height(ui, Type::small);
  const float width = ui.em(7);
  const float left =
      x + ui.em(0.75f) + width < axes.plot.max.x ? x + ui.em(0.75f) : x - ui.em(0.75f) - width;
  Rect box{{left, axes.plot.min.y + ui.em(0.25f)}, {left + width, 0}};
  box.max.y = box.min.y + 4 * line + ui.em(0.75f);
  list->AddRectFilled(box.min, box.max, colour::rgb(0x242b33, 240), ui.theme.rounding());
  Rect text = inset(box, ui.em(0.625f), ui.em(0.375f));
  for (int i = 0; i < 4; ++i) draw_text(ui, cut_top(text, line), Type::small, tones[i], lines[i]);
}

// A faint curve of the kind that will come.
void draw_promise(const Ui& ui, const Rect& plot, const Invitation& invitation) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i <= 4; ++i) {
    const float y = std::round(plot.min.y + 0.25f * static_cast<float>(i) * plot.height()) + 0.5f;
    list->AddLine({plot.min.x, y}, {plot.max.x, y}, colour::kLine);
  }
  for (int i = 0; i <= 60; ++i) {
    const float t = static_cast<float>(i) / 60;
    list->PathLineTo({plot.min.x + t * plot.width(),
                      plot.min.y + plot.height() * (0.88f - 0.8f * std::exp(-5 * t))});
  }
  list->PathStroke(colour::faded(kTestColour, 0.3f), 0, ui.em(0.14f));
  const bool two_lines = *invitation.detail != 0;
  const float width = std::max(text_width(ui, Type::body, invitation.title),
                               text_width(ui, Type::small, invitation.detail));
  const float height = ui.em(two_lines ? 3.5f : 2.25f);
  Rect words = centred(plot, std::min(width + ui.em(2), plot.width()), height);
  list->AddRectFilled(words.min, words.max, colour::faded(ui.surface, 0.85f), 0.5f * height);
  if (two_lines) {
    words = inset(words, 0, ui.em(0.375f));
    const Rect detail = cut_bottom(words, line_height(ui, Type::small));
    draw_text(ui, detail, Type::small, colour::kTextSoft, invitation.detail, Align::centre);
  }
  const ImU32 tone = two_lines ? colour::kText : colour::kTextSoft;
  draw_text(ui, words, Type::body, tone, invitation.title, Align::centre);
}

}  // namespace

bool has_curves(const Snapshot& now) { return now.history.points().size() >= 2; }

void loss_curves(Ui& ui, const char* name, const Rect& rect, const Snapshot& now,
                 const Invitation& invitation) {
  ImGui::SetCursorScreenPos(rect.min);
  ImGui::InvisibleButton(name, rect.size());
  name_item(ui, name, rect);
  Rect plot = rect;
  if (!has_curves(now)) {
    draw_promise(ui, plot, invitation);
    return;
  }
  cut_left(plot, ui.em(3));
  cut_bottom(plot, line_height(ui, Type::small) + ui.em(0.25f));
  cut_top(plot, ui.em(0.625f));
  cut_right(plot, ui.em(0.25f));
  const Axes axes = fit_axes(now, plot);
  draw_grid(ui, rect, axes);
  draw_curve(ui, axes, now, &HistoryPoint::train_loss, kTrainColour, 0.1f);
  draw_curve(ui, axes, now, &HistoryPoint::test_loss, kTestColour, 0.14f);
  const bool over = ImGui::IsItemHovered() || (ui.fingers && ImGui::IsItemActive());
  if (over && plot.contains(ImGui::GetIO().MousePos)) readout(ui, axes, now);
}

}  // namespace hourglass
