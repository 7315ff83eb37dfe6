#include "lab/morph_strip.h"

#include <algorithm>
#include <cmath>

#include "lab/dashed_line.h"
#include "lab/digit_tile.h"
#include "lab/lab_state.h"

namespace hourglass {
namespace {

constexpr int kSteps = static_cast<int>(MorphStudy::kSteps);

float gap_of(const Ui& ui) { return ui.em(0.25f); }

float tile_of(const Ui& ui, float width) {
  return std::floor((width - (kSteps - 1) * gap_of(ui)) / kSteps);
}

// Where the middle of a step, or of what lies between two, is within a row.
float x_of(const Ui& ui, const Rect& row, float step) {
  const float stride = (row.width() + gap_of(ui)) / kSteps;
  return row.min.x + stride * step + 0.5f * (stride - gap_of(ui));
}

float shown_step(const MorphStudy& morph) {
  return static_cast<float>(morph.choice.position) * (kSteps - 1) / (MorphChoice::kPositions - 1);
}

Index position_under(const Ui& ui, const Rect& row, float x) {
  const float first = x_of(ui, row, 0);
  const float last = x_of(ui, row, kSteps - 1);
  const float share = std::clamp((x - first) / (last - first), 0.0f, 1.0f);
  return static_cast<Index>(std::round(share * (MorphChoice::kPositions - 1)));
}

void pictures(LabState& lab, const Rect& row, int which) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float side = tile_of(lab.ui, row.width());
  lab.digits.begin(list);
  for (int i = 0; i < kSteps; ++i) {
    const Rect place = centred(cell(row, i, kSteps, gap_of(lab.ui)), side, side);
    digit_picture(lab, place, lab.morph.tiles[which][i], ColourMap::paper);
  }
  lab.digits.end(list);
}

void labels(const LabState& lab, const Rect& row) {
  if (!lab.morph.labels) return;
  for (int i = 0; i < kSteps; ++i) {
    const int label = (*lab.morph.labels)[static_cast<std::size_t>(i)];
    draw_text(lab.ui, cell(row, i, kSteps, gap_of(lab.ui)), Type::strong, class_colour(label),
              format("%d", label), Align::centre);
  }
}

// A point in front of each row's name in the legend, in the colour of its line.
void legend_entry(const Ui& ui, Rect& line, ImU32 tone, const char* words) {
  const Rect dot = cut_left(line, ui.em(0.875f));
  ImGui::GetWindowDrawList()->AddCircleFilled({dot.min.x + ui.em(0.25f), dot.middle().y},
                                              ui.em(0.25f), tone, 16);
  draw_text(ui, cut_left(line, text_width(ui, Type::small, words) + 1), Type::small,
            palette().text_soft, words);
  cut_left(line, ui.em(0.875f));
}

void curve(const LabState& lab, const Rect& plot, int row, double highest, ImU32 tone) {
  const Ui& ui = lab.ui;
  ImVec2 points[kSteps];
  for (int i = 0; i < kSteps; ++i) {
    const double error = lab.morph.errors[row][static_cast<std::size_t>(i)];
    const auto share = static_cast<float>(std::clamp(error / highest, 0.0, 1.0));
    points[i] = {x_of(ui, plot, static_cast<float>(i)), plot.max.y - share * plot.height()};
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddPolyline(points, kSteps, tone, 0, ui.em(0.125f));
  for (const ImVec2& point : points) list->AddCircleFilled(point, ui.em(0.1875f), tone, 16);
}

double highest_error(const MorphStudy& morph) {
  double highest = morph.typical_error;
  for (const auto& row : morph.errors) {
    for (const double error : row) {
      if (std::isfinite(error)) highest = std::max(highest, error);
    }
  }
  return 1.1 * std::max(highest, 1e-6);
}

}  // namespace

float morph_strip_height(const Ui& ui, float width) {
  return 2 * (line_height(ui, Type::small) + ui.em(0.125f) + tile_of(ui, width)) +
         line_height(ui, Type::strong) + ui.em(0.375f);
}

void morph_strip(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  const Rect whole = area;
  ImGui::SetCursorScreenPos(area.min);
  ImGui::InvisibleButton("strip", area.size());
  name_item(ui, "strip", area);
  if (ImGui::IsItemActive()) {
    ui.claimed = true;
    MorphStudy& morph = lab.morph;
    const Index position = position_under(ui, whole, ImGui::GetIO().MousePos.x);
    morph.moved |= position != morph.choice.position;
    morph.choice.position = position;
    morph.playing = false;
  }
  const float line = line_height(ui, Type::small);
  const float tile = tile_of(ui, area.width());
  draw_text(ui, cut_top(area, line), Type::small, palette().text_soft,
            "Through codes, and the nearest training digit’s class");
  cut_top(area, ui.em(0.125f));
  const Rect codes = cut_top(area, tile);
  pictures(lab, codes, 0);
  labels(lab, cut_top(area, line_height(ui, Type::strong)));
  cut_top(area, ui.em(0.375f));
  draw_text(ui, cut_top(area, line), Type::small, palette().text_soft,
            "Through pixels: a double exposure");
  cut_top(area, ui.em(0.125f));
  pictures(lab, cut_top(area, tile), 1);
  // The step that is nearest to what is shown large.
  const int step = static_cast<int>(std::round(shown_step(lab.morph)));
  for (const float top : {codes.min.y, area.min.y - tile}) {
    const Rect row{{whole.min.x, top}, {whole.max.x, top + tile}};
    const Rect ring = centred(cell(row, step, kSteps, gap_of(ui)), tile, tile);
    ImGui::GetWindowDrawList()->AddRect(ring.min, ring.max, palette().accent,
                                        tile_rounding(ui, ring), 0, ui.em(0.125f));
  }
}

float morph_graph_height(const Ui& ui) {
  return 2 * line_height(ui, Type::small) + ui.em(0.375f) + ui.em(5);
}

void morph_graph(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  const MorphStudy& morph = lab.morph;
  ImGui::SetCursorScreenPos(area.min);
  ImGui::InvisibleButton("morph-graph", area.size());
  name_item(ui, "morph-graph", area);
  explain(ui,
          "Each step goes through the network once more. It has learned to rebuild digits: a low "
          "error says that the step could be one. The dashed line is a typical test digit’s.");
  const float line = line_height(ui, Type::small);
  draw_text(ui, cut_top(area, line), Type::small, palette().text_soft,
            "Is it still a digit? Error of rebuilding each step");
  Rect legend = cut_top(area, line);
  legend_entry(ui, legend, palette().accent, "codes");
  legend_entry(ui, legend, palette().noise, "pixels");
  cut_top(area, ui.em(0.375f));
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddLine({area.min.x, area.max.y}, area.max, palette().line, ui.em(0.0625f));
  if (morph.measured_rows < 2) return;
  const double highest = highest_error(morph);
  draw_text(ui, legend, Type::small, palette().text_faint,
            format("up to %s", loss_text(highest / 1.1)), Align::right);
  if (morph.typical_error > 0) {
    const auto share = static_cast<float>(morph.typical_error / highest);
    const float y = area.max.y - share * area.height();
    draw_dashed(list, {area.min.x, y}, {area.max.x, y}, palette().text_faint, ui.em(0.25f),
                ui.em(0.0625f));
  }
  const float x = x_of(ui, area, shown_step(morph));
  list->AddLine({x, area.min.y}, {x, area.max.y}, palette().line, ui.em(0.0625f));
  curve(lab, area, 1, highest, palette().noise);
  curve(lab, area, 0, highest, palette().accent);
}

}  // namespace hourglass
