// The plane's layers: decoded digits, test codes, the prior, the way of the walk, and the points
// of the drawing and of the hand.
#include <algorithm>
#include <cmath>

#include "lab/code_view.h"
#include "lab/dashed_line.h"
#include "lab/digit_tile.h"

namespace hourglass {
namespace {

struct Canvas2 {
  const LabState& lab;
  const CodeViews& views;
  ImDrawList* list;
  Rect rect;

  ImVec2 at(PlanePoint p) const { return to_screen(views.look.plane.window, rect, p); }
};

void draw_digits(LabState& lab, const Canvas2& canvas) {
  const PlaneGrid::Area& area = canvas.views.grid.shown;
  if (area.columns == 0) return;
  const ImVec2 a = canvas.at({area.low.x, area.high.y}), b = canvas.at({area.high.x, area.low.y});
  const bool alone = canvas.views.look.plane.mode == PlaneMode::digits;
  lab.digits.begin(canvas.list);
  lab.digits.draw(canvas.list, canvas.views.tiles.sheet, a, b,
                  alone ? ColourMap::paper : ColourMap::heat, 0, alone ? 1 : 0.5f);
  lab.digits.end(canvas.list);
}

void draw_axes(const Canvas2& canvas) {
  const ImVec2 zero = canvas.at({});
  const ImU32 tone = colour::faded(palette().text_faint, 0.45f);
  canvas.list->AddLine({canvas.rect.min.x, zero.y}, {canvas.rect.max.x, zero.y}, tone);
  canvas.list->AddLine({zero.x, canvas.rect.min.y}, {zero.x, canvas.rect.max.y}, tone);
}

void draw_points(const Canvas2& canvas, int only) {
  const Ui& ui = canvas.lab.ui;
  const Scatter& scatter = canvas.views.scatter;
  ImFont* font = ui.theme.semibold;
  const float size = ui.theme.size(Type::small), dot = ui.em(0.11f);
  const Rect sight = inset(canvas.rect, -size);
  for (std::size_t i = 0; i < scatter.labels.size(); ++i) {
    const auto column = static_cast<Index>(i);
    const ImVec2 at = canvas.at({scatter.points(0, column), scatter.points(1, column)});
    if (!sight.contains(at)) continue;
    const int label = scatter.labels[i];
    const bool lit = only < 0 || only == label;
    const ImU32 tone = colour::faded(class_colour(label), lit ? 0.95f : 0.14f);
    if (scatter.lettered[i]) {
      const char glyph[] = {static_cast<char>('0' + label), 0};
      canvas.list->AddText(font, size,
                           {std::round(at.x - 0.31f * size), std::round(at.y - 0.5f * size)}, tone,
                           glyph);
    } else {
      canvas.list->AddCircleFilled(at, dot, tone, 6);
    }
  }
}

// What the code of an image is drawn from: the prior in circles of 1 and 2 deviations.
void draw_prior(const Canvas2& canvas) {
  const ImVec2 middle =
      canvas.at(position(canvas.views.axes, Column<float>::Zero(canvas.views.code_size)));
  const float unit = scale_of(canvas.views.look.plane.window, canvas.rect);
  for (const float deviations : {1.0f, 2.0f}) {
    canvas.list->AddCircle(middle, deviations * unit, colour::faded(palette().text_soft, 0.8f), 96,
                           canvas.lab.ui.em(0.0875f));
  }
}

// One mean deviation of the posterior around a point: an ellipse of the covariance in the plane.
void draw_posterior(const Canvas2& canvas, PlanePoint at) {
  const Matrix<float>& axes = canvas.views.axes.directions;
  const Column<float> variance = canvas.views.survey->deviation.array().square();
  const Matrix<float> covariance = axes.transpose() * variance.asDiagonal() * axes;
  const float a = std::sqrt(covariance(0, 0));
  if (!(a > 0)) return;
  const float b = covariance(0, 1) / a;
  const float c = std::sqrt(std::max(0.0f, covariance(1, 1) - b * b));
  constexpr int kPoints = 48;
  for (int i = 0; i < kPoints; ++i) {
    const float angle = 6.2831853f * static_cast<float>(i) / kPoints;
    const float u = std::cos(angle), v = std::sin(angle);
    canvas.list->PathLineTo(canvas.at({at.x + a * u, at.y + b * u + c * v}));
  }
  canvas.list->PathStroke(palette().accent, ImDrawFlags_Closed, canvas.lab.ui.em(0.0875f));
}

// A word on a plate of its own, held within the plane.
void plate(const Canvas2& canvas, ImVec2 middle, const char* text, ImU32 tone) {
  const Ui& ui = canvas.lab.ui;
  const float width = text_width(ui, Type::small, text) + ui.em(0.625f);
  const float height = line_height(ui, Type::small);
  const Rect room = inset(canvas.rect, ui.em(0.25f));
  const float x = std::clamp(middle.x, room.min.x + 0.5f * width, room.max.x - 0.5f * width);
  const float y = std::clamp(middle.y, room.min.y + 0.5f * height, room.max.y - 0.5f * height);
  const Rect box{{x - 0.5f * width, y - 0.5f * height}, {x + 0.5f * width, y + 0.5f * height}};
  canvas.list->AddRectFilled(box.min, box.max, colour::faded(ui.surface, 0.85f), 0.5f * height);
  draw_text(ui, box, Type::small, tone, text, Align::centre);
}

// A ring at the code, lines dropped to both borders, and there its coordinates.
void draw_drawing(const Canvas2& canvas, bool values) {
  const Ui& ui = canvas.lab.ui;
  const PlanePoint p = position(canvas.views.axes, canvas.lab.live.code);
  const ImVec2 at = canvas.at(p);
  const Rect& rect = canvas.rect;
  if (values) {
    const ImU32 tone = colour::faded(palette().accent, 0.8f);
    const ImVec2 from(std::clamp(at.x, rect.min.x, rect.max.x),
                      std::clamp(at.y, rect.min.y, rect.max.y));
    const auto drop = [&](ImVec2 to) {
      draw_dashed(canvas.list, from, to, tone, ui.em(0.3f), ui.em(0.0875f));
    };
    if (from.x == at.x) {
      drop({at.x, rect.max.y});
      plate(canvas, {at.x, rect.max.y}, format("%.2f", static_cast<double>(p.x)), palette().accent);
    }
    if (from.y == at.y) {
      drop({rect.min.x, at.y});
      plate(canvas, {rect.min.x, at.y}, format("%.2f", static_cast<double>(p.y)), palette().accent);
    }
  }
  canvas.list->AddCircle(at, ui.em(0.5f), ui.surface, 32, ui.em(0.35f));
  canvas.list->AddCircle(at, ui.em(0.5f), palette().accent, 32, ui.em(0.175f));
}

void draw_hand(const Canvas2& canvas) {
  const Ui& ui = canvas.lab.ui;
  const CodeViews& views = canvas.views;
  const bool pointed = same_bits(views.pointed, canvas.lab.code.code);
  const ImVec2 at =
      canvas.at(pointed ? views.pointed_at : position(views.axes, canvas.lab.code.code));
  canvas.list->AddCircleFilled(at, ui.em(0.5f), ui.surface, 32);
  canvas.list->AddCircleFilled(at, ui.em(0.34f), palette().text_strong, 32);
}

void draw_trail(const Canvas2& canvas) {
  const auto& trail = canvas.views.walk.trail;
  for (std::size_t i = 1; i < trail.size(); ++i) {
    const float age = static_cast<float>(i) / static_cast<float>(trail.size());
    canvas.list->AddLine(canvas.at(trail[i - 1]), canvas.at(trail[i]),
                         colour::faded(palette().text_strong, 0.9f * age),
                         canvas.lab.ui.em(0.125f));
  }
}

// Rounds the corners of what was drawn square.
void round_corners(const Canvas2& canvas, float radius) {
  constexpr float kQuarter = 1.5707963f;
  const Rect& r = canvas.rect;
  const ImVec2 corners[] = {r.max, {r.min.x, r.max.y}, r.min, {r.max.x, r.min.y}};
  for (int i = 0; i < 4; ++i) {
    const ImVec2 corner = corners[i];
    const ImVec2 middle(corner.x + (i == 0 || i == 3 ? -radius : radius),
                        corner.y + (i < 2 ? -radius : radius));
    const float first = kQuarter * static_cast<float>(i);
    canvas.list->PathLineTo(corner);
    canvas.list->PathArcTo(middle, radius, first + kQuarter, first, 12);
    canvas.list->PathFillConcave(canvas.lab.ui.surface);
  }
}

const char* axis_name(const CodeViews& views, int axis) {
  const PlaneLook& look = views.look.plane;
  if (views.code_size > 2 && look.principal && views.spread.result()) {
    return axis == 0 ? "component 1" : "component 2";
  }
  return format("number %s", grouped((axis == 0 ? look.across : look.up) + 1));
}

}  // namespace

void draw_plane(LabState& lab, const Rect& rect, int only) {
  const CodeViews& views = lab.code_views;
  const Canvas2 canvas{lab, views, ImGui::GetWindowDrawList(), rect};
  const PlaneMode mode = views.look.plane.mode;
  canvas.list->PushClipRect(rect.min, rect.max, true);
  canvas.list->AddRectFilled(rect.min, rect.max, palette().control);
  if (mode != PlaneMode::points) draw_digits(lab, canvas);
  if (mode != PlaneMode::digits) {
    draw_axes(canvas);
    if (views.survey && views.survey->deviation.size() > 0) draw_prior(canvas);
    draw_points(canvas, only);
  }
  draw_trail(canvas);
  const bool held = lab.code.any_held();
  if (views.survey && views.survey->deviation.size() == lab.live.code.size()) {
    draw_posterior(canvas, position(views.axes, lab.live.code));
  }
  draw_drawing(canvas, !held);
  if (held) draw_hand(canvas);
  const Ui& ui = lab.ui;
  plate(canvas, rect.max, axis_name(views, 0), palette().text_soft);
  plate(canvas, rect.min, axis_name(views, 1), palette().text_soft);
  const std::int64_t step = lab.moment ? lab.moment->step : lab.now->step;
  if (views.scatter.points.cols() > 0 && views.scatter.step != step) {
    plate(canvas, {rect.max.x, rect.min.y},
          format("test digits at step %s", grouped(views.scatter.step)), palette().text_soft);
  }
  round_corners(canvas, ui.theme.rounding());
  canvas.list->PopClipRect();
}

}  // namespace hourglass
