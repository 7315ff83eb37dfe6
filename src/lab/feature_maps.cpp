// What the convolutional layers make of the current digit, channel by channel.
#include "lab/feature_maps.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "io/builtin_recipes.h"
#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {

Column<float> thinned(const Column<float>& map, Index height, Index width, Index most) {
  const Index step = std::max((height + most - 1) / most, (width + most - 1) / most);
  if (step <= 1) return map;
  const Index rows = (height + step - 1) / step, columns = (width + step - 1) / step;
  Column<float> thin(rows * columns);
  for (Index r = 0; r < rows; ++r) {
    for (Index c = 0; c < columns; ++c) thin[r * columns + c] = map[r * step * width + c * step];
  }
  return thin;
}

namespace {

constexpr int kColumns = 16;

// The tiles for a layer's maps, of those that are left.
std::vector<TileId> take_tiles(const InsideView& inside, const Shape& shape, std::size_t& large,
                               std::size_t& small) {
  const bool fits_small = std::max(shape.height, shape.width) <= InsideView::kSmallSide;
  std::vector<TileId> tiles;
  const Index wanted = std::min(shape.channels, InsideView::kMapsShown);
  for (Index i = 0; i < wanted; ++i) {
    if (fits_small && small < inside.small.size()) {
      tiles.push_back(inside.small[small++]);
    } else if (large < inside.large.size()) {
      tiles.push_back(inside.large[large++]);
    }
  }
  return tiles;
}

void upload(LabState& lab, const MapRow& row, const LayerOutput& output) {
  const float largest = output.values.cwiseAbs().maxCoeff();
  const float factor = largest > 0 ? 1 / largest : 1;
  const Shape& shape = output.shape;
  for (std::size_t i = 0; i < row.tiles.size(); ++i) {
    const Column<float> map = factor * channel_map(output, static_cast<Index>(i));
    const Column<float> thin = thinned(map, shape.height, shape.width, InsideView::kLargeSide);
    const Index step = (shape.width + InsideView::kLargeSide - 1) / InsideView::kLargeSide;
    const auto width = static_cast<int>((shape.width + step - 1) / step);
    lab.digits.upload(row.tiles[i], width, static_cast<int>(thin.size()) / width,
                      {thin.data(), static_cast<std::size_t>(thin.size())});
  }
}

float no_maps(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  const char* words =
      "This network has no feature maps: its layers are rows of numbers, without left and right. "
      "A convolutional network keeps the image's form in every layer.";
  cut_top(area, draw_paragraph(ui, area, Type::body, palette().text_soft, words) + ui.em(1));
  const Rect place = cut_top(area, ui.theme.control);
  const Result<Recipe> recipe = builtin_recipe("E3");
  if (recipe.ok() && button(ui, "maps-recipe", {place.min, {place.min.x + ui.em(14), place.max.y}},
                            Icon::inside, "Look into recipe E3", Look::plain)) {
    lab.session.send(UseRecipe{recipe.value()});
  }
  return area.min.y;
}

// Input and output beside each other.
void ends_row(LabState& lab, Rect row) {
  const Ui& ui = lab.ui;
  const Rect in = cut_left(row, row.height());
  const Rect out = cut_right(row, row.height());
  lab.digits.begin(ImGui::GetWindowDrawList());
  digit_picture(lab, in, lab.tiles.noisy, ColourMap::paper);
  digit_picture(lab, out, lab.tiles.reconstruction, ColourMap::paper);
  lab.digits.end(ImGui::GetWindowDrawList());
  row = inset(row, ui.em(0.75f), 0);
  const float line = line_height(ui, Type::small);
  row = centred(row, row.width(), 2 * line);
  draw_text(ui, cut_top(row, line), Type::small, palette().text_soft,
            "From the input to the code, and back");
  draw_text(ui, row, Type::small, palette().text_faint, "Each layer's brightest is its most lit");
}

const char* size_words(const Shape& shape) {
  return format("%d × %d", static_cast<int>(shape.width), static_cast<int>(shape.height));
}

struct Loupe {
  Rect map;
  TileId tile;
  ColourMap colours;
};

// Gives the map under the mouse.
std::optional<Loupe> map_row(LabState& lab, Rect area, std::size_t number, float tile, float gap) {
  Ui& ui = lab.ui;
  const MapRow& row = lab.inside.rows[number];
  const LayerOutput& output = lab.inside.study.layers[row.layer];
  const NetworkSpec& spec = lab.inference.network().spec();
  const Press at = press_area(ui, format("maps-%d", static_cast<int>(number)), area, ui.em(0.25f));
  Rect words = cut_top(area, line_height(ui, Type::small));
  const bool is_code = output.layer + 1 == static_cast<Index>(spec.encoder.size());
  draw_text(ui, words, Type::small, palette().text_faint, size_words(output.shape), Align::right);
  draw_text(ui, words, Type::small, is_code ? palette().accent : palette().text_soft,
            format("%s%s", layer_words(spec, output), is_code ? " · code" : ""));
  cut_top(area, ui.em(0.125f));
  const ColourMap colours = row.is_signed ? ColourMap::signed_on_page : ColourMap::heat;
  std::optional<Loupe> under;
  lab.digits.begin(ImGui::GetWindowDrawList());
  for (std::size_t i = 0; i < row.tiles.size(); ++i) {
    const auto column = static_cast<float>(i % kColumns);
    const auto line = static_cast<float>(i / kColumns);
    const ImVec2 corner(area.min.x + column * (tile + gap), area.min.y + line * (tile + gap));
    const Rect place{corner, {corner.x + tile, corner.y + tile}};
    digit_picture(lab, place, row.tiles[i], colours);
    if ((at.hovered || at.held) && place.contains(ImGui::GetIO().MousePos)) {
      under = {place, row.tiles[i], colours};
    }
  }
  lab.digits.end(ImGui::GetWindowDrawList());
  return under;
}

void draw_loupe(LabState& lab, const Loupe& loupe, const Rect& area) {
  const Ui& ui = lab.ui;
  const float side = ui.em(8);
  const float left = std::clamp(loupe.map.middle().x - 0.5f * side, area.min.x, area.max.x - side);
  const bool above = loupe.map.min.y - side - ui.em(0.5f) > ui.em(4);
  const float top = above ? loupe.map.min.y - side - ui.em(0.5f) : loupe.map.max.y + ui.em(0.5f);
  const Rect place{{left, top}, {left + side, top + side}};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const Rect frame = inset(place, -ui.em(0.375f));
  list->AddRectFilled(frame.min, frame.max, palette().raised, ui.theme.rounding());
  lab.digits.begin(list);
  lab.digits.draw(list, loupe.tile, place.min, place.max, loupe.colours, ui.em(0.25f));
  lab.digits.end(list);
}

std::size_t lines_of(const MapRow& row) { return (row.tiles.size() + kColumns - 1) / kColumns; }

}  // namespace

