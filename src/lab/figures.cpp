#include "lab/figures.h"

#include <algorithm>
#include <vector>

#include "embedded/font_files.h"
#include "io/image_sheet.h"
#include "io/loss_plot.h"
#include "lab/curves.h"
#include "study/filters.h"

namespace hourglass {
namespace {

constexpr Index kMostFilters = 256;
constexpr Index kFiltersInRow = 16;

constexpr FigureWords kWords[kFigures] = {
    {"flow", "Your drawing", "input, noisy, rebuilt, error"},
    {"probe", "Test digits", "noisy, rebuilt, original"},
    {"filters", "Filters", "weights of the first layer"},
    {"morph", "Morph", "through codes and pixels"},
    {"curves", "Loss curves", "train and test"},
};

const Font& figure_font() {
  static const Font font = std::move(Font::open(font_files()[0].bytes).value());
  return font;
}

// How a sheet is laid out: pixels for one of a digit's, and the height of its letters, at scale 1.
struct Measures {
  int enlarge;
  float text;
};

Image sheet(std::span<const SheetRow> rows, std::vector<std::string> captions, Measures at,
            int scale) {
  SheetLayout layout;
  layout.enlarge = at.enlarge * scale;
  layout.gap = 6 * scale;
  layout.text_size = at.text * static_cast<float>(scale);
  layout.captions = std::move(captions);
  return image_sheet(rows, layout, figure_font());
}

Image flow_figure(const LiveDigit& live, int scale) {
  Matrix<float> images(kDigitPixels, 4);
  // No error is middle grey; ink too much is light, ink that is missing dark.
  images << live.seen, live.noisy, live.reconstruction, (0.5f + 0.5f * live.error.array()).matrix();
  const SheetRow rows[] = {{"", images}};
  return sheet(rows, {"Input", "Noisy", "Reconstruction", "Error"}, {6, 22}, scale);
}

Image probe_figure(const Probe& probe, int scale) {
  const SheetRow rows[] = {
      {"noisy", probe.noisy}, {"rebuilt", probe.reconstructed}, {"original", probe.original}};
  return sheet(rows, {}, {3, 22}, scale);
}

Image filters_figure(const Inference& inference, int scale) {
  const auto weights = first_layer_filters(inference.network(), inference.parameters());
  const Index shown = std::min(weights.value().cols(), kMostFilters);
  const Matrix<float> pictures = signed_pictures(weights.value().leftCols(shown));
  std::vector<SheetRow> rows;
  for (Index first = 0; first < shown; first += kFiltersInRow) {
    rows.push_back({"", pictures.middleCols(first, std::min(kFiltersInRow, shown - first))});
  }
  return sheet(rows, {}, {2, 22}, scale);
}

Image morph_figure(LabState& lab, int scale) {
  MorphStudy strip = lab.morph;
  const Sources from = sources_of(lab);
  walk(strip, image_of(strip.choice.ends[0], from), image_of(strip.choice.ends[1], from),
       lab.inference);
  const SheetRow rows[] = {{"codes", strip.through_codes}, {"pixels", strip.through_pixels}};
  return sheet(rows, {}, {3, 22}, scale);
}

Image curves_figure(const Snapshot& now, int scale) {
  LossPlot plot;
  plot.title = now.recipe.name + (now.recipe.title.empty() ? "" : ": " + now.recipe.title);
  plot.scale = 0.5f * static_cast<float>(scale);
  return plot_losses(now.history, plot, figure_font());
}

}  // namespace

const FigureWords& words_of(Figure figure) { return kWords[static_cast<std::size_t>(figure)]; }

const char* why_no_figure(const LabState& lab, Figure figure) {
  const Snapshot& now = *lab.now;
  if (figure == Figure::curves) return has_curves(now) ? nullptr : "train first";
  if (!takes_drawings(lab.inference)) return "no network for these digits yet";
  if (figure == Figure::probe && now.probe.original.cols() == 0) return "no test digits yet";
  const Network<float>& network = lab.inference.network();
  if (figure == Figure::filters && network.spec().encoder.front().kind != LayerKind::dense) {
    return "the first layer is not dense";
  }
  return nullptr;
}

Result<Image> draw_figure(LabState& lab, Figure figure, int scale) {
  if (const char* reason = why_no_figure(lab, figure)) return Error{reason};
  switch (figure) {
    case Figure::flow:
      return flow_figure(lab.live, scale);
    case Figure::probe:
      return probe_figure(lab.now->probe, scale);
    case Figure::filters:
      return filters_figure(lab.inference, scale);
    case Figure::morph:
      return morph_figure(lab, scale);
    case Figure::curves:
      return curves_figure(*lab.now, scale);
  }
  return Error{"there is no such figure"};
}

}  // namespace hourglass
