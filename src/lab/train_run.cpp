// The run: its state, what starts, slows and ends it, how far it is, and its figures.
#include <algorithm>
#include <cmath>

#include "lab/pretrained_view.h"
#include "lab/run_undo.h"
#include "lab/train_parts.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr double kFastestPace = 20;  // steps a second, of slow motion

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
      return now.step < now.total_steps ? "stopped early" : "finished";
  }
  return "";
}

void reset_button(LabState& lab, const Rect& place, bool ready) {
  if (button(lab.ui, "reset", place, Icon::shuffle, "Reset", Look::plain, ready)) {
    offer_run_back(lab, "Run forgotten");
    lab.session.send(Reset{++lab.seed});
  }
  explain(lab.ui, "Forget everything: new random weights, and the run starts again from step 0.");
}

void step_button(LabState& lab, const Rect& place, bool ready) {
  const bool narrow = place.width() < 1.5f * lab.ui.theme.control;  // a sign will do
  if (button(lab.ui, "step", place, Icon::step, narrow ? "" : "Step", Look::plain, ready)) {
    lab.session.send(TrainSteps{1});
  }
  explain(lab.ui, "One batch: forward, backward, one step of the optimiser.");
}

void slow_button(LabState& lab, const Rect& place) {
  const double pace = lab.now->pace;
  if (toggle(lab.ui, "slow", place, Icon::slow, "", pace > 0)) {
    lab.session.send(SetPace{pace > 0 ? 0 : lab.train.slow_pace});
  }
  explain(lab.ui, "Slow motion: a few steps a second, each of them seen.");
}

void start_button(LabState& lab, const Rect& place, bool ready) {
  if (lab.now->state == RunState::training) {
    if (button(lab.ui, "start", place, Icon::pause, "Pause", Look::primary)) {
      lab.session.send(Pause{});
    }
    return;
  }
  const char* words = lab.now->step > 0 ? "Continue" : "Train";
  if (button(lab.ui, "start", place, Icon::play, words, Look::primary, ready)) {
    lab.session.send(Start{});
  }
}

// Without curves the offer stands in their place.
bool has_trained_button(const LabState& lab) {
  return offers_trained(lab) && (has_curves(*lab.now) || !shows(lab, Control::curves));
}

bool has_run_buttons(const LabState& lab) {
  return shows(lab, Control::run) || shows(lab, Control::step) || shows(lab, Control::reset) ||
         has_trained_button(lab);
}

// The row for slow motion's speed.
bool has_pace(const LabState& lab) { return lab.now->pace > 0 && shows(lab, Control::step); }

// From the right; the first that is shown takes what the others leave.
void run_buttons(LabState& lab, Rect row) {
  const Ui& ui = lab.ui;
  const bool ready = lab.now->state != RunState::waiting;
  const bool roomy = row.width() > ui.em(26);
  auto cut = [&](float width) {
    const Rect place = cut_right(row, width);
    cut_right(row, ui.em(0.5f));
    return place;
  };
  const bool run = shows(lab, Control::run);
  const bool step = shows(lab, Control::step);
  const bool reset = shows(lab, Control::reset);
  if (has_trained_button(lab)) {
    const bool in_words = row.width() > ui.em(34) || !(run || step || reset);
    pretrained_button(lab, cut(in_words ? ui.em(7.5f) : ui.theme.control), in_words);
  }
  if (reset) {
    reset_button(lab, run || step ? cut(ui.em(roomy ? 5.75f : 5.25f)) : row, ready);
  }
  if (step) {
    const bool idle = ready && lab.now->state != RunState::training;
    const bool narrow = row.width() < ui.em(17);
    const float width = narrow ? ui.theme.control : ui.em(roomy ? 5.25f : 4.75f);
    if (run) {
      step_button(lab, cut(width), idle);
      slow_button(lab, cut(ui.theme.control));
    } else {
      slow_button(lab, cut(ui.theme.control));
      step_button(lab, row, idle);
    }
  }
  if (run) start_button(lab, row, ready);
}

void figure(const Ui& ui, Rect place, const char* title, const char* value, ImU32 dot) {
  Rect top = cut_top(place, line_height(ui, Type::small));
  if (dot) {
    const Rect mark = cut_left(top, ui.em(0.875f));
    ImGui::GetWindowDrawList()->AddCircleFilled({mark.min.x + ui.em(0.25f), mark.middle().y},
                                                ui.em(0.25f), dot, 20);
  }
  draw_text(ui, top, Type::small, palette().text_soft, title);
  draw_text(ui, place, Type::figure, palette().text_strong, value);
}

