// What the panel "Compare" does between frames, without drawing.
#include <algorithm>

#include "lab/compare_view.h"
#include "lab/lab_state.h"
#include "lab/run_undo.h"
#include "lab/slices.h"
#include "study/sweep.h"

namespace hourglass {
namespace {

void forget_studies(CompareView& compare) {
  for (BriefStudy* study : {&compare.bench, &compare.sweep}) {
    study->runs = {};
    study->models.clear();
    study->errors.clear();
    study->evaluation.reset();
  }
  compare.studies_changed = true;
}

constexpr std::int64_t kFewestSteps = 300;  // of a brief run: where digits are few, more epochs

Recipe brief_recipe(const LabState& lab) {
  Recipe recipe = *plain_autoencoder(lab.recipes);
  const std::int64_t epoch = steps_per_epoch(recipe, lab.now->data->train.count());
  recipe.epochs = std::max<std::int64_t>(1, (kFewestSteps + epoch - 1) / epoch);
  return recipe;
}

void begin_study(LabState& lab, BriefStudy& study) {
  const CompareView& compare = lab.compare;
  const Recipe recipe = brief_recipe(lab);
  if (&study == &compare.bench) {
    begin(study, noise_sweep(recipe, CompareView::kNoise),
          noises(NoiseKind::gaussian, CompareView::kNoise), lab.now->data);
  } else if (auto recipes = bottleneck_sweep(recipe, CompareView::kCodes); recipes.ok()) {
    begin(study, std::move(recipes.value()), {NoiseSpec{}}, lab.now->data);
  }
}

bool studying(const CompareView& compare) {
  return compare.bench.runs.running || compare.sweep.runs.running;
}

// The rival goes back to what it was before it was lent.
void end_loan(LabState& lab) {
  CompareView& compare = lab.compare;
  if (!compare.loan || studying(compare)) return;
  lab.rival.session->send(
      UseModel{std::move(compare.loan->recipe), std::move(compare.loan->parameters)});
  compare.loan.reset();
}

void use_rival_recipe(LabState& lab, Recipe recipe) {
  CompareView& compare = lab.compare;
  stop_runs(compare.bench.runs, lab.rival);
  stop_runs(compare.sweep.runs, lab.rival);
  compare.loan.reset();
  recipe.seed = lab.now->recipe.seed;
  lab.rival.session->send(UseRecipe{std::move(recipe)});
}

// Whether both models have room; otherwise says why not.
bool has_room(LabState& lab, const Recipe& a, const Recipe& b) {
  if (!lab.fit_together) return true;
  const Result<Done> fit = lab.fit_together(a, b);
  if (!fit.ok()) lab.compare.refusal = fit.error().message;
  return fit.ok();
}

}  // namespace

ImU32 colour_a() { return palette().accent; }
ImU32 colour_b() { return class_colour(0); }

void add_tiles(CompareView& view, DigitRenderer& digits) {
  const auto digit = [&digits] {
    return digits.add(static_cast<int>(kDigitSide), static_cast<int>(kDigitSide));
  };
  view.tile_b = digit();
  view.tile_error_b = digit();
  for (TileId& tile : view.probe_b) tile = digit();
  for (auto& row : view.bench_tiles) {
    for (TileId& tile : row) tile = digit();
  }
  for (auto& row : view.sweep_tiles) {
    for (TileId& tile : row) tile = digit();
  }
}

void advance_compare(LabState& lab) {
  CompareView& compare = lab.compare;
  Rival& rival = lab.rival;
  const bool news = look_at(rival);
  if (!rival.session) return;
  if (follow_data(rival, lab.now->data)) forget_studies(compare);
  compare.changed_b = compare.changed_b || news;
  if (news) {
    for (BriefStudy* study : {&compare.bench, &compare.sweep}) {
      const std::size_t before = study->models.size();
      follow(*study, rival);
      compare.studies_changed = compare.studies_changed || study->models.size() != before;
    }
  }
  end_loan(lab);
  for (BriefStudy* study : {&compare.bench, &compare.sweep}) {
    if (advance(*study, lab.workers, kFrameShare)) lab.ui.again = true;
  }
  advance(compare.duel, sides(lab));
}

std::array<Duel::Side, 2> sides(LabState& lab) {
  const bool alone = lab.compare.against_pca();
  return {Duel::Side{&lab.session, lab.now},
          Duel::Side{alone ? nullptr : lab.rival.session.get(), lab.rival.now}};
}

void choose_pairing(LabState& lab, std::size_t which) {
  CompareView& compare = lab.compare;
  if (compare.duel.on) pause(compare.duel, sides(lab));
  compare.chosen = which;
  compare.changed_b = true;
  compare.refusal.clear();
  const Pairing& pairing = compare.pairings[which];
  if (pairing.b && !has_room(lab, pairing.a.value_or(lab.now->recipe), *pairing.b)) return;
  if (pairing.a && !same_run(*pairing.a, lab.now->recipe)) {
    offer_run_back(lab, "Your model was replaced");
    lab.session.send(UseRecipe{*pairing.a});
  }
  if (pairing.b) use_rival_recipe(lab, *pairing.b);
}

void reset_both(LabState& lab) {
  CompareView& compare = lab.compare;
  if (compare.duel.on) pause(compare.duel, sides(lab));
  offer_run_back(lab, "Both models were reset");
  ++lab.seed;
  for (const Duel::Side& side : sides(lab)) {
    if (side.session) side.session->send(Reset{lab.seed});
  }
}

bool can_study(const LabState& lab) {
  const Snapshot& now = *lab.now;
  return lab.rival.session && now.data && now.data->train.count() > 0 &&
         now.data->train.features() == kDigitPixels;
}

void start_study(LabState& lab, BriefStudy& study) {
  CompareView& compare = lab.compare;
  if (compare.duel.on) pause(compare.duel, sides(lab));
  for (BriefStudy* other : {&compare.bench, &compare.sweep}) {
    if (other != &study) stop_runs(other->runs, lab.rival);
  }
  const Snapshot& held = *lab.rival.now;
  if (!compare.loan && !held.parameters.empty()) compare.loan = {held.recipe, held.parameters};
  if (study.runs.done()) begin_study(lab, study);
  start_runs(study.runs, lab.rival);
  compare.studies_changed = true;
}

void stop_study(LabState& lab, BriefStudy& study) { stop_runs(study.runs, lab.rival); }

}  // namespace hourglass
