#include "lab/digit_flow.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/digit_tile.h"
#include "lab/lab_state.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

// The network lying on its side between what goes in and what comes out: two funnels, and the
// numbers of the code in the waist.
void waist(LabState& lab, const Rect& rect) {
  const Ui& ui = lab.ui;
  const Rect code = centred(rect, ui.em(0.6875f), 0.56f * rect.height());
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float neck = ui.em(0.25f);
  // From one wide corner around to the other; clockwise, as ImGui wants it.
  auto funnel = [&](float wide_x, float narrow_x, bool from_below) {
    const float bend = 0.5f * (wide_x + narrow_x);
    ImVec2 first(rect.min.y, code.min.y);  // wide, narrow
    ImVec2 last(rect.max.y, code.max.y);
    if (from_below) std::swap(first, last);
    list->PathLineTo({wide_x, first.x});
    list->PathBezierCubicCurveTo({bend, first.x}, {bend, first.y}, {narrow_x, first.y}, 16);
    list->PathLineTo({narrow_x, last.y});
    list->PathBezierCubicCurveTo({bend, last.y}, {bend, last.x}, {wide_x, last.x}, 16);
    list->PathFillConcave(palette().control_hover);
  };
  funnel(rect.min.x, code.min.x - neck, false);
  funnel(rect.max.x, code.max.x + neck, true);
  if (lab.live.code.size() == 0) {
    list->AddRectFilled(code.min, code.max, palette().control, ui.em(0.1875f));
    return;
  }
  lab.digits.begin(list);
  const ColourMap map = lab.code.lowest < 0 ? ColourMap::signed_on_page : ColourMap::heat;
  lab.digits.draw(list, lab.tiles.waist, code.min, code.max, map, ui.em(0.1875f));
  lab.digits.end(list);
}

struct Station {
  FlowTile which;
  const char* name;
  const char* title;
  const char* short_title;
  TileId tile;
  ColourMap map;
  const char* caption;
  ImU32 caption_tone;
  const char* sentence;
};

const char* noise_caption(const LabState& lab, float width) {
  if (lab.noise.kind == NoiseKind::none) {
    return lab.drawing.any_rubbed() ? "a part is missing" : "no noise";
  }
  const auto kind = static_cast<std::size_t>(lab.noise.kind);
  const char* full = format("%s %.2f", kNoiseNames[kind], static_cast<double>(lab.noise.strength));
  if (text_width(lab.ui, Type::small, full) <= width) return full;
  return format("%s %.1f", kShortNoiseNames[kind], static_cast<double>(lab.noise.strength));
}

Station station_of(const LabState& lab, FlowTile which, float width) {
  switch (which) {
    case FlowTile::none:
    case FlowTile::seen:
      return {which,
              "tile-seen",
              "Input",
              "Input",
              lab.tiles.seen,
              ColourMap::paper,
              "784 pixels",
              palette().text_faint,
              "What the network sees of your drawing: scaled into a box of 20 × 20 pixels and "
              "centred by its mass, as the digits of MNIST are. Press to see it large."};
    case FlowTile::noisy:
      return {which,
              "tile-noisy",
              "Noisy",
              "Noisy",
              lab.tiles.noisy,
              ColourMap::paper,
              noise_caption(lab, width),
              palette().text_faint,
              "The input with noise on top, and without what you have rubbed out: this is all that "
              "the network is given."};
    case FlowTile::reconstruction:
      return {which,
              "tile-reconstruction",
              "Reconstruction",
              "Rebuilt",
              lab.tiles.reconstruction,
              ColourMap::paper,
              "784 pixels",
              palette().text_faint,
              "What the network makes of the code alone. Noise does not fit through the waist; a "
              "digit does."};
    case FlowTile::error:
      break;
  }
  const bool model = lab.live.code.size() > 0;
  return {which,
          "tile-error",
          "Error",
          "Error",
          lab.tiles.error,
          ColourMap::error_on_paper,
          model ? format("MSE %s", loss_text(lab.live.mse)) : "no model yet",
          palette().text,
          "Reconstruction minus input: orange is ink too much, teal is ink that is missing. MSE is "
          "the mean of its square over all pixels. Press to see it large."};
}

