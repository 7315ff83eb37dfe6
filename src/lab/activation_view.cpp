// What every layer makes of the current digit: the network from top to bottom, a cell a unit.
#include <algorithm>
#include <cmath>
#include <string>

#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

// A draw list has room for 65,536 corners: plain squares have 4, a hollow one 8, a rounded one 30.
constexpr Index kMostCells = 1024;  // of a layer
constexpr Index kAllCells = 6000;   // of all layers
constexpr int kMostRounded = 128;   // of a layer

// Squares that fill a strip.
struct Cells {
  int columns = 1, rows = 1;
  float side = 0;

  float width() const { return static_cast<float>(columns) * side; }
  float height() const { return static_cast<float>(rows) * side; }
};

Cells fit_cells(int count, float width, float height, float most) {
  Cells best;
  for (int columns = 1; columns <= count; ++columns) {
    const int rows = (count + columns - 1) / columns;
    const float side =
        std::min({width / static_cast<float>(columns), height / static_cast<float>(rows), most});
    if (side > best.side + 0.01f) best = {columns, rows, side};
  }
  return best;
}

struct Strip {
  std::size_t layer;
  Column<float> values;
  float largest;
  const UnitUse* use;  // null: not measured yet
};

// The unit under the mouse; -1: none.
int draw_cells(const Ui& ui, const Rect& place, const Cells& cells, int count, const Strip& strip) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float gap = std::min(0.16f * cells.side, ui.em(0.125f));
  const float rounding = count <= kMostRounded ? 0.2f * (cells.side - gap) : 0;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  int under = -1;
  for (int i = 0; i < count; ++i) {
    const float x = place.min.x + static_cast<float>(i % cells.columns) * cells.side;
    const float y = place.min.y + static_cast<float>(i / cells.columns) * cells.side;
    const Rect cell{{x, y}, {x + cells.side - gap, y + cells.side - gap}};
    const float value = strip.values[i];
    const float share = strip.largest > 0 ? std::abs(value) / strip.largest : 0;
    const ImU32 tone = value < 0 ? palette().noise : palette().accent;
    if (strip.use && strip.use->dead(i) && value == 0) {
      const Rect hollow = inset(cell, std::min(0.12f * cells.side, ui.em(0.0625f)));
      list->AddRectFilled(cell.min, cell.max, colour::faded(palette().warning, 0.7f), rounding);
      list->AddRectFilled(hollow.min, hollow.max, ui.surface, rounding);
    } else {
      list->AddRectFilled(cell.min, cell.max,
                          colour::mix(palette().control_hover, tone, std::sqrt(share)), rounding);
    }
    if (Rect{{x, y}, {x + cells.side, y + cells.side}}.contains(mouse)) under = i;
  }
  return under;
}

const char* kind_words(Activation activation) {
  switch (activation) {
    case Activation::relu:
      return " · ReLU";
    case Activation::sigmoid:
      return " · sigmoid";
    case Activation::tanh:
      return " · tanh";
    case Activation::linear:
      break;
  }
  return "";
}

void caption(const LabState& lab, Rect row, const Strip& strip) {
  const Ui& ui = lab.ui;
  const NetworkSpec& spec = lab.inference.network().spec();
  const LayerOutput& output = lab.inside.study.layers[strip.layer];
  const bool is_code = output.layer + 1 == static_cast<Index>(spec.encoder.size());
  const char* words =
      format("%s%s%s", layer_words(spec, output), kind_words(spec_of(spec, output).activation),
             is_code ? " · code" : "");
  Index dead = 0;
  for (Index i = 0; strip.use && i < strip.values.size(); ++i) {
    dead += strip.use->dead(i) && strip.values[i] == 0;
  }
  const Index lit = (strip.values.array() != 0).count();
  const char* counts =
      dead > 0 ? format("%d lit, %d dead", static_cast<int>(lit), static_cast<int>(dead))
               : format("%d lit", static_cast<int>(lit));
  const float width = text_width(ui, Type::small, counts);
  draw_text(ui, cut_right(row, width), Type::small,
            dead > 0 ? palette().warning : palette().text_faint, counts, Align::right);
  cut_right(row, ui.em(0.5f));
  draw_text(ui, row, Type::small, is_code ? palette().accent : palette().text_soft, words);
}

