#include "lab/saved_state.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "engine/network.h"
#include "io/weights.h"
#include "lab/state_table.h"

namespace hourglass {
namespace {

constexpr const char* kFirstRecipe = "B";

Result<Done> check_fits(const LabState& lab, const Recipe& recipe) {
  return lab.recipe_limit ? lab.recipe_limit(recipe) : Result<Done>(Done{});
}

void offer_undo_to(LabState& lab, const std::string& done, SavedState before) {
  offer_undo(lab.undo, done,
             [before = std::move(before)](LabState& it) { bring_back(it, before); });
}

// A state from outside, all of it valid.
Result<StatePlan> plan_of(const LabState& lab, std::string_view text, bool with_weights) {
  Result<StatePlan> plan = parse_state(text);
  if (!plan.ok()) return plan.error();
  const auto& recipe = plan.value().recipe;
  if (!recipe) return with_weights ? Error{"expected a recipe beside the weights"} : plan;
  if (auto fits = check_fits(lab, *recipe); !fits.ok()) return fits.error();
  return plan;
}

Result<Done> check_parameters(const Recipe& recipe, std::span<const float> parameters) {
  const std::int64_t expected = parameter_count(recipe.network);
  if (static_cast<std::int64_t>(parameters.size()) != expected) {
    return Error{"expected " + std::to_string(expected) + " weights for this network, got " +
                 std::to_string(parameters.size())};
  }
  const bool fine = std::all_of(parameters.begin(), parameters.end(),
                                [](float weight) { return std::isfinite(weight); });
  return fine ? Result<Done>(Done{}) : Error{"expected weights that are finite"};
}

std::uint64_t carry_out(LabState& lab, StatePlan plan, std::vector<float> parameters,
                        const std::string& done) {
  if (!done.empty()) offer_undo_to(lab, done, save_state(lab));
  return hourglass::carry_out(lab, std::move(plan), std::move(parameters));
}

}  // namespace

SavedState save_state(const LabState& lab) {
  return {state_to_text(lab, StateForm::file), lab.now->parameters, lab.data.chosen};
}

void bring_back(LabState& lab, const SavedState& saved) {
  Result<StatePlan> plan = parse_state(saved.text);
  if (!plan.ok()) return;  // it is one of our own
  const bool was_example = saved.text.find(";drawing=") == std::string::npos;
  if (was_example) lab.drawing.show_example(kExampleDigit, true);
  lab.roll = 0;
  speak(lab, "");
  switch_data(lab, saved.data);
  carry_out(lab, std::move(plan.value()), saved.parameters);
}

Result<std::uint64_t> load_weights(LabState& lab, std::span<const std::uint8_t> file) {
  Result<Model> model = read_weights(file);
  if (!model.ok()) return model.error();
  Recipe& recipe = model.value().recipe;
  if (auto fits = check_fits(lab, recipe); !fits.ok()) return fits.error();
  offer_undo_to(lab, "Weights loaded", save_state(lab));
  lab.seed = recipe.seed;
  lab.ui.again = true;
  return lab.session.send(UseModel{std::move(recipe), std::move(model.value().parameters)});
}

Result<std::uint64_t> load_state(LabState& lab, std::string_view text,
                                 std::span<const float> parameters, const std::string& done) {
  Result<StatePlan> plan = plan_of(lab, text, !parameters.empty());
  if (!plan.ok()) return plan.error();
  if (!parameters.empty()) {
    const auto fine = check_parameters(*plan.value().recipe, parameters);
    if (!fine.ok()) return fine.error();
  }
  return carry_out(lab, std::move(plan.value()), {parameters.begin(), parameters.end()}, done);
}

Result<std::uint64_t> load_state(LabState& lab, std::string_view text,
                                 std::span<const std::uint8_t> file, const std::string& done) {
  if (file.empty()) return load_state(lab, text, std::span<const float>(), done);
  Result<StatePlan> plan = plan_of(lab, text, true);
  if (!plan.ok()) return plan.error();
  Result<Model> model = read_weights(file, *plan.value().recipe);
  if (!model.ok()) return model.error();
  return carry_out(lab, std::move(plan.value()), std::move(model.value().parameters), done);
}

Result<std::string> trained_recipe_of(std::string_view text) {
  const Result<StatePlan> plan = parse_state(text);
  if (!plan.ok()) return plan.error();
  return plan.value().trained ? plan.value().recipe->name : std::string();
}

void start_afresh(LabState& lab) {
  offer_undo_to(lab, "Started afresh", save_state(lab));
  lab.drawing.show_example(kExampleDigit, true);
  lab.roll = 0;
  hide(lab, {});
  let_go(lab.code);
  lab.code_changed = true;
  follow_state_data(lab, {});
  for (const Recipe& recipe : lab.recipes) {
    if (recipe.name != kFirstRecipe) continue;
    use_noise_with(lab, recipe.name, recipe.test_noise);
    lab.session.send(UseRecipe{recipe});
  }
  lab.requests.push_back({HostRequest::Kind::first_weights, {}, {}});
  lab.ui.again = true;
}

std::string file_name(const std::string& recipe, const std::string& what) {
  std::string name = "hourglass-";
  for (const char letter : recipe.substr(0, 40)) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) || letter == '-';
    name += plain ? letter : '_';
  }
  return name + (what.starts_with('.') || recipe.empty() ? "" : "-") + what;
}

}  // namespace hourglass
