// Train: start and stop, the course of the run in figures and curves, and eight test digits that
// improve as one watches.
#include <algorithm>
#include <cmath>

#include "lab/curves.h"
#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/pretrained_view.h"
#include "lab/silhouette.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

const char* state_words(const LabState& lab) {
  const Snapshot& now = *lab.now;
  switch (now.state) {
    case RunState::waiting:
      return now.data_origin.empty() ? "waiting for data" : "waiting";
    case RunState::paused:
      return now.step > 0 ? "paused" : lab.is_pretrained ? "trained" : "ready";
    case RunState::training:
      return "training";
    case RunState::finished:
      return "finished";
  }
  return "";
}

void state_pill(const LabState& lab, const Rect& row) {
  const Ui& ui = lab.ui;
  const bool on = lab.now->state == RunState::training;
  const char* words = state_words(lab);
  const float width = text_width(ui, Type::small, words) + ui.em(1.875f);
  Rect pill = row;
  pill = centred(cut_right(pill, width), width, ui.em(1.5f));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 tone = on ? colour::kAccent : colour::kTextFaint;
  list->AddRectFilled(pill.min, pill.max, colour::faded(tone, on ? 0.16f : 0.12f), ui.em(0.75f));
  list->AddCircleFilled({pill.min.x + ui.em(0.75f), pill.middle().y}, ui.em(0.2f), tone, 16);
  cut_left(pill, ui.em(1.25f));
  draw_text(ui, pill, Type::small, on ? colour::kAccent : colour::kTextSoft, words);
}

// The recipe in words and as a shape.
struct Description {
  bool words, shape;
};

float description_height(const LabState& lab, float width, Description what) {
  const Ui& ui = lab.ui;
  float height = 0;
  if (what.words) {
    const Rect measured{{0, 0}, {width, 0}};
    height +=
        draw_paragraph(ui, measured, Type::small, 0, lab.now->recipe.description.c_str(), true);
    height += ui.em(what.shape ? 0.75f : 0);
  }
  if (what.shape) height += ui.em(3.5f);
  return height > 0 ? height + ui.em(1.125f) : 0;
}

void describe(LabState& lab, Rect area, Description what) {
  Ui& ui = lab.ui;
  const Recipe& recipe = lab.now->recipe;
  if (what.words) {
    const char* words = recipe.description.c_str();
    cut_top(area, draw_paragraph(ui, area, Type::small, colour::kTextSoft, words));
    cut_top(area, ui.em(0.75f));
  }
  if (what.shape) silhouette(ui, cut_top(area, ui.em(3.5f)), recipe.network);
}

void run_buttons(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  const Snapshot& now = *lab.now;
  const bool ready = now.state != RunState::waiting;
  const float gap = ui.em(0.5f);
  const bool roomy = row.width() > ui.em(26);
  // Without curves the offer stands in their place.
  if (has_curves(now) && offer_for(lab.pretrained, now.recipe.name)) {
    pretrained_button(lab, cut_right(row, roomy ? ui.em(7.5f) : ui.theme.control), roomy);
    cut_right(row, gap);
  }
  const Rect reset = cut_right(row, ui.em(roomy ? 5.75f : 5.25f));
  if (button(ui, "reset", reset, Icon::shuffle, "Reset", Look::plain, ready)) {
    lab.session.send(Reset{++lab.seed});
  }
  explain(ui, "Forget everything: new random weights, and the run starts again from step 0.");
  cut_right(row, gap);
  const bool training = now.state == RunState::training;
  const Rect step = cut_right(row, ui.em(roomy ? 5.25f : 4.75f));
  if (button(ui, "step", step, Icon::step, "Step", Look::plain, ready && !training)) {
    lab.session.send(TrainSteps{1});
  }
  explain(ui, "One batch: forward, backward, one step of the optimiser.");
  cut_right(row, gap);
  if (training) {
    if (button(ui, "start", row, Icon::pause, "Pause", Look::primary)) lab.session.send(Pause{});
  } else {
    const char* words = now.step > 0 ? "Continue" : "Train";
    if (button(ui, "start", row, Icon::play, words, Look::primary, ready)) {
      lab.session.send(Start{});
    }
  }
}

void figure(const Ui& ui, Rect place, const char* title, const char* value, ImU32 dot) {
  Rect top = cut_top(place, line_height(ui, Type::small));
  if (dot) {
    const Rect mark = cut_left(top, ui.em(0.875f));
    ImGui::GetWindowDrawList()->AddCircleFilled({mark.min.x + ui.em(0.25f), mark.middle().y},
                                                ui.em(0.25f), dot, 20);
  }
  draw_text(ui, top, Type::small, colour::kTextSoft, title);
  draw_text(ui, place, Type::figure, colour::kTextStrong, value);
}