// What the figures tell: of now, or of the moment that is looked back at.
HistoryPoint shown_point(const LabState& lab) {
  const Snapshot& now = *lab.now;
  HistoryPoint point{now.step, now.epoch, now.train_loss, now.test_loss};
  if (!lab.moment) return point;
  point = {lab.moment->step, lab.moment->epoch, std::nan(""), lab.moment->test_loss};
  for (const HistoryPoint& past : now.history.points()) {
    if (past.step <= point.step) point.train_loss = past.train_loss;
  }
  return point;
}

void figures(LabState& lab, const Rect& row) {
  const Ui& ui = lab.ui;
  const Snapshot& now = *lab.now;
  const HistoryPoint point = shown_point(lab);
  const float gap = ui.em(0.5f);
  const bool any = !now.parameters.empty();
  figure(ui, cell(row, 0, 4, gap), "Test loss", any ? loss_text(point.test_loss) : "–",
         palette().accent);
  figure(ui, cell(row, 1, 4, gap), "Train loss", any ? loss_text(point.train_loss) : "–",
         palette().train_curve);
  figure(ui, cell(row, 2, 4, gap), "Epoch", any ? format("%.2f", point.epoch) : "–", 0);
  const char* speed = now.images_per_second > 0
                          ? grouped(static_cast<long long>(std::round(now.images_per_second)))
                          : "–";
  figure(ui, cell(row, 3, 4, gap), "Images / s", speed, 0);
}

void progress(const LabState& lab, const Rect& bar) {
  const Snapshot& now = *lab.now;
  const float rounding = 0.5f * bar.height();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min, bar.max, palette().control, rounding);
  if (now.total_steps <= 0 || now.step <= 0) return;
  const auto share =
      std::min(1.0, static_cast<double>(now.step) / static_cast<double>(now.total_steps));
  const float x = bar.min.x + std::max(bar.height(), static_cast<float>(share) * bar.width());
  list->AddRectFilled(bar.min, {x, bar.max.y}, palette().accent, rounding);
}

// Steps a second, while there is slow motion.
void pace(LabState& lab, const Rect& row) {
  float position = static_cast<float>((lab.train.slow_pace - 1) / (kFastestPace - 1));
  const SliderText text{"Slow motion", format("%.0f / s", lab.train.slow_pace), lab.ui.em(5.5f),
                        lab.ui.em(3.5f)};
  if (!slider(lab.ui, "pace", row, text, position, palette().accent)) return;
  lab.train.slow_pace = std::round(1 + static_cast<double>(position) * (kFastestPace - 1));
  lab.session.send(SetPace{lab.train.slow_pace});
}

}  // namespace

void state_pill(const LabState& lab, const Rect& row) {
  const Ui& ui = lab.ui;
  const bool on = lab.now->state == RunState::training;
  const char* words = state_words(lab);
  const float width = text_width(ui, Type::small, words) + ui.em(1.875f);
  Rect pill = row;
  pill = centred(cut_right(pill, width), width, ui.em(1.5f));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 tone = on ? palette().accent : palette().text_faint;
  list->AddRectFilled(pill.min, pill.max, colour::faded(tone, on ? 0.16f : 0.12f), ui.em(0.75f));
  list->AddCircleFilled({pill.min.x + ui.em(0.75f), pill.middle().y}, ui.em(0.2f), tone, 16);
  cut_left(pill, ui.em(1.25f));
  draw_text(ui, pill, Type::small, on ? palette().accent : palette().text_soft, words);
}

float run_height(const LabState& lab) {
  const Ui& ui = lab.ui;
  const float buttons = has_run_buttons(lab) ? ui.theme.control + ui.em(0.75f) : 0;
  const float slow = has_pace(lab) ? ui.theme.control + ui.em(0.25f) : 0;
  return buttons + slow + ui.em(0.25f + 0.875f) + line_height(ui, Type::small) +
         line_height(ui, Type::figure);
}

void run_part(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const bool buttons = has_run_buttons(lab);
  if (buttons) run_buttons(lab, cut_top(area, ui.theme.control));
  if (has_pace(lab)) {
    cut_top(area, ui.em(0.25f));
    pace(lab, cut_top(area, ui.theme.control));
  }
  if (buttons) cut_top(area, ui.em(0.75f));
  progress(lab, cut_top(area, ui.em(0.25f)));
  cut_top(area, ui.em(0.875f));
  figures(lab, area);
}

}  // namespace hourglass
