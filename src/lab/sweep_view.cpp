// The bottleneck: how much the width of the code matters, beside as many principal components.
#include <algorithm>
#include <cmath>

#include "io/axis_ticks.h"
#include "lab/compare_view.h"
#include "lab/curve_axes.h"
#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/slices.h"
#include "lab/study_row.h"

namespace hourglass {
namespace {

constexpr std::size_t kSizes = CompareView::kSizes;
constexpr float kLabels = 3.5f;  // em

ImU32 pca_tone() { return palette().train_curve; }

// The errors at each size of the code; NaN: not known yet.
struct Series {
  std::array<double, kSizes> errors;
  ImU32 tone;
};

Series autoencoders(const LabState& lab) {
  Series series{{}, palette().accent};
  for (std::size_t i = 0; i < kSizes; ++i) {
    const double* error = lab.compare.sweep.error(i, 0);
    series.errors[i] = error ? *error : std::nan("");
  }
  return series;
}

Series principal_components(const LabState& lab) {
  const PcaBaseline& pca = lab.compare.pca;
  Series series{{}, pca_tone()};
  for (std::size_t i = 0; i < kSizes; ++i) {
    series.errors[i] = pca.done() ? pca.mse(CompareView::kCodes[i]) : std::nan("");
  }
  return series;
}

void measure_pca(LabState& lab) {
  CompareView& compare = lab.compare;
  if (compare.sweep.runs.recipes.empty()) return;
  begin(compare.pca, lab.now->data);
  if (compare.pca.done() || !compare.pca.search) return;
  lab.ui.again = true;
  advance(compare.pca, lab.workers, kFrameShare);
  compare.studies_changed = compare.studies_changed || compare.pca.found();
}

struct Plot {
  Rect rect;
  double lowest = 0.005, highest = 0.1;

  float x(std::size_t i) const {
    return cell(rect, static_cast<int>(i), static_cast<int>(kSizes), 0).middle().x;
  }
  float y(double error) const {
    const double t = std::log(error / lowest) / std::log(highest / lowest);
    return rect.max.y - static_cast<float>(t) * rect.height();
  }
};

Plot fit(const Rect& rect, std::initializer_list<const Series*> all) {
  Plot plot{rect};
  double low = 1e30, high = 0;
  for (const Series* series : all) {
    for (const double error : series->errors) {
      if (!(error > 0)) continue;
      low = std::min(low, error);
      high = std::max(high, error);
    }
  }
  if (high > 0) {
    plot.lowest = low / 1.25;
    plot.highest = std::max(1.25 * high, 2 * plot.lowest);
  }
  return plot;
}

void draw_axis(const Ui& ui, const Rect& area, const Plot& plot) {
  draw_levels(ui, area, plot.rect, log_ticks(plot.lowest, plot.highest),
              [&](double tick) { return plot.y(tick); });
}

void draw_series(const Ui& ui, const Plot& plot, const Series& series) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImVec2 last;
  bool any = false;
  for (std::size_t i = 0; i < kSizes; ++i) {
    const double error = series.errors[i];
    if (!(error > 0)) continue;
    const ImVec2 point(plot.x(i), plot.y(error));
    if (any) list->AddLine(last, point, series.tone, ui.em(0.125f));
    list->AddCircleFilled(point, ui.em(0.25f), series.tone, 20);
    last = point;
    any = true;
  }
}

void legend(const Ui& ui, Rect row) {
  const struct {
    const char* words;
    ImU32 tone;
  } entries[] = {{"Autoencoder", palette().accent}, {"PCA", pca_tone()}};
  for (const auto& entry : entries) {
    const Rect dot = cut_left(row, ui.em(0.875f));
    ImGui::GetWindowDrawList()->AddCircleFilled(dot.middle(), ui.em(0.25f), entry.tone, 20);
    const float width = text_width(ui, Type::small, entry.words) + ui.em(1);
    draw_text(ui, cut_left(row, width), Type::small, palette().text_soft, entry.words);
  }
  draw_text(ui, row, Type::small, palette().text_faint, "Error over 256 test digits", Align::right);
}

void chart(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  name_item(ui, "sweep-chart", area);
  const Series model = autoencoders(lab), pca = principal_components(lab);
  Rect inner = area;
  cut_left(inner, ui.em(kLabels));
  const Plot plot = fit(inset(inner, 0, ui.em(0.25f)), {&model, &pca});
  const bool any = std::isfinite(model.errors[0]) || std::isfinite(pca.errors[0]);
  if (any) {
    draw_axis(ui, area, plot);
    draw_series(ui, plot, pca);
    draw_series(ui, plot, model);
    return;
  }
  ImGui::GetWindowDrawList()->AddRectFilled(
      inner.min, inner.max, colour::faded(palette().control, 0.5f), ui.theme.rounding());
  const char* words = lab.compare.sweep.runs.recipes.empty()
                          ? "Start, and the points appear one by one"
                          : "The first point is on its way";
  draw_text(ui, inner, Type::body, palette().text_soft, words, Align::centre);
}

float picture_side(const Ui& ui, float width) {
  return std::floor((width - ui.em(kLabels)) / kSizes - ui.em(0.5f));
}

void pictures(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  const CompareView& compare = lab.compare;
  const float side = picture_side(ui, area.width());
  Rect sizes = cut_top(area, line_height(ui, Type::small));
  draw_text(ui, cut_left(sizes, ui.em(kLabels)), Type::small, palette().text_soft, "Code");
  for (std::size_t i = 0; i < kSizes; ++i) {
    draw_text(ui, cell(sizes, static_cast<int>(i), static_cast<int>(kSizes), 0), Type::strong,
              palette().text_strong, format("%d", static_cast<int>(CompareView::kCodes[i])),
              Align::centre);
  }
  cut_top(area, ui.em(0.25f));
  const char* titles[] = {"Auto-\nencoder", "PCA"};
  const ImU32 tones[] = {palette().accent, pca_tone()};
  for (std::size_t r = 0; r < 2; ++r) {
    Rect row = cut_top(area, side);
    cut_top(area, ui.em(0.375f));
    Rect label = cut_left(row, ui.em(kLabels));
    const float line = line_height(ui, Type::small);
    label = centred(label, label.width(), r == 0 ? 2 * line : line);
    draw_paragraph(ui, label, Type::small, tones[r], titles[r]);
    for (std::size_t i = 0; i < kSizes; ++i) {
      const Rect place =
          centred(cell(row, static_cast<int>(i), static_cast<int>(kSizes), 0), side, side);
      const char* name = format("sweep-%d-%d", static_cast<int>(r), static_cast<int>(i));
      const bool there = r == 0 ? i < compare.sweep.models.size()
                                : compare.pca.found() && !compare.sweep.runs.recipes.empty();
      if (there) {
        const char* sentence = r == 0 ? "Your drawing through this model's code."
                                      : "Your drawing through as many principal components.";
        digit_tile(lab, name, place, compare.sweep_tiles[r][i], ColourMap::paper, sentence);
      } else {
        name_item(ui, name, place);
        ImGui::GetWindowDrawList()->AddRectFilled(place.min, place.max, palette().control,
                                                  tile_rounding(ui, place));
      }
    }
  }
}

}  // namespace