void figures(LabState& lab, const Rect& row) {
  const Ui& ui = lab.ui;
  const Snapshot& now = *lab.now;
  const float gap = ui.em(0.5f);
  const bool any = !now.parameters.empty();
  figure(ui, cell(row, 0, 4, gap), "Test loss", any ? loss_text(now.test_loss) : "–", kTestColour);
  figure(ui, cell(row, 1, 4, gap), "Train loss", any ? loss_text(now.train_loss) : "–",
         kTrainColour);
  figure(ui, cell(row, 2, 4, gap), "Epoch", any ? format("%.2f", now.epoch) : "–", 0);
  const char* speed = now.images_per_second > 0
                          ? grouped(static_cast<long long>(std::round(now.images_per_second)))
                          : "–";
  figure(ui, cell(row, 3, 4, gap), "Images / s", speed, 0);
}

void progress(const LabState& lab, const Rect& bar) {
  const Snapshot& now = *lab.now;
  const float rounding = 0.5f * bar.height();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min, bar.max, colour::kControl, rounding);
  if (now.total_steps <= 0 || now.step <= 0) return;
  const auto share =
      std::min(1.0, static_cast<double>(now.step) / static_cast<double>(now.total_steps));
  const float x = bar.min.x + std::max(bar.height(), static_cast<float>(share) * bar.width());
  list->AddRectFilled(bar.min, {x, bar.max.y}, colour::kAccent, rounding);
}

constexpr float kSettingLabels = 5.5f;  // em
constexpr double kSlowest = 1e-5;       // learning rates of the slider
constexpr double kFastest = 1e-1;

void learning_rate(LabState& lab, const Rect& row) {
  const Snapshot& now = *lab.now;
  const double rate = lab.learning_rate.shown(now, now.recipe.optimizer.learning_rate);
  const bool on = !now.parameters.empty();
  auto position = static_cast<float>(std::log(rate / kSlowest) / std::log(kFastest / kSlowest));
  position = std::clamp(position, 0.0f, 1.0f);
  const SliderText text{"Learning rate", on ? format("%.2g", rate) : "–", lab.ui.em(kSettingLabels),
                        lab.ui.em(3.5f)};
  if (slider(lab.ui, "learning-rate", row, text, position, colour::kAccent, on)) {
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
    segmented(ui, "train-noise-kind", row, kNoiseNames, kShortNoiseNames, kind, colour::kNoise);
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

float settings_height(const Ui& ui, float width) {
  return ui.theme.control * (noise_in_one_row(ui, width) ? 2.0f : 3.0f);
}

void training_noise(LabState& lab, Rect rect) {
  Ui& ui = lab.ui;
  const Snapshot& now = *lab.now;
  NoiseSpec noise = lab.training_noise.shown(now, now.recipe.noise);
  const NoiseSpec before = noise;
  const bool on = !now.parameters.empty();
  const bool one_row = noise_in_one_row(ui, rect.width());
  Rect row = cut_top(rect, ui.theme.control);
  if (one_row) {
    draw_text(ui, cut_left(row, ui.em(kSettingLabels)), Type::small, colour::kTextSoft, "Noise");
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
  if (slider(ui, "train-noise-strength", row, text, position, colour::kNoise, noisy)) {
    noise.strength = std::round(position * most * 100) / 100;
  }
  if (on && noise != before) lab.training_noise = {noise, lab.session.send(SetNoise{noise})};
}

void settings(LabState& lab, Rect area) {
  learning_rate(lab, cut_top(area, lab.ui.theme.control));
  training_noise(lab, area);
}

constexpr float kProbeLabels = 5;  // em, where they stand at the left

float probe_tile(const Ui& ui, float width) {
  return std::floor((width - 7 * ui.em(0.375f)) / static_cast<float>(Probe::kCount));
}

bool labels_at_left(const Ui& ui, float width) { return width > ui.em(24); }

float probe_height(const Ui& ui, float width) {
  const bool left = labels_at_left(ui, width);
  const float labels = left ? 0 : line_height(ui, Type::small);
  const float tile = probe_tile(ui, left ? width - ui.em(kProbeLabels) : width);
  return line_height(ui, Type::small) + ui.em(0.375f) + 3 * (tile + labels) + 2 * ui.em(0.375f);
}

// One row of the probe; gives the rectangle of its tiles.
Rect probe_row(LabState& lab, Rect& area, int which) {
  const Ui& ui = lab.ui;
  const char* titles[] = {"Noisy", "Rebuilt", "Original"};
  const bool left = labels_at_left(ui, area.width());
  if (!left) {
    draw_text(ui, cut_top(area, line_height(ui, Type::small)), Type::small, colour::kTextSoft,
              titles[which]);
  }
  const float labels = left ? ui.em(kProbeLabels) : 0;
  Rect row = cut_top(area, probe_tile(ui, area.width() - labels));
  const Rect label = cut_left(row, labels);
  if (left) {
    const ImU32 tone = which == 1 ? colour::kTextStrong : colour::kTextSoft;
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
      list->AddRectFilled(place.min, place.max, colour::kControl, tile_rounding(ui, place));
    }
  }
  if (any) lab.digits.end(list);
  cut_top(area, ui.em(0.375f));
  return row;
}

void probe(LabState& lab, Rect area) {
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
      ImGui::GetWindowDrawList()->AddRect(ring.min, ring.max, colour::kAccent, ui.em(0.3125f), 0,
                                          ui.em(0.09f));
    }
    if (pressed && originals.rows() == kDigitSide * kDigitSide) {
      lab.drawing.show_image({originals.col(i).data(), static_cast<std::size_t>(originals.rows())});
      lab.tab = ui.one_panel ? Panel::draw : lab.tab;
      ui.again = true;
    }
  }
}