void station(LabState& lab, Rect rect, FlowTile which) {
  Ui& ui = lab.ui;
  const Station s = station_of(lab, which, rect.width());
  const float line = line_height(ui, Type::small);
  const bool fits = text_width(ui, Type::small, s.title) <= rect.width();
  draw_text(ui, cut_top(rect, line), Type::small, palette().text_soft,
            fits ? s.title : s.short_title, Align::centre);
  draw_text(ui, cut_bottom(rect, line), Type::small, s.caption_tone, s.caption, Align::centre);
  const Rect tile = inset(rect, 0, ui.em(0.25f));
  const Press at = press_area(ui, s.name, tile, tile_rounding(ui, tile));
  explain(ui, s.sentence);
  FlowTile& large = lab.pad.large;
  if (at.pressed) large = large == which ? FlowTile::none : which;
  ImDrawList* list = ImGui::GetWindowDrawList();
  lab.digits.begin(list);
  digit_picture(lab, tile, s.tile, s.map);
  lab.digits.end(list);
  if (which == FlowTile::seen) {
    lab.pad.framed = at.hovered;
    if (at.hovered) digit_frame(lab, tile.min, tile.width() / kDigitSide);
  }
  paper_edge(lab, tile);
  if (at.hovered || large == which) {
    list->AddRect(tile.min, tile.max, palette().accent, tile_rounding(ui, tile), 0, ui.em(0.125f));
  }
}

struct Flow {
  float tile, waist, gap, height;
};

// Four tiles and the waist side by side.
Flow flow_of(const Ui& ui, float width) {
  const float gap = ui.em(width < ui.em(24) ? 0.4f : 0.625f);
  const float waist_width = ui.em(width < ui.em(24) ? 2.5f : 3.5f);
  const float tile = std::floor((width - waist_width - 4 * gap) / 4);
  return {tile, waist_width, gap, tile + 2 * line_height(ui, Type::small) + ui.em(0.5f)};
}

// What the colours of the error stand for, on a strip of paper at the bottom.
void error_legend(const LabState& lab, Rect rect) {
  const Ui& ui = lab.ui;
  Rect strip = inset(cut_bottom(rect, ui.em(2)), ui.em(0.75f), ui.em(0.25f));
  draw_text(ui, strip, Type::small, palette().paper_text, "teal: ink that is missing");
  draw_text(ui, strip, Type::small, palette().paper_text, "orange: ink too much", Align::right);
}

}  // namespace

float flow_height(const Ui& ui, float width) { return flow_of(ui, width).height; }

void digit_flow(LabState& lab, Rect row) {
  const Ui& ui = lab.ui;
  const Flow f = flow_of(ui, row.width());
  const float line = line_height(ui, Type::small);
  for (const FlowTile which : {FlowTile::seen, FlowTile::noisy}) {
    station(lab, cut_left(row, f.tile), which);
    cut_left(row, f.gap);
  }
  Rect middle = cut_left(row, f.waist);
  draw_text(ui, cut_top(middle, line), Type::small, palette().text_soft, "Code", Align::centre);
  draw_text(ui, cut_bottom(middle, line), Type::small, palette().accent,
            lab.live.code.size() > 0 ? grouped(lab.live.code.size()) : "–", Align::centre);
  waist(lab, inset(middle, 0, ui.em(0.25f)));
  for (const FlowTile which : {FlowTile::reconstruction, FlowTile::error}) {
    cut_left(row, f.gap);
    station(lab, cut_left(row, f.tile), which);
  }
}

void large_flow_tile(LabState& lab, const Rect& pad, FlowTile which) {
  const Ui& ui = lab.ui;
  const Station s = station_of(lab, which, pad.width());
  ImDrawList* list = ImGui::GetWindowDrawList();
  lab.digits.begin(list);
  lab.digits.draw(list, s.tile, pad.min, pad.max, s.map, ui.theme.rounding());
  lab.digits.end(list);
  if (which == FlowTile::seen) digit_frame(lab, pad.min, pad.width() / kDigitSide);
  if (which == FlowTile::error) error_legend(lab, pad);
  Rect words = inset(pad, ui.em(0.75f), ui.em(0.25f));
  words = cut_top(words, ui.em(1.5f));
  draw_text(ui, words, Type::strong, palette().paper_text, s.title);
  draw_text(ui, words, Type::small, palette().paper_text, s.caption, Align::right);
}

void digit_frame(const LabState& lab, ImVec2 corner, float pixel) {
  const std::optional<DigitFrame> frame = frame_of(lab.live.seen);
  if (!frame) return;
  const Ui& ui = lab.ui;
  auto at = [&](float x, float y) { return ImVec2(corner.x + x * pixel, corner.y + y * pixel); };
  constexpr float kBox = kDigitBox;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 tone = palette().primary_held;
  const float line = ui.em(0.09f);
  list->AddRect(at(frame->box_left, frame->box_top),
                at(frame->box_left + kBox, frame->box_top + kBox), tone, 0, 0, line);
  const ImVec2 mass = at(frame->mass_x, frame->mass_y);
  const float arm = std::max(ui.em(0.375f), 1.2f * pixel);
  list->AddCircleFilled(mass, 0.4f * arm, tone, 16);
  list->AddLine({mass.x - arm, mass.y}, {mass.x + arm, mass.y}, tone, line);
  list->AddLine({mass.x, mass.y - arm}, {mass.x, mass.y + arm}, tone, line);
}

}  // namespace hourglass
