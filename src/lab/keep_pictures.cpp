#include "lab/keep_pictures.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "lab/digit_tile.h"

namespace hourglass {
namespace {

// Tiles in rows and columns, as large as they fit, in the middle.
void tile_grid(LabState& lab, const Rect& rect, int rows, std::span<const TileId> tiles,
               ColourMap map) {
  const int columns = (static_cast<int>(tiles.size()) + rows - 1) / rows;
  const float gap = lab.ui.em(0.125f);
  const auto room = [gap](float length, int count) {
    return (length - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
  };
  const float side = std::min(room(rect.width(), columns), room(rect.height(), rows));
  const auto length = [&](int count) { return static_cast<float>(count) * (side + gap) - gap; };
  const Rect grid = centred(rect, length(columns), length(rows));
  lab.digits.begin(ImGui::GetWindowDrawList());
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const int row = static_cast<int>(i) / columns;
    const int column = static_cast<int>(i) % columns;
    const ImVec2 at(grid.min.x + static_cast<float>(column) * (side + gap),
                    grid.min.y + static_cast<float>(row) * (side + gap));
    digit_picture(lab, {at, {at.x + side, at.y + side}}, tiles[i], map);
  }
  lab.digits.end(ImGui::GetWindowDrawList());
}

void flow_picture(LabState& lab, Rect rect) {
  const Tiles& tiles = lab.tiles;
  const TileId ink[] = {tiles.seen, tiles.noisy, tiles.reconstruction};
  const TileId error[] = {tiles.error};
  const float gap = lab.ui.em(0.125f);
  const float side = std::min(0.25f * (rect.width() - 3 * gap), rect.height());
  rect = centred(rect, 4 * side + 3 * gap, side);
  tile_grid(lab, cut_left(rect, 3 * side + 2 * gap), 1, ink, ColourMap::paper);
  cut_left(rect, gap);
  tile_grid(lab, rect, 1, error, ColourMap::error_on_paper);
}

void probe_picture(LabState& lab, const Rect& rect) {
  std::vector<TileId> tiles;
  const auto count = std::min(lab.now->probe.original.cols(), Probe::kCount);
  for (const auto& row : lab.tiles.probe) tiles.insert(tiles.end(), row, row + count);
  tile_grid(lab, rect, 3, tiles, ColourMap::paper);
}

// The curves alone, over the steps of the run.
void curves_picture(const LabState& lab, const Rect& rect) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::vector<HistoryPoint>& points = lab.now->history.points();
  double low = 1e30, high = -1e30;
  const auto each = [&points](double HistoryPoint::*loss, auto use) {
    for (const HistoryPoint& point : points) {
      if (std::isfinite(point.*loss) && point.*loss > 0) use(point, std::log(point.*loss));
    }
  };
  for (const auto loss : {&HistoryPoint::train_loss, &HistoryPoint::test_loss}) {
    each(loss, [&](const HistoryPoint&, double y) {
      low = std::min(low, y);
      high = std::max(high, y);
    });
  }
  list->AddRectFilled(rect.min, rect.max, palette().control, lab.ui.em(0.25f));
  const Rect plot = inset(rect, lab.ui.em(0.375f));
  const double last = std::max(points.back().epoch, 1e-9);
  const double range = std::max(high - low, 1e-3);
  for (const auto& [loss, tone] : {std::pair{&HistoryPoint::train_loss, palette().train_curve},
                                   {&HistoryPoint::test_loss, palette().accent}}) {
    each(loss, [&](const HistoryPoint& point, double y) {
      list->PathLineTo({plot.min.x + static_cast<float>(point.epoch / last) * plot.width(),
                        plot.max.y - static_cast<float>((y - low) / range) * plot.height()});
    });
    list->PathStroke(tone, 0, lab.ui.em(0.1f));
  }
}

}  // namespace

void figure_picture(LabState& lab, const Rect& rect, Figure figure) {
  const KeepStudy& keep = lab.keep;
  switch (figure) {
    case Figure::flow:
      return flow_picture(lab, rect);
    case Figure::probe:
      return probe_picture(lab, rect);
    case Figure::filters:
      return tile_grid(lab, rect, 2,
                       std::span(keep.filters).first(static_cast<std::size_t>(keep.filter_count)),
                       ColourMap::signed_on_page);
    case Figure::morph:
      return tile_grid(lab, rect, 1, keep.strip, ColourMap::paper);
    case Figure::curves:
      return curves_picture(lab, rect);
  }
}

}  // namespace hourglass
