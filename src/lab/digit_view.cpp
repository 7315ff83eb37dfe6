#include "lab/digit_view.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "lab/digit_tile.h"
#include "lab/histogram.h"
#include "lab/image_picker.h"
#include "lab/lab_state.h"
#include "lab/pad.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

// ---- how well it is rebuilt ---------------------------------------------------------------------

void follow_report(LabState& lab) {
  DigitView& view = lab.digit_view;
  if (!std::exchange(view.report_stale, false)) return;
  if (!takes_drawings(lab.inference)) return;
  view.report = report_on(lab.live, lab.inference);
  view.standing = view.survey ? standing(view.survey->errors, view.report.anomaly) : std::string();
}

void figure(const Ui& ui, Rect rect, const char* label, const char* value) {
  const float line = line_height(ui, Type::small);
  rect = centred(rect, rect.width(), line + line_height(ui, Type::strong));
  draw_text(ui, cut_top(rect, line), Type::small, palette().text_faint, label);
  draw_text(ui, rect, Type::strong, palette().text_strong, value);
}

const char* decibels(double psnr) { return std::isfinite(psnr) ? format("%.1f dB", psnr) : "∞"; }

// To the nearest thousandth; what is less than half of one has no sign.
const char* thousandths(double x) { return format("%.3f", std::round(1000 * x) / 1000 + 0.0); }

void figures(const Ui& ui, Rect area, const ImageQuality& q) {
  Rect upper = cut_top(area, 0.5f * area.height());
  const float gap = ui.em(0.5f);
  figure(ui, cell(upper, 0, 2, gap), "MSE", loss_text(q.mse));
  figure(ui, cell(upper, 1, 2, gap), "BCE", loss_text(q.bce));
  figure(ui, cell(area, 0, 2, gap), "PSNR", decibels(q.psnr));
  figure(ui, cell(area, 1, 2, gap), "SSIM", thousandths(q.ssim));
}

void empty_state(const Ui& ui, const Rect& area, const char* sentence) {
  const float width = std::min(area.width(), ui.em(24));
  const float height = draw_paragraph(ui, {{0, 0}, {width, 0}}, Type::small, 0, sentence, true);
  draw_paragraph(ui, centred(area, width, height), Type::small, palette().text_soft, sentence);
}

void report(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  if (lab.live.code.size() == 0) return empty_state(ui, area, "There is no model yet.");
  if (lab.drawing.empty() && !lab.drawing.exact()) {
    return empty_state(ui, area,
                       "Draw a digit, and see how well it is rebuilt beside the test digits.");
  }
  follow_report(lab);
  const DigitView& view = lab.digit_view;
  const Rect words = cut_bottom(area, line_height(ui, Type::strong));
  cut_bottom(area, ui.em(0.25f));
  draw_text(
      ui, words, Type::strong, palette().text,
      view.standing.empty() ? "The test digits have not been measured yet" : view.standing.c_str());
  figures(ui, cut_left(area, 0.42f * area.width()), view.report.quality);
  cut_left(area, ui.em(0.75f));
  ImGui::SetCursorScreenPos(area.min);
  ImGui::InvisibleButton("histogram", area.size());
  name_item(ui, "histogram", area);
  explain(
      ui,
      "Anomaly score: the error of your whole drawing rebuilt without noise, marked among those "
      "of the test digits. What is no digit is rebuilt badly.");
  draw_histogram(ui, area, view.errors, view.report.anomaly);
}

// ---- which training digits are like it ----------------------------------------------------------

void follow_nearest(LabState& lab) {
  DigitView& view = lab.digit_view;
  if (!std::exchange(view.nearest_stale, false)) return;
  view.nearest.clear();
  if (!view.survey || !lab.now->data) return;
  const ImageSet& train = lab.now->data->train;
  const auto found =
      nearest_images(lab.live.code, view.survey->train, train, DigitView::kNearest, lab.workers);
  if (found.empty() || train.features() != kDigitPixels) return;
  view.nearest = found.front();
  for (std::size_t i = 0; i < view.nearest.size(); ++i) {
    const auto bytes = train.image(static_cast<Index>(view.nearest[i].image));
    KeptImage image;
    std::copy(bytes.begin(), bytes.end(), image.begin());
    show_image(lab, view.nearest_tiles[i], pixels_of(image));
  }
}

