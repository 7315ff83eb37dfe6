// Noise on the pixels against noise on the code, of the same strength, side by side.
#include <algorithm>
#include <cmath>

#include "lab/code_samples.h"
#include "lab/code_view.h"
#include "lab/digit_tile.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

bool ready(const LabState& lab) {
  return lab.code_views.code_size > 0 && lab.code_views.spread.result();
}

// Tiles: noisy images, what is made of them, what is made of noisy codes.
TileId tile_of(const CodeViews& views, int group, int i) {
  return views.tiles.samples[group * static_cast<int>(kNoiseSamples) + i];
}

void start(LabState& lab) {
  CodeViews& views = lab.code_views;
  views.samples_stale = false;
  const float strength = views.look.noise;
  begin(views.pixels, noisy_images(lab.live.seen, strength, views.roll, kNoiseSamples, lab.workers),
        kDigitPixels);
  const Column<float> code = lab.inference.encode(lab.live.seen);
  begin(views.codes,
        noisy_copies(code, views.spread.result()->deviation, strength, views.roll, kNoiseSamples,
                     lab.workers),
        kDigitPixels);
  for (int i = 0; i < kNoiseSamples; ++i) {
    show_image(lab, tile_of(views, 0, i), views.pixels.input.col(i));
  }
}

void follow_noise(LabState& lab) {
  CodeViews& views = lab.code_views;
  if (views.samples_stale && !views.pixels.busy() && !views.codes.busy()) start(lab);
  const bool rebuilt = advance(views.pixels, kFrameShare,
                               [&](ConstBatch<float> x) { return lab.inference.reconstruct(x); });
  for (int i = 0; rebuilt && i < kNoiseSamples; ++i) {
    show_image(lab, tile_of(views, 1, i), views.pixels.output.col(i));
  }
  const bool decoded_all = advance(views.codes, kFrameShare,
                                   [&](ConstBatch<float> x) { return lab.inference.decode(x); });
  for (int i = 0; decoded_all && i < kNoiseSamples; ++i) {
    show_image(lab, tile_of(views, 2, i), views.codes.output.col(i));
  }
  lab.ui.again |=
      rebuilt || decoded_all || views.pixels.busy() || views.codes.busy() || views.samples_stale;
}

// Of what came out, against the drawing; NaN until all of it has.
double mse_of(const LabState& lab, const SlicedBatch& batch) {
  if (batch.busy() || batch.output.cols() == 0) return std::nan("");
  return static_cast<double>((batch.output.colwise() - lab.live.seen).squaredNorm()) /
         static_cast<double>(batch.output.size());
}

// A code as bars from its middle line, the drawing's own as a thin line behind.
void draw_code(const LabState& lab, const Rect& rect, Index sample) {
  const Ui& ui = lab.ui;
  const Matrix<float>& codes = lab.code_views.codes.input;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max, palette().control, tile_rounding(ui, rect));
  const Rect inner = inset(rect, ui.em(0.25f));
  const auto count = static_cast<int>(std::min<Index>(codes.rows(), 32));
  const float height = inner.height() / static_cast<float>(count);
  const float half = 0.5f * inner.width();
  for (int i = 0; i < count; ++i) {
    const float value = codes(i, sample) / lab.code.highest;
    const float x = inner.middle().x + std::clamp(value, -1.0f, 1.0f) * half;
    const float y = inner.min.y + static_cast<float>(i) * height;
    list->AddRectFilled({std::min(x, inner.middle().x), y},
                        {std::max(x, inner.middle().x), y + std::max(1.0f, 0.7f * height)},
                        value < 0 ? palette().noise : palette().accent);
  }
}

struct Half {
  const char* title;
  const char* sentence;
  const SlicedBatch* batch;
};

float heading_height(const Ui& ui) {
  return line_height(ui, Type::strong) + line_height(ui, Type::small) + ui.em(0.5f);
}

