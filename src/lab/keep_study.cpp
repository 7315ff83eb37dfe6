#include "lab/keep_study.h"

#include <algorithm>

#include "lab/lab_state.h"
#include "study/filters.h"

namespace hourglass {
namespace {

void show_few_filters(LabState& lab) {
  KeepStudy& keep = lab.keep;
  keep.filter_count = 0;
  const auto weights = first_layer_filters(lab.inference.network(), lab.inference.parameters());
  if (!weights.ok()) return;
  keep.filter_count = std::min(weights.value().cols(), KeepStudy::kFilters);
  for (Index i = 0; i < keep.filter_count; ++i) {
    const Column<float> filter = weights.value().col(i);
    const float largest = std::max(filter.cwiseAbs().maxCoeff(), 1e-9f);
    show_image(lab, keep.filters[i], filter / largest);
  }
}

void show_few_steps(LabState& lab) {
  MorphStudy strip = lab.morph;
  const Sources from = sources_of(lab);
  walk(strip, image_of(strip.choice.ends[0], from), image_of(strip.choice.ends[1], from),
       lab.inference);
  for (Index i = 0; i < KeepStudy::kStrip; ++i) {
    show_image(lab, lab.keep.strip[i], strip.through_codes.col(2 * i));
  }
}

}  // namespace

void add_tiles(KeepStudy& keep, DigitRenderer& digits) {
  constexpr int kSide = static_cast<int>(kDigitSide);
  for (TileId& tile : keep.filters) tile = digits.add(kSide, kSide);
  for (TileId& tile : keep.strip) tile = digits.add(kSide, kSide);
}

void follow_keep(LabState& lab) {
  const Changes changes = take_changes(lab, Panel::keep);
  if (!takes_drawings(lab.inference)) return;
  if (changes.model) show_few_filters(lab);
  if (changes.model || changes.drawing || changes.data) show_few_steps(lab);
}

}  // namespace hourglass