void nearest(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  follow_nearest(lab);
  const DigitView& view = lab.digit_view;
  if (view.nearest.empty()) {
    return empty_state(ui, area, "The training digits’ codes have not been measured yet.");
  }
  draw_text(ui, cut_top(area, line_height(ui, Type::small)), Type::small, palette().text_soft,
            "Training digits whose codes are nearest to this one’s");
  cut_top(area, ui.em(0.375f));
  const float line = line_height(ui, Type::strong);
  const float gap = ui.em(0.5f);
  const float cell_width = cell(area, 0, DigitView::kNearest, gap).width();
  const float side = std::floor(std::min(cell_width, area.height() - line));
  const Rect row = cut_top(area, side);
  ImGui::SetCursorScreenPos(row.min);
  ImGui::InvisibleButton("nearest", row.size());
  name_item(ui, "nearest", row);
  explain(ui, "To the network these are the most similar of 2,000 training digits.");
  lab.digits.begin(ImGui::GetWindowDrawList());
  for (int i = 0; i < static_cast<int>(view.nearest.size()); ++i) {
    digit_picture(lab, centred(cell(row, i, DigitView::kNearest, gap), side, side),
                  view.nearest_tiles[i], ColourMap::paper);
  }
  lab.digits.end(ImGui::GetWindowDrawList());
  if (!lab.now->data || !lab.now->data->train.labelled) return;
  const Rect labels = cut_top(area, line);
  for (int i = 0; i < static_cast<int>(view.nearest.size()); ++i) {
    const int label = view.nearest[static_cast<std::size_t>(i)].label;
    draw_text(ui, cell(labels, i, DigitView::kNearest, gap), Type::strong, class_colour(label),
              format("%d", label), Align::centre);
  }
}

// ---- the drawer ---------------------------------------------------------------------------------

struct DrawerPlan {
  int columns, rows;
  float tile, gap, words;
};

DrawerPlan plan_drawer(const LabState& lab, float width) {
  const Ui& ui = lab.ui;
  const float gap = ui.em(0.375f);
  const float least = ui.large_targets ? ui.theme.control : ui.em(1.75f);
  const int columns = std::clamp(static_cast<int>((width + gap) / (least + gap)), 1, 12);
  const auto count = std::max(1, static_cast<int>(lab.drawer.kept.size()));
  const float tile = std::floor((width + gap) / static_cast<float>(columns) - gap);
  return {columns, (count + columns - 1) / columns, tile, gap, ui.theme.control};
}

float drawer_height(const LabState& lab, float width) {
  const DrawerPlan plan = plan_drawer(lab, width);
  return static_cast<float>(plan.rows) * (plan.tile + plan.gap) + plan.words;
}

void remove_chosen(LabState& lab) {
  const auto at = static_cast<std::size_t>(std::exchange(lab.digit_view.chosen_kept, -1));
  const KeptImage image = take_out(lab.drawer, at);
  offer_undo(lab.undo, "Kept drawing removed", [at, image](LabState& later) {
    if (later.drawer.full()) return;
    put_back(later.drawer, std::min(at, later.drawer.kept.size()), image);
  });
  lab.ui.again = true;
}

void kept_tile(LabState& lab, const Rect& rect, int which) {
  const float rounding = tile_rounding(lab.ui, rect);
  const Press at = press_area(lab.ui, format("kept-%d", which), rect, rounding);
  explain(lab.ui, "Press to bring it back onto the pad.");
  lab.digits.begin(ImGui::GetWindowDrawList());
  digit_picture(lab, rect, lab.drawer_tiles.kept[which], ColourMap::paper);
  lab.digits.end(ImGui::GetWindowDrawList());
  if (at.hovered || lab.digit_view.chosen_kept == which) {
    ImGui::GetWindowDrawList()->AddRect(rect.min, rect.max, palette().accent, rounding, 0,
                                        lab.ui.em(0.125f));
  }
  if (!at.pressed) return;
  lab.digit_view.chosen_kept = which;
  const Column<float> image = image_of({SourceKind::kept, which}, sources_of(lab));
  put_on_pad(lab, {image.data(), static_cast<std::size_t>(image.size())});
}