void heading(const LabState& lab, Rect area, const Half& half) {
  const Ui& ui = lab.ui;
  draw_text(ui, cut_top(area, line_height(ui, Type::strong)), Type::strong, palette().text_strong,
            half.title);
  draw_text(ui, area, Type::small, palette().text_soft,
            format("MSE %s", loss_text(mse_of(lab, *half.batch))));
}

void samples(LabState& lab, Rect area, bool of_code) {
  const Ui& ui = lab.ui;
  const CodeViews& views = lab.code_views;
  const Half half =
      of_code ? Half{"On the code", "", &views.codes} : Half{"On the pixels", "", &views.pixels};
  heading(lab, cut_top(area, heading_height(ui)), half);
  const float gap = ui.em(0.375f), arrow = ui.em(1.25f);
  const float row_height = (area.height() - gap * (kNoiseSamples - 1)) / kNoiseSamples;
  const float side = std::floor(std::min(row_height, 0.5f * (area.width() - arrow)));
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i < kNoiseSamples; ++i) {
    Rect row = cut_top(area, side);
    cut_top(area, gap);
    const Rect before = cut_left(row, side);
    const Rect between = cut_left(row, arrow);
    const Rect after = cut_left(row, side);
    if (of_code) draw_code(lab, before, i);
    lab.digits.begin(list);
    if (!of_code) digit_picture(lab, before, tile_of(views, 0, i), ColourMap::paper);
    digit_picture(lab, after, tile_of(views, of_code ? 2 : 1, i), ColourMap::paper);
    lab.digits.end(list);
    draw_icon(list, Icon::chevron_right, between.middle(), ui.em(0.875f), palette().text_faint);
  }
}

constexpr const char* kWords =
    "The same drawing under the same noise: on its 784 pixels, and on the numbers of its code, "
    "each in units of how far test codes spread. The decoder makes a digit of almost any code.";

}  // namespace

ViewSize noise_view_size(LabState& lab, float width) {
  const Ui& ui = lab.ui;
  const Rect measured{{0, 0}, {width, 0}};
  const float words = draw_paragraph(ui, measured, Type::small, 0, kWords, true);
  const float least = heading_height(ui) + kNoiseSamples * (ui.em(2.75f) + ui.em(0.375f));
  return {words + ui.em(0.5f) + ui.theme.control, least};
}

void noise_view_controls(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  CodeViews& views = lab.code_views;
  cut_top(area, draw_paragraph(ui, area, Type::small, palette().text_soft, kWords));
  cut_top(area, ui.em(0.5f));
  Rect row = cut_top(area, ui.theme.control);
  const Rect again = cut_right(row, ui.theme.control);
  cut_right(row, ui.em(0.5f));
  constexpr float kMost = 2;
  float at = views.look.noise / kMost;
  const SliderText text{"Strength", format("%.2f", static_cast<double>(views.look.noise)),
                        ui.em(4.25f), ui.em(2.5f)};
  if (slider(ui, "code-noise", row, text, at, palette().noise, ready(lab))) {
    views.look.noise = std::round(at * kMost * 100) / 100;
    views.samples_stale = ui.again = true;
  }
  if (button(ui, "code-noise-again", again, Icon::dice, "", Look::plain, ready(lab))) {
    ++views.roll;
    views.samples_stale = ui.again = true;
  }
  explain(ui, "Roll the dice again: other noise of the same strength.");
}

void noise_view_picture(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  if (!ready(lab)) {
    draw_text(ui, cut_top(area, ui.em(6)), Type::small, palette().text_soft,
              "It begins when the codes of test digits are known", Align::centre);
    return;
  }
  follow_noise(lab);
  const Rect left = cut_left(area, 0.5f * (area.width() - ui.em(1.25f)));
  cut_left(area, ui.em(1.25f));
  samples(lab, left, false);
  samples(lab, area, true);
}

}  // namespace hourglass
