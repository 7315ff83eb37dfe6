// What can be changed of a recipe while it trains: learning rate and noise.
#include <algorithm>
#include <cmath>

#include "lab/train_parts.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr float kSettingLabels = 5.5f;  // em
constexpr double kSlowest = 1e-5;       // learning rates of the slider
constexpr double kFastest = 1e-1;

void learning_rate(LabState& lab, const Rect& row) {
  const Snapshot& now = *lab.now;
  const double rate = lab.learning_rate.shown(now, now.recipe.optimizer.learning_rate);
  const bool on = !now.parameters.empty();
  auto position = static_cast<float>(std::log(rate / kSlowest) / std::log(kFastest / kSlowest));
  position = std::clamp(position, 0.0f, 1.0f);
  const SliderText text{"Learning rate", on ? format("%.3g", rate) : "–", lab.ui.em(kSettingLabels),
                        lab.ui.em(3.5f)};
  if (slider(lab.ui, "learning-rate", row, text, position, palette().accent, on)) {
    const double exact = kSlowest * std::pow(kFastest / kSlowest, position);
    const double digit = std::pow(10, std::floor(std::log10(exact)) - 1);
    const double wanted = std::round(exact / digit) * digit;
    lab.learning_rate = {wanted, lab.session.send(SetLearningRate{wanted})};
  }
}

// The kind of noise out of a list, or side by side where there is a row for them.
void pick_kind(LabState& lab, Rect& row, NoiseSpec& noise, bool own_row) {
  Ui& ui = lab.ui;
  int kind = static_cast<int>(noise.kind);
  if (own_row) {
    segmented(ui, "train-noise-kind", row, kNoiseNames, kShortNoiseNames, kind, palette().noise);
  } else {
    const Rect place = cut_left(row, ui.em(8.25f));
    cut_left(row, ui.em(0.5f));
    if (begin_list(ui, "train-noise-kind", place, kNoiseNames[kind], ui.em(11))) {
      for (int i = 0; i < static_cast<int>(std::size(kNoiseNames)); ++i) {
        if (list_row(ui, format("train-noise-%d", i), kNoiseNames[i], "", i == kind)) kind = i;
      }
      end_list();
    }
  }
  if (kind != static_cast<int>(noise.kind)) noise = with_kind(noise, kind);
}

bool noise_in_one_row(const Ui& ui, float width) { return width > ui.em(24); }

void training_noise(LabState& lab, Rect rect) {
  Ui& ui = lab.ui;
  const Snapshot& now = *lab.now;
  NoiseSpec noise = lab.training_noise.shown(now, now.recipe.noise);
  const NoiseSpec before = noise;
  const bool on = !now.parameters.empty();
  const bool one_row = noise_in_one_row(ui, rect.width());
  Rect row = cut_top(rect, ui.theme.control);
  if (one_row) {
    draw_text(ui, cut_left(row, ui.em(kSettingLabels)), Type::small, palette().text_soft, "Noise");
    pick_kind(lab, row, noise, false);
  } else {
    pick_kind(lab, row, noise, true);
    row = cut_top(rect, ui.theme.control);
  }
  const bool noisy = on && noise.kind != NoiseKind::none;
  const float most = noisy ? max_strength(noise.kind) : 1;
  float position = noise.strength / most;
  const char* value = noisy ? format("%.2f", static_cast<double>(noise.strength)) : "–";
  const SliderText text{one_row ? "" : "Noise", value, one_row ? 0 : ui.em(kSettingLabels),
                        ui.em(2.5f)};
  if (slider(ui, "train-noise-strength", row, text, position, palette().noise, noisy)) {
    noise.strength = std::round(position * most * 100) / 100;
  }
  if (on && noise != before) lab.training_noise = {noise, lab.session.send(SetNoise{noise})};
}

}  // namespace

float settings_height(const LabState& lab, float width) {
  if (!shows(lab, Control::settings)) return 0;
  const Ui& ui = lab.ui;
  return ui.theme.control * (noise_in_one_row(ui, width) ? 2.0f : 3.0f);
}

void settings_part(LabState& lab, Rect area) {
  if (!shows(lab, Control::settings)) return;
  learning_rate(lab, cut_top(area, lab.ui.theme.control));
  training_noise(lab, area);
}

}  // namespace hourglass
