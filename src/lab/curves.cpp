#include "lab/curves.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "io/axis_ticks.h"
#include "lab/dashed_line.h"

namespace hourglass {
namespace {

void draw_grid(const Ui& ui, const Rect& rect, const CurveAxes& axes) {
  const std::vector<double> ticks = axes.logarithmic ? log_ticks(axes.lowest, axes.highest)
                                                     : linear_ticks(axes.lowest, axes.highest, 4);
  draw_levels(ui, rect, axes.plot, ticks, [&](double tick) { return axes.y(tick); });
  const int wanted = std::max(2, static_cast<int>(axes.plot.width() / ui.em(4.5f)));
  float taken = axes.plot.min.x;  // by labels, from the left
  for (const double tick : linear_ticks(axes.first_epoch, axes.last_epoch, wanted)) {
    const float x = axes.x(tick);
    const char* text = tick == 0 ? "epoch 0" : format("%g", tick);
    const float half = 0.5f * text_width(ui, Type::small, text);
    const float left = std::clamp(x - half, axes.plot.min.x, axes.plot.max.x - 2 * half);
    if (left < taken) continue;
    taken = left + 2 * half + ui.em(0.5f);
    const Rect label{{left, axes.plot.max.y + ui.em(0.25f)}, {left + 2 * half + 1, rect.max.y}};
    draw_text(ui, label, Type::small, palette().text_faint, text);
  }
}

// The points of one curve; `loss` picks it.
void draw_curve(const Ui& ui, const CurveAxes& axes, const Snapshot& now,
                double HistoryPoint::*loss, ImU32 tone, float thickness) {
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

void readout(const Ui& ui, const CurveAxes& axes, const Snapshot& now) {
  const std::vector<HistoryPoint>& points = now.history.points();
  const double epoch = axes.epoch_at(ImGui::GetIO().MousePos.x);
  const HistoryPoint* nearest = &points.front();
  const HistoryPoint* tested = nullptr;
  for (const HistoryPoint& point : points) {
    if (std::abs(point.epoch - epoch) < std::abs(nearest->epoch - epoch)) nearest = &point;
    if (!drawable(point.test_loss)) continue;
    if (!tested || std::abs(point.epoch - epoch) < std::abs(tested->epoch - epoch)) tested = &point;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = axes.x(nearest->epoch);
  list->AddLine({x, axes.plot.min.y}, {x, axes.plot.max.y}, palette().text_faint, 1);
  const float radius = ui.em(0.25f);
  if (drawable(nearest->train_loss)) {
    list->AddCircleFilled({x, axes.y(nearest->train_loss)}, radius, palette().train_curve, 20);
  }
  if (tested) {
    list->AddCircleFilled({axes.x(tested->epoch), axes.y(tested->test_loss)}, radius,
                          palette().accent, 20);
  }
  const char* lines[] = {format("step %s", grouped(nearest->step)),
                         format("epoch %.2f", nearest->epoch),
                         format("train %s", loss_text(nearest->train_loss)),
                         tested ? format("test %s", loss_text(tested->test_loss)) : "test –"};
  const ImU32 tones[] = {palette().text, palette().text, palette().train_curve, palette().accent};
  const float line = line_height(ui, Type::small);
  const float width = ui.em(7);
  const float left =
      x + ui.em(0.75f) + width < axes.plot.max.x ? x + ui.em(0.75f) : x - ui.em(0.75f) - width;
  Rect box{{left, axes.plot.min.y + ui.em(0.25f)}, {left + width, 0}};
  box.max.y = box.min.y + 4 * line + ui.em(0.75f);
  list->AddRectFilled(box.min, box.max, colour::faded(palette().raised, 0.94f),
                      ui.theme.rounding());
  Rect text = inset(box, ui.em(0.625f), ui.em(0.375f));
  for (int i = 0; i < 4; ++i) draw_text(ui, cut_top(text, line), Type::small, tones[i], lines[i]);
}

// Lines across. Labels stand under them, where curves that come down from above do not go, or
// over them where there is no room; every second one at the right.
void draw_references(const Ui& ui, const CurveAxes& axes, const std::vector<ReferenceLine>& lines) {
  const float height = line_height(ui, Type::small);
  Align side = Align::left;
  for (const ReferenceLine& line : lines) {
    if (!(line.loss >= axes.lowest && line.loss <= axes.highest)) continue;
    const float y = std::round(axes.y(line.loss)) + 0.5f;
    draw_dashed(ImGui::GetWindowDrawList(), {axes.plot.min.x, y}, {axes.plot.max.x, y}, line.tone,
                ui.em(0.3125f), ui.em(0.08f));
    const float top = y + height <= axes.plot.max.y ? y : y - height;
    const Rect place{{axes.plot.min.x, top}, {axes.plot.max.x, top + height}};
    draw_text(ui, inset(place, ui.em(0.25f), 0), Type::small, line.tone, line.label.c_str(), side);
    side = side == Align::left ? Align::right : Align::left;
  }
}

void draw_moments(const Ui& ui, const CurveAxes& axes, const CurveMarks& marks) {
  auto upright = [&](double epoch, ImU32 tone) {
    if (epoch < axes.first_epoch || epoch > axes.last_epoch) return;
    const float x = std::round(axes.x(epoch)) + 0.5f;
    draw_dashed(ImGui::GetWindowDrawList(), {x, axes.plot.min.y}, {x, axes.plot.max.y}, tone,
                ui.em(0.1875f), ui.em(0.08f));
  };
  for (const double epoch : marks.divergences) upright(epoch, palette().warning);
  if (marks.looking_back) upright(*marks.looking_back, palette().text_soft);
}

// A range drawn across the curves with the mouse. Fingers read and scroll.
void draw_range(Ui& ui, const CurveAxes& axes, CurveView& view) {
  if (ui.fingers) return;
  const float mouse = ImGui::GetIO().MousePos.x;
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    view.zoom.reset();
    view.range_from.reset();
    return;
  }
  if (ImGui::IsItemActivated() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    view.range_from = axes.epoch_at(mouse);
  }
  if (!view.range_from) return;
  const double to = axes.epoch_at(mouse);
  const float from_x = axes.x(*view.range_from), to_x = axes.x(to);
  const bool wide = std::abs(to_x - from_x) > ui.em(0.75f);
  if (ImGui::IsItemActive() && wide) {
    ImGui::GetWindowDrawList()->AddRectFilled({std::min(from_x, to_x), axes.plot.min.y},
                                              {std::max(from_x, to_x), axes.plot.max.y},
                                              colour::faded(palette().accent, 0.14f));
  }
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
  if (wide) view.zoom = std::minmax(*view.range_from, to);
  view.range_from.reset();
  ui.again = true;
}

// A faint curve of the kind that will come.
void draw_promise(const Ui& ui, const Rect& plot, const Invitation& invitation) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i <= 4; ++i) {
    const float y = std::round(plot.min.y + 0.25f * static_cast<float>(i) * plot.height()) + 0.5f;
    list->AddLine({plot.min.x, y}, {plot.max.x, y}, palette().line);
  }
  for (int i = 0; i <= 60; ++i) {
    const float t = static_cast<float>(i) / 60;
    list->PathLineTo({plot.min.x + t * plot.width(),
                      plot.min.y + plot.height() * (0.88f - 0.8f * std::exp(-5 * t))});
  }
  list->PathStroke(colour::faded(palette().accent, 0.3f), 0, ui.em(0.14f));
  const bool two_lines = *invitation.detail != 0;
  const float width = std::max(text_width(ui, Type::body, invitation.title),
                               text_width(ui, Type::small, invitation.detail));
  const float height = ui.em(two_lines ? 3.5f : 2.25f);
  Rect words = centred(plot, std::min(width + ui.em(2), plot.width()), height);
  list->AddRectFilled(words.min, words.max, colour::faded(ui.surface, 0.85f), 0.5f * height);
  if (two_lines) {
    words = inset(words, 0, ui.em(0.375f));
    const Rect detail = cut_bottom(words, line_height(ui, Type::small));
    draw_text(ui, detail, Type::small, palette().text_soft, invitation.detail, Align::centre);
  }
  const ImU32 tone = two_lines ? palette().text : palette().text_soft;
  draw_text(ui, words, Type::body, tone, invitation.title, Align::centre);
}

}  // namespace