const char* unit_words(const Strip& strip, int unit) {
  const char* now = format("Unit %d: %.2f now", unit + 1, static_cast<double>(strip.values[unit]));
  if (!strip.use) return now;
  if (strip.use->dead(unit) && strip.values[unit] == 0) {
    return format("Unit %d is dead: 0 for every one of the test digits", unit + 1);
  }
  return format("%s, %.2f on average, active in %.0f %%", now, strip.use->mean[unit],
                100 * strip.use->share[unit]);
}

Strip strip_of(const InsideStudy& study, std::size_t layer) {
  Strip strip{layer, unit_values(study.layers[layer]), 0,
              layer < study.use.size() ? &study.use[layer] : nullptr};
  strip.largest = strip.values.size() > 0 ? strip.values.cwiseAbs().maxCoeff() : 0;
  return strip;
}

// Layers that are not the picture that comes out.
std::size_t hidden_layers(const InsideStudy& study) { return study.layers.size() - 1; }

void picture_row(LabState& lab, Rect row, TileId tile, const char* title, const char* sentence) {
  const Ui& ui = lab.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect picture = centred(row, row.height(), row.height());
  lab.digits.begin(list);
  digit_picture(lab, picture, tile, ColourMap::paper);
  lab.digits.end(list);
  draw_text(ui, {row.min, {picture.min.x - ui.em(0.5f), row.max.y}}, Type::small,
            palette().text_soft, title);
  draw_text(ui, {{picture.max.x + ui.em(0.5f), row.min.y}, row.max}, Type::small,
            palette().text_faint, sentence, Align::right);
}

// Gives what is under the mouse, in words; empty: nothing.
const char* layer_strip(LabState& lab, Rect row, const Strip& strip, Index widest, Index most) {
  Ui& ui = lab.ui;
  const Rect whole = row;
  const Press at =
      press_area(ui, format("inside-layer-%d", static_cast<int>(strip.layer)), whole, ui.em(0.25f));
  caption(lab, cut_top(row, line_height(ui, Type::small)), strip);
  cut_top(row, ui.em(0.25f));
  const auto count = static_cast<int>(std::min(strip.values.size(), most));
  const float share =
      std::sqrt(static_cast<float>(count) / static_cast<float>(std::min(widest, most)));
  const Cells cells =
      fit_cells(count, row.width() * std::clamp(share, 0.4f, 1.0f), row.height(), ui.em(2.25f));
  const int under =
      draw_cells(ui, centred(row, cells.width(), cells.height()), cells, count, strip);
  return under >= 0 && (at.hovered || at.held) ? unit_words(strip, under) : "";
}

}  // namespace

float activation_view(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const InsideStudy& study = lab.inside.study;
  const float picture = ui.em(3.25f);
  const float line = line_height(ui, Type::small);
  const float gap = ui.em(0.625f);
  const std::size_t hidden = hidden_layers(study);
  const auto count = static_cast<float>(std::max<std::size_t>(hidden, 1));
  const float fixed = 2 * picture + gap + 2 * line + ui.em(0.5f);
  const float room = (area.height() - fixed) / count - gap;
  const float height = std::clamp(room, line + ui.em(2), line + ui.em(9));

  picture_row(lab, cut_top(area, picture), lab.tiles.noisy, "What comes in", "784 pixels");
  cut_top(area, gap);
  Index widest = 1;
  for (std::size_t i = 0; i < hidden; ++i) {
    widest = std::max(widest, unit_count(study.layers[i].shape));
  }
  const Index most = std::min(kMostCells, kAllCells / static_cast<Index>(count));
  std::string under;
  for (std::size_t i = 0; i < hidden; ++i) {
    const char* words = layer_strip(lab, cut_top(area, height), strip_of(study, i), widest, most);
    if (*words) under = words;
    cut_top(area, gap);
  }
  picture_row(lab, cut_top(area, picture), lab.tiles.reconstruction, "What comes out",
              "784 pixels");
  cut_top(area, ui.em(0.5f));
  const char* legend =
      "Sand: how much a unit gives for your drawing; teal: below 0; hollow: dead, 0 for this and "
      "for every clean test digit. Point at a unit to read it.";
  const Rect words = cut_top(area, 2 * line);
  draw_paragraph(ui, words, Type::small, under.empty() ? palette().text_faint : palette().text,
                 under.empty() ? legend : under.c_str());
  return area.min.y;
}

}  // namespace hourglass