void show_maps(LabState& lab) {
  InsideView& inside = lab.inside;
  inside.rows.clear();
  std::size_t large = 0, small = 0;
  for (std::size_t i = 0; i < inside.study.layers.size(); ++i) {
    const LayerOutput& output = inside.study.layers[i];
    if (output.shape.flat() || output.shape.channels == 1) continue;
    MapRow row{i, take_tiles(inside, output.shape, large, small), output.values.minCoeff() < 0};
    if (row.tiles.empty()) continue;
    upload(lab, row, output);
    inside.rows.push_back(std::move(row));
  }
}

float map_view(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const InsideView& inside = lab.inside;
  if (inside.rows.empty()) return no_maps(lab, area);
  const Rect whole = area;
  ends_row(lab, cut_top(area, ui.em(3.5f)));
  cut_top(area, ui.em(0.75f));
  std::size_t lines = 0;
  for (const MapRow& row : inside.rows) lines += lines_of(row);
  const float gap = ui.em(0.1875f);
  const float words = line_height(ui, Type::small) + ui.em(0.125f);
  const float between = ui.em(0.5f);
  const auto rows = static_cast<float>(inside.rows.size());
  const float widest = (area.width() - (kColumns - 1) * gap) / kColumns;
  const float room = (area.height() - rows * (words + between)) / static_cast<float>(lines) - gap;
  const bool all_fit = room >= 0.8f * widest;  // otherwise they scroll
  const float tile = std::floor(all_fit ? std::min(room, widest) : widest);
  std::optional<Loupe> under;
  for (std::size_t i = 0; i < inside.rows.size(); ++i) {
    const float height = words + static_cast<float>(lines_of(inside.rows[i])) * (tile + gap);
    if (auto found = map_row(lab, cut_top(area, height), i, tile, gap)) under = found;
    cut_top(area, between - gap);
  }
  if (under) draw_loupe(lab, *under, whole);
  return area.min.y;
}

}  // namespace hourglass
