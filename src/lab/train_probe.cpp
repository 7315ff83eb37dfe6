// Eight test digits that improve as one watches.
#include <algorithm>
#include <cmath>

#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/train_parts.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr float kProbeLabels = 5;  // em, where they stand at the left

float probe_tile(const Ui& ui, float width) {
  return std::floor((width - 7 * ui.em(0.375f)) / static_cast<float>(Probe::kCount));
}

bool labels_at_left(const Ui& ui, float width) { return width > ui.em(24); }

// One row of the probe; gives the rectangle of its tiles.
Rect probe_row(LabState& lab, Rect& area, int which) {
  const Ui& ui = lab.ui;
  const char* titles[] = {"Noisy", "Rebuilt", "Original"};
  const bool left = labels_at_left(ui, area.width());
  if (!left) {
    draw_text(ui, cut_top(area, line_height(ui, Type::small)), Type::small, palette().text_soft,
              titles[which]);
  }
  const float labels = left ? ui.em(kProbeLabels) : 0;
  Rect row = cut_top(area, probe_tile(ui, area.width() - labels));
  const Rect label = cut_left(row, labels);
  if (left) {
    const ImU32 tone = which == 1 ? palette().text_strong : palette().text_soft;
    draw_text(ui, label, Type::small, tone, titles[which]);
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool any = lab.now->probe.original.cols() > 0;
  if (any) lab.digits.begin(list);
  for (int i = 0; i < Probe::kCount; ++i) {
    const Rect place = cell(row, i, Probe::kCount, ui.em(0.375f));
    if (any) {
      digit_picture(lab, place, lab.tiles.probe[which][i], ColourMap::paper);
    } else {
      list->AddRectFilled(place.min, place.max, palette().control, tile_rounding(ui, place));
    }
  }
  if (any) lab.digits.end(list);
  cut_top(area, ui.em(0.375f));
  return row;
}

}  // namespace

float probe_height(const LabState& lab, float width) {
  if (!shows(lab, Control::digits)) return 0;
  const Ui& ui = lab.ui;
  const bool left = labels_at_left(ui, width);
  const float labels = left ? 0 : line_height(ui, Type::small);
  const float tile = probe_tile(ui, left ? width - ui.em(kProbeLabels) : width);
  return line_height(ui, Type::small) + ui.em(0.375f) + 3 * (tile + labels) + 2 * ui.em(0.375f);
}

void probe_part(LabState& lab, Rect area) {
  if (!shows(lab, Control::digits)) return;
  Ui& ui = lab.ui;
  section_heading(lab, area, "Test digits it never trains on");
  ImGui::SetCursorScreenPos(area.min);
  const bool pressed = ImGui::InvisibleButton("probe", area.size());
  const bool hovered = ImGui::IsItemHovered() && !ui.fingers;
  name_item(ui, "probe", area);
  const Matrix<float>& originals = lab.now->probe.original;
  if (originals.cols() > 0) explain(ui, "Press a digit to put it on the pad, and draw over it.");
  const Rect whole = area;
  Rect row;
  for (int which = 0; which < 3; ++which) row = probe_row(lab, area, which);

  for (int i = 0; i < static_cast<int>(originals.cols()); ++i) {
    Rect column = cell(row, i, Probe::kCount, ui.em(0.375f));
    column.min.y = whole.min.y;
    if (!inset(column, -ui.em(0.1875f), 0).contains(ImGui::GetIO().MousePos)) continue;
    if (hovered) {
      const Rect ring = inset(column, -ui.em(0.1875f));
      ImGui::GetWindowDrawList()->AddRect(ring.min, ring.max, palette().accent, ui.em(0.3125f), 0,
                                          ui.em(0.09f));
    }
    if (pressed && originals.rows() == kDigitPixels) {
      put_on_pad(lab, {originals.col(i).data(), static_cast<std::size_t>(originals.rows())});
      if (ui.one_panel) open_panel(lab, Panel::draw);
      ui.again = true;
    }
  }
}

}  // namespace hourglass