void drawer(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  const auto count = static_cast<int>(lab.drawer.kept.size());
  if (count == 0) {
    return empty_state(ui, area,
                       "Keep drawings that you want to come back to: they will be here, and can be "
                       "picked wherever images are compared.");
  }
  show_drawer(lab);
  int& chosen = lab.digit_view.chosen_kept;
  if (chosen >= count) chosen = -1;
  const DrawerPlan plan = plan_drawer(lab, area.width());
  for (int i = 0; i < count; ++i) {
    const ImVec2 corner(area.min.x + static_cast<float>(i % plan.columns) * (plan.tile + plan.gap),
                        area.min.y + static_cast<float>(i / plan.columns) * (plan.tile + plan.gap));
    kept_tile(lab, {corner, {corner.x + plan.tile, corner.y + plan.tile}}, i);
  }
  cut_top(area, static_cast<float>(plan.rows) * (plan.tile + plan.gap));
  Rect row = cut_top(area, plan.words);
  const Rect remove = cut_right(row, ui.em(6.5f));
  if (button(ui, "kept-remove", remove, Icon::trash, "Remove", Look::ghost, chosen >= 0)) {
    remove_chosen(lab);
  }
  draw_text(ui, row, Type::small, palette().text_faint,
            format("%d of %d kept", count, static_cast<int>(Drawer::kMost)));
}

// Those that are not hidden.
std::vector<DigitTab> tabs_of(const LabState& lab) {
  std::vector<DigitTab> tabs;
  if (shows(lab, Control::measures)) tabs = {DigitTab::report, DigitTab::nearest};
  if (shows(lab, Control::drawer)) tabs.push_back(DigitTab::drawer);
  return tabs;
}

// The one in front: that which was chosen, or the first where it is hidden. There is one.
DigitTab tab_in_front(const LabState& lab) {
  const std::vector<DigitTab> tabs = tabs_of(lab);
  const DigitTab chosen = lab.digit_view.tab;
  return std::find(tabs.begin(), tabs.end(), chosen) == tabs.end() ? tabs.front() : chosen;
}

void tab_row(LabState& lab, const Rect& row) {
  constexpr const char* kNames[] = {"This digit", "Nearest", "Drawer"};  // in DigitTab's order
  const std::vector<DigitTab> tabs = tabs_of(lab);
  std::vector<const char*> names;
  for (const DigitTab it : tabs) names.push_back(kNames[static_cast<std::size_t>(it)]);
  auto chosen =
      static_cast<int>(std::find(tabs.begin(), tabs.end(), tab_in_front(lab)) - tabs.begin());
  if (!segmented(lab.ui, "digit-view", row, names, names, chosen, palette().accent)) return;
  lab.digit_view.tab = tabs[static_cast<std::size_t>(chosen)];
  lab.ui.again = true;
}

float body_height(const LabState& lab, float width) {
  const float least = lab.ui.em(7.25f);
  return tab_in_front(lab) == DigitTab::drawer ? std::max(least, drawer_height(lab, width)) : least;
}

void take_news(LabState& lab) {
  DigitView& view = lab.digit_view;
  const Changes changes = take_changes(lab, Panel::draw);
  const bool new_survey = view.survey != lab.now->survey;
  if (new_survey) {
    view.survey = lab.now->survey;
    view.errors = view.survey ? error_histogram(view.survey->errors) : ErrorHistogram{};
  }
  const bool stale = changes.model || changes.drawing || changes.data || new_survey;
  view.report_stale |= stale;
  view.nearest_stale |= stale;
}

}  // namespace

void add_tiles(DigitView& view, DigitRenderer& digits) {
  constexpr int kSide = static_cast<int>(kDigitSide);
  for (TileId& tile : view.nearest_tiles) tile = digits.add(kSide, kSide);
}

float digit_view_height(const LabState& lab, float width) {
  if (tabs_of(lab).empty()) return 0;
  return lab.ui.theme.control + lab.ui.em(0.5f) + body_height(lab, width);
}

void digit_view(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  take_news(lab);
  if (tabs_of(lab).empty()) return;
  tab_row(lab, cut_top(area, ui.theme.control));
  cut_top(area, ui.em(0.5f));
  Rect body = cut_top(area, body_height(lab, area.width()));
  if (!ImGui::IsRectVisible(body.min, body.max)) return;
  switch (tab_in_front(lab)) {
    case DigitTab::report:
      return report(lab, body);
    case DigitTab::nearest:
      return nearest(lab, body);
    case DigitTab::drawer:
      return drawer(lab, body);
  }
}

}  // namespace hourglass
