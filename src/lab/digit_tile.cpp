#include "lab/digit_tile.h"

#include <algorithm>

namespace hourglass {

float tile_rounding(const Ui& ui, const Rect& rect) {
  return std::min(ui.theme.rounding(), 0.09f * rect.width());
}

void digit_picture(const LabState& lab, const Rect& rect, TileId tile, ColourMap map) {
  lab.digits.draw(ImGui::GetWindowDrawList(), tile, rect.min, rect.max, map,
                  tile_rounding(lab.ui, rect));
}

void paper_edge(const LabState& lab, const Rect& rect) {
  if (palette().scheme == Scheme::dark) return;
  ImGui::GetWindowDrawList()->AddRect(rect.min, rect.max, palette().line,
                                      tile_rounding(lab.ui, rect));
}

void digit_tile(LabState& lab, const char* name, const Rect& rect, TileId tile, ColourMap map,
                const char* sentence) {
  ImGui::SetCursorScreenPos(rect.min);
  ImGui::InvisibleButton(name, rect.size());
  name_item(lab.ui, name, rect);
  explain(lab.ui, sentence);
  ImDrawList* list = ImGui::GetWindowDrawList();
  lab.digits.begin(list);
  digit_picture(lab, rect, tile, map);
  lab.digits.end(list);
  paper_edge(lab, rect);
}

}  // namespace hourglass