bool has_curves(const Snapshot& now) { return now.history.points().size() >= 2; }

Rect curve_plot(const Ui& ui, const Rect& rect) {
  Rect plot = rect;
  cut_left(plot, ui.em(3));
  cut_bottom(plot, line_height(ui, Type::small) + ui.em(0.25f));
  cut_top(plot, ui.em(0.625f));
  cut_right(plot, ui.em(0.75f));
  return plot;
}

void loss_curves(Ui& ui, const char* name, const Rect& rect, const Snapshot& now,
                 const Invitation& invitation, const CurveMarks& marks, CurveView& view) {
  ImGui::SetCursorScreenPos(rect.min);
  ImGui::InvisibleButton(name, rect.size());
  name_item(ui, name, rect);
  if (!has_curves(now)) {
    view.zoom.reset();
    draw_promise(ui, rect, invitation);
    return;
  }
  const CurveAxes axes = fit_axes(now.history.points(), marks.lines, view.logarithmic, view.zoom,
                                  curve_plot(ui, rect));
  draw_grid(ui, rect, axes);
  draw_references(ui, axes, marks.lines);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect({axes.plot.min.x, rect.min.y}, {rect.max.x, axes.plot.max.y}, true);
  draw_curve(ui, axes, now, &HistoryPoint::train_loss, palette().train_curve, 0.1f);
  draw_curve(ui, axes, now, &HistoryPoint::test_loss, palette().accent, 0.14f);
  list->PopClipRect();
  draw_moments(ui, axes, marks);
  draw_range(ui, axes, view);
  const bool over = ImGui::IsItemHovered() || (ui.fingers && ImGui::IsItemActive());
  if (over && axes.plot.contains(ImGui::GetIO().MousePos)) readout(ui, axes, now);
}

void loss_curves(Ui& ui, const char* name, const Rect& rect, std::span<const RunCurves> runs,
                 const Invitation& invitation) {
  name_item(ui, name, rect);
  std::vector<HistoryPoint> all;
  for (const RunCurves& run : runs) {
    const std::vector<HistoryPoint>& points = run.now->history.points();
    if (has_curves(*run.now)) all.insert(all.end(), points.begin(), points.end());
  }
  if (all.empty()) {
    draw_promise(ui, rect, invitation);
    return;
  }
  std::sort(all.begin(), all.end(),
            [](const HistoryPoint& a, const HistoryPoint& b) { return a.epoch < b.epoch; });
  const CurveAxes axes = fit_axes(all, {}, true, std::nullopt, curve_plot(ui, rect));
  draw_grid(ui, rect, axes);
  for (const RunCurves& run : runs) {
    draw_curve(ui, axes, *run.now, &HistoryPoint::train_loss, colour::faded(run.tone, 0.4f), 0.08f);
    draw_curve(ui, axes, *run.now, &HistoryPoint::test_loss, run.tone, 0.14f);
  }
}

}  // namespace hourglass
