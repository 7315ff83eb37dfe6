// The filters of the first or the last layer, the most used first, and one of them large.
#include <algorithm>
#include <cmath>

#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr int kFewestColumns = 4;
constexpr int kMostColumns = 16;

Index first_of_page(const InsideView& inside) { return inside.page * InsideView::kFiltersShown; }

Index on_page(const InsideView& inside) {
  const auto count = static_cast<Index>(inside.order.size());
  return std::clamp<Index>(count - first_of_page(inside), 0, InsideView::kFiltersShown);
}

Index pages(const InsideView& inside) {
  const auto count = static_cast<Index>(inside.order.size());
  return std::max<Index>(1, (count + InsideView::kFiltersShown - 1) / InsideView::kFiltersShown);
}

void upload(LabState& lab, TileId tile, int side, const Matrix<float>& pictures, Index unit) {
  const auto pixels = static_cast<std::size_t>(pictures.rows());
  lab.digits.upload(tile, side, side, {pictures.col(unit).data(), pixels});
}

// A network of one hidden layer: its units have weights from the image and weights to it.
bool has_other_side(const InsideStudy& study) { return study.layers.size() == 2; }

void show_other_side(LabState& lab, Index unit) {
  if (lab.inside.other_unit == unit) return;
  lab.inside.other_unit = unit;
  const UnitPictures other = unit_pictures(lab.inference, Sheet::last);
  if (other.side > 0) upload(lab, lab.inside.other_side, other.side, other.pictures, unit);
}

void turn_to(InsideView& inside, Index page) {
  inside.page = page;
  inside.picked = page * InsideView::kFiltersShown;
  inside.filters_changed = true;
}

// Which sheet, and its pages.
void sheet_row(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  InsideView& inside = lab.inside;
  const Index count = pages(inside);
  if (count > 1) {
    const float size = row.height();
    if (button(ui, "filter-next", cut_right(row, size), Icon::chevron_right, "", Look::ghost,
               inside.page + 1 < count)) {
      turn_to(inside, inside.page + 1);
    }
    const char* words =
        format("%d / %d", static_cast<int>(inside.page) + 1, static_cast<int>(count));
    draw_text(ui, cut_right(row, ui.em(2.75f)), Type::small, palette().text_soft, words,
              Align::centre);
    if (button(ui, "filter-before", cut_right(row, size), Icon::chevron_left, "", Look::ghost,
               inside.page > 0)) {
      turn_to(inside, inside.page - 1);
    }
    cut_right(row, ui.em(0.5f));
  }
  const char* sheets[] = {"Into the first layer", "Out of the last"};
  const char* short_sheets[] = {"First layer", "Last layer"};
  int sheet = static_cast<int>(inside.sheet);
  if (segmented(ui, "filter-sheet", row, sheets, short_sheets, sheet, palette().accent)) {
    inside.sheet = static_cast<Sheet>(sheet);
    turn_to(inside, 0);
  }
}

struct SheetGrid {
  int columns, rows;
  float tile, gap;

  float height() const { return static_cast<float>(rows) * (tile + gap) - gap; }
};

SheetGrid grid_of(const Ui& ui, Index count, const Rect& area) {
  SheetGrid grid{kFewestColumns, 0, 0, ui.em(0.3125f)};
  for (;; ++grid.columns) {
    const auto columns = static_cast<float>(grid.columns);
    grid.rows = (static_cast<int>(count) + grid.columns - 1) / grid.columns;
    grid.tile = std::floor((area.width() - (columns - 1) * grid.gap) / columns);
    if (grid.height() <= area.height() || grid.columns == kMostColumns) return grid;
  }
}

// What a unit gives for the current digit, as part of the most that one of its layer gives.
float strength(const Column<float>& values, float largest, Index unit) {
  return largest > 0 ? std::min(1.0f, std::abs(values[unit]) / largest) : 0;
}

// Gives the place on the sheet that the mouse is over, or the one that was picked.
Index sheet(LabState& lab, const Rect& area, const SheetGrid& grid, const Column<float>& values) {
  Ui& ui = lab.ui;
  InsideView& inside = lab.inside;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float largest = values.cwiseAbs().maxCoeff();
  Index shown = inside.picked;
  auto place_of = [&](Index i) {
    const auto column = static_cast<float>(i % grid.columns);
    const auto row = static_cast<float>(i / grid.columns);
    const ImVec2 corner(area.min.x + column * (grid.tile + grid.gap),
                        area.min.y + row * (grid.tile + grid.gap));
    return Rect{corner, {corner.x + grid.tile, corner.y + grid.tile}};
  };
  lab.digits.begin(list);
  for (Index i = 0; i < on_page(inside); ++i) {
    digit_picture(lab, place_of(i), inside.large[static_cast<std::size_t>(i)],
                  ColourMap::signed_on_page);
  }
  lab.digits.end(list);
  for (Index i = 0; i < on_page(inside); ++i) {
    const Rect place = place_of(i);
    const float rounding = tile_rounding(ui, place);
    const Index number = first_of_page(inside) + i;
    const Press at = press_area(ui, format("filter-%d", static_cast<int>(number)), place, rounding);
    if (at.pressed) inside.picked = number;
    if (at.hovered || at.held) shown = number;
    const float lit = strength(values, largest, inside.order[static_cast<std::size_t>(number)]);
    if (lit > 0.05f) {
      list->AddRect(place.min, place.max, colour::faded(palette().accent, lit), rounding, 0,
                    ui.em(0.125f));
    }
    if (number == inside.picked) {
      const Rect ring = inset(place, -ui.em(0.125f));
      list->AddRect(ring.min, ring.max, palette().text_strong, rounding + ui.em(0.125f), 0,
                    ui.em(0.0625f));
    }
  }
  return shown;
}

