// The editor's page of training: loss, penalty, noise, optimiser, schedule, length, first weights.
#include <algorithm>
#include <cmath>

#include "lab/fields.h"
#include "lab/recipe_editor_view.h"

namespace hourglass {
namespace {

constexpr const char* kLosses[] = {"Mean squared error", "Cross-entropy"};
constexpr const char* kPenalties[] = {"None",        "L1, sum",     "L1, mean",
                                      "KL sparsity", "Contractive", "KL to N(0, 1)"};
constexpr const char* kOptimizers[] = {"Adam", "SGD"};
constexpr const char* kSchedules[] = {"Constant", "On plateaus", "Cosine"};
constexpr const char* kInitializations[] = {"PyTorch", "Xavier", "He"};

// The rows of the page, one below the other.
struct TrainingForm {
  Ui& ui;
  Rect area;

  Rect row() {
    const Rect row = cut_top(area, ui.theme.control);
    cut_top(area, ui.em(ui.large_targets ? 0.375f : 0.0625f));
    return row;
  }
  void gap() { cut_top(area, ui.em(0.5f)); }

  template <class Number>
  void number(const char* name, const char* label, const NumberRange& range, Number& value,
              const char* zero_text = "0") {
    auto number = static_cast<double>(value);
    if (number_field(ui, name, row(), label, range, number, zero_text)) {
      value = static_cast<Number>(number);
    }
  }
  template <class Kind>
  bool choice(const char* name, const char* label, std::span<const char* const> names,
              Kind& value) {
    auto chosen = static_cast<int>(value);
    if (!choice_field(ui, name, row(), label, names, chosen)) return false;
    value = static_cast<Kind>(chosen);
    return true;
  }
};

void penalty(TrainingForm& form, Recipe& draft) {
  const PenaltySpec* now = penalty_of(draft);
  int chosen = now ? static_cast<int>(now->kind) + 1 : 0;
  if (list_field(form.ui, "edit-penalty", form.row(), "Penalty", kPenalties, chosen)) {
    if (chosen == 0) {
      remove_penalty(draft);
    } else {
      set_penalty(draft, static_cast<PenaltyKind>(chosen - 1));
    }
  }
  if (!penalty_of(draft)) return;
  PenaltySpec& it = draft.penalties.front();
  form.number("edit-penalty-weight", "Strength", {1e-7, 100, true}, it.weight);
  if (it.kind == PenaltyKind::kl_sparsity) {
    form.number("edit-penalty-target", "Mean activity", {0.005, 0.5}, it.target);
  }
}

void noise(TrainingForm& form, Recipe& draft) {
  const bool mixed = !draft.noise_mixture.empty();
  std::vector<const char*> names(std::begin(kNoiseNames), std::end(kNoiseNames));
  if (mixed) names.push_back("Several kinds");
  int kind = mixed ? static_cast<int>(names.size()) - 1 : static_cast<int>(draft.noise.kind);
  if (list_field(form.ui, "edit-noise", form.row(), "Noise", names, kind) &&
      kind < static_cast<int>(std::size(kNoiseNames))) {
    set_noise(draft, kind == 0 ? NoiseSpec{} : with_kind(draft.noise, kind));
  }
  if (draft.noise.kind == NoiseKind::none) return;
  const float most = max_strength(draft.noise.kind);
  float position = draft.noise.strength / most;
  const SliderText text{"Strength", format("%.2f", static_cast<double>(draft.noise.strength)),
                        form.ui.em(7), form.ui.em(4)};
  if (slider(form.ui, "edit-noise-strength", form.row(), text, position, palette().noise)) {
    set_noise(draft, {draft.noise.kind, std::round(position * most * 100) / 100});
  }
}

void optimizer(TrainingForm& form, OptimizerSpec& optimizer) {
  form.choice("edit-optimizer", "Optimiser", kOptimizers, optimizer.kind);
  form.number("edit-learning-rate", "Learning rate", {1e-5, 1}, optimizer.learning_rate);
  form.number("edit-weight-decay", "Weight decay", {1e-7, 1e-1, true}, optimizer.weight_decay);
  if (optimizer.kind != OptimizerKind::sgd) return;
  float position = static_cast<float>(optimizer.momentum);
  const SliderText text{"Momentum", format("%.2f", optimizer.momentum), form.ui.em(7),
                        form.ui.em(4)};
  if (slider(form.ui, "edit-momentum", form.row(), text, position, palette().accent)) {
    optimizer.momentum = std::min(0.99, std::round(static_cast<double>(position) * 100) / 100);
  }
}

void length(TrainingForm& form, Recipe& draft) {
  form.number("edit-batch", "Batch size", {1, 1024, false, true}, draft.batch_size);
  if (draft.sampling == Sampling::epochs) {
    form.number("edit-epochs", "Epochs", {1, 200, false, true}, draft.epochs);
  } else {
    form.number("edit-steps", "Steps", {100, 100'000, false, true}, draft.steps);
  }
  form.number("edit-patience", "Early stop", {1, 50, true, true}, draft.early_stop.patience,
              "never");
}

}  // namespace

float training_fields(LabState& lab, Rect area, Recipe& draft) {
  TrainingForm form{lab.ui, area};
  form.choice("edit-loss", "Loss", kLosses, draft.loss);
  penalty(form, draft);
  noise(form, draft);
  form.gap();
  optimizer(form, draft.optimizer);
  form.choice("edit-schedule", "Schedule", kSchedules, draft.schedule.kind);
  form.gap();
  length(form, draft);
  form.gap();
  form.choice("edit-initialization", "First weights", kInitializations, draft.initialization);
  form.number("edit-seed", "Seed", {1, 999, true, true}, draft.seed);
  return form.area.min.y;
}

}  // namespace hourglass
