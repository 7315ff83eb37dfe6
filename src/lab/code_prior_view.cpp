// What a variational autoencoder's codes are drawn from: digits out of nothing but N(0, I), and
// how far from it each number of the code is, which is what it carries.
#include <algorithm>
#include <cmath>

#include "lab/code_samples.h"
#include "lab/code_view.h"
#include "lab/digit_tile.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr float kNothing = 0.01f;  // nats below which a number carries nothing
constexpr int kInRow = 6;

void follow_prior(LabState& lab) {
  CodeViews& views = lab.code_views;
  if (views.samples_stale && !views.codes.busy()) {
    views.samples_stale = false;
    begin(views.codes, prior_draws(views.code_size, views.roll, kPriorSamples, lab.workers),
          kDigitPixels);
  }
  const bool done = advance(views.codes, kFrameShare,
                            [&](ConstBatch<float> x) { return lab.inference.decode(x); });
  for (Index i = 0; done && i < kPriorSamples; ++i) {
    show_image(lab, views.tiles.samples[i], views.codes.output.col(i));
  }
  lab.ui.again |= done || views.codes.busy() || views.samples_stale;
}

float sample_side(const Ui& ui, float width) {
  return std::floor(std::min((width - (kInRow - 1) * ui.em(0.375f)) / kInRow, ui.em(6)));
}

float samples_height(const Ui& ui, float width) {
  return kPriorSamples / kInRow * (sample_side(ui, width) + ui.em(0.375f));
}

// Drawn digits; a press puts the draw onto the bench.
void samples(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  CodeViews& views = lab.code_views;
  const float side = sample_side(ui, area.width());
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i < kPriorSamples; ++i) {
    const int column = i % kInRow;
    Rect row = area;
    row.min.y += static_cast<float>(i / kInRow) * (side + ui.em(0.375f));
    row.max.y = row.min.y + side;
    const Rect place = centred(cell(row, column, kInRow, ui.em(0.375f)), side, side);
    const Press at = press_area(ui, format("prior-%d", i), place, tile_rounding(ui, place));
    if (at.pressed && i < views.codes.input.cols()) {
      hold_all(lab.code, views.codes.input.col(i));
      code_was_set(lab);
    }
    explain(ui, "A draw from N(0, I), decoded: no digit was its model. Press to take its code.");
    lab.digits.begin(list);
    digit_picture(lab, place, views.tiles.samples[i], ColourMap::paper);
    lab.digits.end(list);
  }
}

void divergence_bar(LabState& lab, Index i, const Rect& rect, float most) {
  Ui& ui = lab.ui;
  const float nats = lab.code_views.survey->divergence[i];
  const Press at = press_area(ui, format("divergence-%d", static_cast<int>(i)), rect, ui.em(0.2f));
  if (at.pressed) lab.code_views.look.dimension = i;
  const bool carries = nats >= kNothing;
  const bool chosen = shown_dimension(lab.code_views) == i;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max,
                      at.hovered || chosen ? palette().control_hover : palette().control,
                      ui.em(0.2f));
  const float height = std::max(ui.em(0.125f), nats / most * rect.height());
  list->AddRectFilled({rect.min.x, rect.max.y - height}, rect.max,
                      !carries               ? palette().text_faint
                      : chosen || at.hovered ? palette().accent
                                             : colour::faded(palette().accent, 0.7f),
                      ui.em(0.2f));
  explain(ui, format("Number %d: %.3f nats%s. Press to see what it does.", static_cast<int>(i) + 1,
                     static_cast<double>(nats), carries ? "" : ", as good as nothing"));
}

void divergences(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const Column<float>& divergence = lab.code_views.survey->divergence;
  const auto idle = (divergence.array() < kNothing).count();
  const Index count = std::min<Index>(divergence.size(), 64);
  Rect title = cut_top(area, line_height(ui, Type::small));
  draw_text(ui, title, Type::small, palette().text_soft,
            format("What each number carries: KL, %.1f nats in all",
                   static_cast<double>(divergence.sum())));
  draw_text(ui, title, Type::small, idle > 0 ? palette().text_strong : palette().text_soft,
            idle > 0 ? format("%d carry nothing", static_cast<int>(idle)) : "all of them in use",
            Align::right);
  cut_top(area, ui.em(0.375f));
  const float most = std::max(divergence.maxCoeff(), kNothing);
  for (Index i = 0; i < count; ++i) {
    divergence_bar(lab, i, cell(area, static_cast<int>(i), static_cast<int>(count), ui.em(0.1875f)),
                   most);
  }
}

}  // namespace

ViewSize prior_view_size(LabState& lab, float width) {
  const Ui& ui = lab.ui;
  return {decoded_height(ui) + ui.em(0.5f) + ui.theme.control,
          samples_height(ui, width) + ui.em(1.5f) + line_height(ui, Type::small) + ui.em(3) +
              film_height(ui, width)};
}

void prior_view_controls(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  CodeViews& views = lab.code_views;
  decoded(lab, cut_top(area, decoded_height(ui)),
          "Training holds the codes close to N(0, I): so a draw from there decodes to a digit.");
  cut_top(area, ui.em(0.5f));
  Rect row = cut_top(area, ui.theme.control);
  if (button(ui, "prior-sample", cut_right(row, ui.em(7)), Icon::dice, "Sample", Look::plain)) {
    ++views.roll;
    views.samples_stale = ui.again = true;
  }
  explain(ui, "Other draws.");
  draw_text(ui, row, Type::small, palette().text_soft, "Twelve draws from N(0, I), decoded");
}

void prior_view_picture(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const CodeViews& views = lab.code_views;
  follow_prior(lab);
  samples(lab, cut_top(area, samples_height(ui, area.width())));
  cut_top(area, ui.em(0.75f));
  const Rect film = cut_bottom(area, film_height(ui, area.width()));
  cut_bottom(area, ui.em(0.75f));
  if (views.survey && views.survey->divergence.size() == views.code_size) {
    divergences(lab, area);
  } else {
    draw_text(ui, area, Type::small, palette().text_soft,
              "KL appears when test digits have been measured", Align::centre);
  }
  film_strip(lab, film);
}

}  // namespace hourglass