void reading(const Ui& ui, Rect& area, const char* title, const char* value) {
  Rect row = cut_top(area, ui.em(1.5f));
  draw_text(ui, cut_right(row, ui.em(4)), Type::strong, palette().text_strong, value, Align::right);
  draw_text(ui, row, Type::small, palette().text_soft, title);
}

const char* number_words(double number) { return format("%.2f", number); }

// The unit at this place of the sheet, large, and what is known of it.
void detail(LabState& lab, Rect area, Index place, std::size_t layer, const Column<float>& values) {
  const Ui& ui = lab.ui;
  InsideView& inside = lab.inside;
  const Index unit = inside.order[static_cast<std::size_t>(place)];
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool both = has_other_side(inside.study) && inside.sheet == Sheet::first;
  lab.digits.begin(list);
  const float tile = both ? 0.72f * area.height() : area.height();
  Rect left = cut_left(area, tile);
  left.max.y = left.min.y + tile;
  digit_picture(lab, left, inside.large[static_cast<std::size_t>(place - first_of_page(inside))],
                ColourMap::signed_on_page);
  if (both) {
    show_other_side(lab, unit);
    cut_left(area, ui.em(0.5f));
    Rect right = cut_left(area, tile);
    right.max.y = right.min.y + tile;
    digit_picture(lab, right, inside.other_side, ColourMap::signed_on_page);
  }
  lab.digits.end(list);
  if (both) {
    const Rect words{{left.min.x, left.max.y}, {area.min.x, left.max.y + ui.em(1.75f)}};
    draw_text(ui, words, Type::small, palette().text_soft, "What it looks for, what it draws");
  }
  cut_left(area, ui.em(1));
  const char* title = format("Unit %d", static_cast<int>(unit) + 1);
  draw_text(ui, cut_top(area, ui.em(1.625f)), Type::strong, palette().text_strong, title);
  reading(ui, area, "For this digit", number_words(static_cast<double>(values[unit])));
  const bool known = layer < inside.study.use.size();
  const UnitUse* use = known ? &inside.study.use[layer] : nullptr;
  reading(ui, area, "Mean", known ? number_words(use->mean[unit]) : "–");
  reading(ui, area, "Active in", known ? format("%.0f %%", 100 * use->share[unit]) : "–");
  const char* rank =
      format("%d of %d", static_cast<int>(place) + 1, static_cast<int>(inside.order.size()));
  reading(ui, area, "By use", known ? rank : "–");
}

const char* explanation(const InsideView& inside) {
  return inside.sheet == Sheet::first
             ? "What each unit looks for: orange adds to it, teal takes away. Lit by your drawing: "
               "framed."
             : "What each unit draws when it is active: orange ink, teal no ink. At work now: "
               "framed.";
}

float no_pictures(const Ui& ui, const Rect& area) {
  return area.min.y + draw_paragraph(ui, area, Type::body, palette().text_soft,
                                     "This layer's weights are not pictures of the image.");
}

}  // namespace

void add_tiles(InsideView& view, DigitRenderer& digits) {
  for (TileId& tile : view.large) {
    tile = digits.add(InsideView::kLargeSide, InsideView::kLargeSide);
  }
  for (TileId& tile : view.small) {
    tile = digits.add(InsideView::kSmallSide, InsideView::kSmallSide);
  }
  view.other_side = digits.add(InsideView::kLargeSide, InsideView::kLargeSide);
}

void show_filters(LabState& lab) {
  InsideView& inside = lab.inside;
  inside.filter_side = 0;
  inside.other_unit = -1;
  const auto layer = layer_of(inside.study, inside.sheet);
  if (!layer) return;
  const UnitPictures pictures = unit_pictures(lab.inference, inside.sheet);
  const Index units = unit_count(inside.study.layers[*layer].shape);
  if (pictures.side > InsideView::kLargeSide || pictures.pictures.cols() != units) return;
  inside.filter_side = pictures.side;
  if (inside.filters_changed || static_cast<Index>(inside.order.size()) != units) {
    inside.order = units_by_use(inside.study, *layer);
  }
  inside.filters_changed = false;
  if (first_of_page(inside) >= units) inside.page = inside.picked = 0;
  for (Index i = 0; i < on_page(inside); ++i) {
    const Index unit = inside.order[static_cast<std::size_t>(first_of_page(inside) + i)];
    upload(lab, inside.large[static_cast<std::size_t>(i)], pictures.side, pictures.pictures, unit);
  }
}

float filter_view(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  InsideView& inside = lab.inside;
  const bool wide = area.width() > ui.em(42);
  Rect top = wide ? cut_left(area, std::floor(0.44f * area.width())) : area;
  if (wide) cut_left(area, ui.theme.section());
  sheet_row(lab, cut_top(top, ui.theme.control));
  cut_top(top, ui.em(0.75f));
  if (inside.filters_changed) show_filters(lab);
  if (inside.filter_side == 0) return no_pictures(ui, top);
  const std::size_t layer = *layer_of(inside.study, inside.sheet);
  const Column<float> values = unit_values(inside.study.layers[layer]);

  const Rect large = cut_top(top, ui.em(7.75f));
  cut_top(top, ui.em(0.75f));
  cut_top(top, draw_paragraph(ui, top, Type::small, palette().text_soft, explanation(inside)));
  cut_top(top, ui.em(0.75f));
  Rect room = wide ? area : top;
  const SheetGrid grid = grid_of(ui, on_page(inside), room);
  const Index shown = sheet(lab, room, grid, values);
  detail(lab, large, shown, layer, values);
  return std::max(top.min.y, room.min.y + grid.height());
}

}  // namespace hourglass
