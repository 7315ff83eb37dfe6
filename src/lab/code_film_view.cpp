// The film strip: what one number of the code does, from its low end to its high end.
#include <algorithm>
#include <cmath>

#include "lab/code_samples.h"
#include "lab/code_view.h"
#include "lab/digit_tile.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

float frame_side(const Ui& ui, float width) {
  return std::floor(std::min((width - (kFilmSteps - 1) * ui.em(0.25f)) / kFilmSteps, ui.em(5)));
}

// Decodes the strip again where code, dimension or model have changed, a slice a frame.
void follow_film(LabState& lab, Index dimension, DimensionRange range) {
  CodeViews& views = lab.code_views;
  if (!views.film.busy()) {
    Matrix<float> codes = film_codes(lab.code.code, dimension, range.low, range.high, kFilmSteps);
    if (views.film_stale || !same_bits(codes, views.film.input)) {
      views.film_stale = false;
      begin(views.film, std::move(codes), kDigitPixels);
    }
  }
  if (advance(views.film, kFrameShare,
              [&](ConstBatch<float> codes) { return lab.inference.decode(codes); })) {
    for (Index i = 0; i < kFilmSteps; ++i) {
      show_image(lab, views.tiles.film[i], views.film.output.col(i));
    }
    lab.ui.again = true;
  }
  lab.ui.again |= views.film.busy();
}

void choose_dimension(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  const Index count = lab.code.code.size();
  const Index dimension = count > 0 ? shown_dimension(lab.code_views) : 0;
  auto choose = [&lab](Index which) {
    lab.code_views.look.dimension = which;
    lab.ui.again = true;
  };
  const float side = ui.theme.control;
  if (button(ui, "film-next", cut_right(row, side), Icon::chevron_right, "", Look::plain,
             count > 1)) {
    choose((dimension + 1) % count);
  }
  explain(ui, "The next number of the code.");
  cut_right(row, ui.em(0.375f));
  if (button(ui, "film-previous", cut_right(row, side), Icon::chevron_left, "", Look::plain,
             count > 1)) {
    choose((dimension + count - 1) % count);
  }
  const DimensionRange range = range_of(lab, dimension);
  draw_text(ui, row, Type::small, palette().text_soft,
            count > 0 ? format("Number %s from %.2f to %.2f", grouped(dimension + 1),
                               static_cast<double>(range.low), static_cast<double>(range.high))
                      : "What one number does");
}

}  // namespace

DimensionRange range_of(const LabState& lab, Index dimension) {
  const CodeSpread* spread = lab.code_views.spread.result();
  if (!spread || dimension >= spread->low.size()) return {lab.code.lowest, lab.code.highest};
  return {spread->low[dimension], spread->high[dimension]};
}

float film_height(const Ui& ui, float width) {
  return ui.theme.control + ui.em(0.375f) + frame_side(ui, width) + ui.em(0.375f);
}

void film_strip(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  choose_dimension(lab, cut_top(area, ui.theme.control));
  cut_top(area, ui.em(0.375f));
  const float side = frame_side(ui, area.width());
  const Rect row = cut_top(area, side);
  const Index count = lab.code.code.size();
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (count == 0) {
    for (int i = 0; i < kFilmSteps; ++i) {
      const Rect place = cell(row, i, kFilmSteps, ui.em(0.25f));
      list->AddRectFilled(place.min, place.max, palette().control, tile_rounding(ui, place));
    }
    return;
  }
  const Index dimension = shown_dimension(lab.code_views);
  const DimensionRange range = range_of(lab, dimension);
  follow_film(lab, dimension, range);
  const Index now = nearest_step(lab.code.code[dimension], range.low, range.high, kFilmSteps);
  for (int i = 0; i < kFilmSteps; ++i) {
    const Rect place = centred(cell(row, i, kFilmSteps, ui.em(0.25f)), side, side);
    const Press at = press_area(ui, format("film-%d", i), place, tile_rounding(ui, place));
    const float value =
        range.low + static_cast<float>(i) / (kFilmSteps - 1) * (range.high - range.low);
    if (at.pressed) {
      hold(lab.code, dimension, value);
      code_was_set(lab);
    }
    explain(ui, format("%.2f. Press to set it.", static_cast<double>(value)));
    lab.digits.begin(list);
    digit_picture(lab, place, lab.code_views.tiles.film[i], ColourMap::paper);
    lab.digits.end(list);
    if (i == now || at.hovered) {
      const Rect ring = inset(place, -ui.em(0.0625f));
      list->AddRect(ring.min, ring.max,
                    i == now ? palette().accent : colour::faded(palette().accent, 0.5f),
                    tile_rounding(ui, place), 0, ui.em(0.15f));
    }
  }
}

}  // namespace hourglass
