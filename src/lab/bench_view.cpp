// The noise bench: models trained with several noises, each tested with all of them.
#include <algorithm>
#include <cmath>
#include <optional>

#include "lab/compare_view.h"
#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/study_row.h"

namespace hourglass {
namespace {

constexpr std::size_t kColumns = CompareView::kStrengths;
constexpr std::size_t kAlone = CompareView::kStrengths;  // the row of the noisy images themselves
constexpr float kLabels = 4.25f;                         // em

const double* error_of(const BriefStudy& bench, std::size_t row, std::size_t column) {
  return row == kAlone ? bench.noisy_error(column) : bench.error(row, column);
}

struct Range {
  double lowest, highest;
};

std::optional<Range> range_of(const BriefStudy& bench) {
  std::optional<Range> range;
  for (std::size_t row = 0; row < kAlone; ++row) {
    for (std::size_t column = 0; column < kColumns; ++column) {
      const double* error = bench.error(row, column);
      if (!error || *error <= 0) continue;
      if (!range) range = {*error, *error};
      range = {std::min(range->lowest, *error), std::max(range->highest, *error)};
    }
  }
  return range;
}

// 1 for the smallest error of the bench, 0 for the largest, evenly in between in logarithms.
float goodness(double error, const Range& range) {
  if (error <= 0) return 1;
  const double whole = std::log(range.highest / range.lowest);
  if (whole <= 0) return 1;
  return static_cast<float>(std::clamp(std::log(range.highest / error) / whole, 0.0, 1.0));
}

const char* strength_words(std::size_t i) {
  const float strength = CompareView::kNoise[i];
  return strength == 0 ? "None" : format("%g", static_cast<double>(strength));
}

const char* sentence(std::size_t row, std::size_t column, double error) {
  if (row == kAlone) {
    return format("Noise %s left as it is: mean squared error %s over 256 test digits.",
                  strength_words(column), loss_text(error));
  }
  return format(
      "Trained with noise %s, tested with %s: mean squared error %s over 256 test digits.",
      strength_words(row), strength_words(column), loss_text(error));
}

void draw_cell(LabState& lab, Rect place, std::size_t row, std::size_t column,
               const std::optional<Range>& range) {
  Ui& ui = lab.ui;
  const BriefStudy& bench = lab.compare.bench;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const char* name = format("bench-cell-%d-%d", static_cast<int>(row), static_cast<int>(column));
  const Rect whole = place;
  Rect strip = cut_bottom(place, ui.em(1.25f));
  place = centred(place, place.height(), place.height());
  const bool drawn = row == kAlone || row < bench.models.size();
  const double* error = error_of(bench, row, column);
  if (drawn && lab.live.seen.size() > 0) {
    digit_tile(lab, name, place, lab.compare.bench_tiles[row][column], ColourMap::paper,
               error ? sentence(row, column, *error) : "It is being tested.");
  } else {
    name_item(ui, name, place);
    list->AddRectFilled(place.min, place.max, palette().control, tile_rounding(ui, place));
  }
  if (row == column) {  // tested with what it was trained with
    const Rect ring = inset(place, -ui.em(0.125f));
    list->AddRect(ring.min, ring.max, palette().accent, tile_rounding(ui, ring), 0, ui.em(0.1f));
  }
  if (!error) return;
  strip =
      inset(centred(strip, std::min(whole.width(), ui.em(4)), strip.height()), 0, ui.em(0.0625f));
  if (range) {
    const float share = goodness(*error, *range);
    list->AddRectFilled(strip.min, strip.max, colour::faded(palette().accent, 0.45f * share),
                        0.5f * strip.height());
  }
  draw_text(ui, strip, Type::small, palette().text, loss_text(*error), Align::centre);
}

void grid(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const std::optional<Range> range = range_of(lab.compare.bench);
  Rect heads = cut_top(area, 2 * line_height(ui, Type::small));
  const Rect corner = cut_left(heads, ui.em(kLabels));
  draw_text(ui, {{corner.min.x, corner.middle().y}, corner.max}, Type::small, palette().noise,
            "Trained");
  draw_text(ui, cut_top(heads, line_height(ui, Type::small)), Type::small, palette().noise,
            "Tested with noise", Align::centre);
  const float gap = ui.em(0.5f);
  for (std::size_t i = 0; i < kColumns; ++i) {
    draw_text(ui, cell(heads, static_cast<int>(i), static_cast<int>(kColumns), gap), Type::small,
              palette().text_soft, strength_words(i), Align::centre);
  }
  cut_top(area, ui.em(0.25f));
  const float height = area.height() / static_cast<float>(kAlone + 1);
  for (std::size_t row = 0; row <= kAlone; ++row) {
    Rect line = cut_top(area, height);
    cut_bottom(line, ui.em(0.375f));
    const Rect label = cut_left(line, ui.em(kLabels));
    const Rect beside{label.min, {label.max.x, label.max.y - ui.em(1.25f)}};
    draw_text(ui, beside, Type::small, palette().text_soft,
              row == kAlone ? "Left alone" : strength_words(row));
    for (std::size_t i = 0; i < kColumns; ++i) {
      draw_cell(lab, cell(line, static_cast<int>(i), static_cast<int>(kColumns), gap), row, i,
                range);
    }
  }
}

}  // namespace

void show_bench(LabState& lab) {
  CompareView& compare = lab.compare;
  const Column<float>& seen = lab.live.seen;
  if (seen.size() == 0) return;
  Matrix<float> noisy(seen.size(), static_cast<Index>(kColumns));
  for (std::size_t i = 0; i < kColumns; ++i) {
    auto column = noisy.col(static_cast<Index>(i));
    corrupt({NoiseKind::gaussian, CompareView::kNoise[i]}, {lab.roll, stream_id(Stream::picks)},
            seen, column, lab.workers);
    show_image(lab, compare.bench_tiles[kAlone][i], column);
  }
  for (std::size_t row = 0; row < compare.bench.models.size(); ++row) {
    const Matrix<float> outputs = compare.bench.models[row].reconstruct(noisy);
    for (std::size_t i = 0; i < kColumns; ++i) {
      show_image(lab, compare.bench_tiles[row][i], outputs.col(static_cast<Index>(i)));
    }
  }
}

float bench_view(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const bool wide = area.width() > ui.em(42);
  Rect left = area;
  if (wide) {
    left = cut_left(area, std::floor(0.4f * area.width()));
    cut_left(area, ui.theme.section());
  }
  study_row(lab, cut_top(left, ui.theme.control), "bench-start", lab.compare.bench);
  cut_top(left, ui.em(0.625f));
  const char* words =
      "Does a model learn more than the noise it was shown? Your drawing through "
      "four models; figures: error over test digits, the fuller the better.";
  cut_top(left, draw_paragraph(ui, left, Type::small, palette().text_soft, words));
  cut_top(left, ui.em(0.5f));
  Rect& rest = wide ? area : left;
  const float heads = 2 * line_height(ui, Type::small) + ui.em(0.25f);
  const float widest =
      (rest.width() - ui.em(kLabels) - 3 * ui.em(0.5f)) / static_cast<float>(kColumns);
  const float row = widest + ui.em(1.25f + 0.375f);
  const float rows = static_cast<float>(kAlone + 1);
  const float room = std::clamp((rest.height() - heads) / rows, ui.em(4), row);
  grid(lab, cut_top(rest, heads + rows * room));
  return std::max(left.min.y, rest.min.y);
}

}  // namespace hourglass