void show_sweep(LabState& lab) {
  CompareView& compare = lab.compare;
  const Column<float>& seen = lab.live.seen;
  if (seen.size() == 0) return;
  for (std::size_t i = 0; i < compare.sweep.models.size(); ++i) {
    show_image(lab, compare.sweep_tiles[0][i], compare.sweep.models[i].reconstruct(seen));
  }
  if (!compare.pca.found()) return;
  for (std::size_t i = 0; i < kSizes; ++i) {
    show_image(lab, compare.sweep_tiles[1][i],
               reconstruct_with(compare.pca, seen, CompareView::kCodes[i]));
  }
}

float sweep_view(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  measure_pca(lab);
  const bool wide = area.width() > ui.em(42);
  Rect right = area;
  if (wide) {
    area = cut_left(right, std::floor(0.49f * right.width()));
    cut_left(right, ui.theme.section());
  }
  study_row(lab, cut_top(area, ui.theme.control), "sweep-start", lab.compare.sweep);
  cut_top(area, ui.em(0.625f));
  const char* words =
      "How many numbers does a digit need? One network with six widths of its waist, "
      "and the best linear code of the same width.";
  cut_top(area, draw_paragraph(ui, area, Type::small, palette().text_soft, words));
  cut_top(area, ui.em(0.75f));
  Rect& rest = wide ? right : area;
  const float below = line_height(ui, Type::small) + ui.em(0.25f) +
                      2 * (picture_side(ui, rest.width()) + ui.em(0.375f));
  legend(ui, cut_top(wide ? area : rest, line_height(ui, Type::small)));
  cut_top(area, ui.em(0.375f));
  const float room = rest.height() - below - ui.em(0.5f);
  chart(lab, cut_top(rest, std::clamp(room, ui.em(9), ui.em(22))));
  cut_top(rest, ui.em(0.5f));
  pictures(lab, cut_top(rest, below));
  return std::max(area.min.y, rest.min.y);
}

}  // namespace hourglass