float run_height(const Ui& ui) {
  return ui.theme.control + ui.em(0.75f + 0.25f + 0.875f) + line_height(ui, Type::small) +
         line_height(ui, Type::figure);
}

// Buttons, progress and figures.
void run(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  run_buttons(lab, cut_top(area, ui.theme.control));
  cut_top(area, ui.em(0.75f));
  progress(lab, cut_top(area, ui.em(0.25f)));
  cut_top(area, ui.em(0.875f));
  figures(lab, area);
}

Invitation invitation(const LabState& lab) {
  if (lab.is_pretrained) {
    return {trained_words(lab.now->recipe), "Reset, then Train: see it learn from nothing"};
  }
  if (lab.now->state == RunState::waiting) {
    return {"The curves begin when the digits have arrived"};
  }
  return {"Press Train and watch the loss fall"};
}

void curves(LabState& lab, Rect rect) {
  const bool can_load = offer_for(lab.pretrained, lab.now->recipe.name) && !lab.is_pretrained;
  if (can_load && !has_curves(*lab.now)) {
    load_trained(lab, cut_bottom(rect, lab.ui.theme.control));
    cut_bottom(rect, lab.ui.em(0.375f));
  }
  loss_curves(lab.ui, "curves", rect, *lab.now, invitation(lab));
}

// Two columns: a phone on its side.
float side_by_side(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  Rect left = cut_left(area, std::floor(0.48f * area.width()));
  cut_left(area, ui.theme.section());
  const float probe_room = probe_height(ui, area.width());
  curves(lab, cut_top(area, std::max(area.height() - probe_room - ui.em(1), ui.em(7))));
  cut_top(area, ui.em(1));
  probe(lab, cut_top(area, probe_room));
  run(lab, cut_top(left, run_height(ui)));
  cut_top(left, ui.em(0.75f));
  settings(lab, cut_top(left, settings_height(ui, left.width())));
  cut_top(left, ui.em(0.75f));
  const Description shape{false, !lab.now->parameters.empty()};
  describe(lab, cut_top(left, description_height(lab, left.width(), shape)), shape);
  footer(lab, cut_top(left, line_height(ui, Type::small)));
  return std::max(left.min.y, area.min.y);
}

}  // namespace

float train_panel(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  const float width = area.width();
  if (width > ui.em(42)) return side_by_side(lab, area);
  if (!ui.tabs_name_panel) state_pill(lab, panel_heading(lab, area, "Train", ""));

  const float smallest = ui.em(7.25f);  // of the curves
  const float fixed = run_height(ui) + ui.em(0.75f) + ui.em(1) + probe_height(ui, width) +
                      ui.em(0.875f) + settings_height(ui, width);
  const float room = area.height() - fixed - smallest;
  const bool known = !lab.now->parameters.empty();
  Description what{known && !ui.one_panel, known};
  if (!ui.one_panel && description_height(lab, width, what) > room) {
    what.words = false;
    what.shape = known && description_height(lab, width, what) <= room;
  }
  const float description = description_height(lab, width, what);
  describe(lab, cut_top(area, description), what);
  run(lab, cut_top(area, run_height(ui)));
  cut_top(area, ui.em(0.75f));
  curves(lab, cut_top(area, std::clamp(smallest + room - description, smallest, ui.em(22))));
  cut_top(area, ui.em(1));
  probe(lab, cut_top(area, probe_height(ui, width)));
  cut_top(area, ui.em(0.875f));
  settings(lab, cut_top(area, settings_height(ui, width)));
  if (ui.one_panel) {
    cut_top(area, ui.em(1));
    const Description words{known, false};
    describe(lab, cut_top(area, description_height(lab, width, words)), words);
    footer(lab, cut_top(area, line_height(ui, Type::small)));
  }
  return area.min.y;
}

}  // namespace hourglass
