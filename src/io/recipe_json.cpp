#include "io/recipe_json.h"

#include <limits>

#include "io/json_object.h"
#include "io/network_json.h"
#include "io/numbers.h"

namespace hourglass {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::int64_t kMaxInputs = 65536;
constexpr std::int64_t kMaxCount = std::numeric_limits<std::int64_t>::max();

void read_kind_and_strength(ObjectReader& reader, NoiseSpec& out) {
  reader.choice("kind", out.kind, ObjectReader::kRequired);
  reader.number("strength", out.strength,
                out.kind == NoiseKind::none ? ObjectReader::kOptional : ObjectReader::kRequired);
}

void read_noise(const char* key, NoiseSpec& out, ObjectReader& parent) {
  const json* value = parent.member(key);
  if (value == nullptr) return;
  ObjectReader reader(*value, parent.path_of(key));
  read_kind_and_strength(reader, out);
  if (auto fault = reader.finish()) parent.fail(*fault);
}

void read_mixture(const json& shares, std::vector<NoiseShare>& out, ObjectReader& parent) {
  if (!shares.is_array() || shares.empty()) {
    parent.fail({parent.path_of("mixture") + ": expected a list of kinds of noise, got " +
                 preview(shares)});
    return;
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    ObjectReader reader(shares[i], parent.path_of("mixture") + "[" + std::to_string(i) + "]");
    NoiseShare share;
    read_kind_and_strength(reader, share.noise);
    reader.number("weight", share.weight);
    if (auto fault = reader.finish()) parent.fail(*fault);
    out.push_back(share);
  }
}

void read_training_noise(Recipe& recipe, ObjectReader& parent) {
  const json* value = parent.member("noise");
  if (value == nullptr) return;
  ObjectReader reader(*value, parent.path_of("noise"));
  if (const json* shares = value->is_object() ? reader.member("mixture") : nullptr) {
    read_mixture(*shares, recipe.noise_mixture, reader);
  } else {
    read_kind_and_strength(reader, recipe.noise);
  }
  reader.flag("fixed", recipe.noise_fixed);
  if (auto fault = reader.finish()) parent.fail(*fault);
}

void read_optimizer(OptimizerSpec& out, ObjectReader& parent) {
  const json* value = parent.member("optimizer");
  if (value == nullptr) return;
  ObjectReader reader(*value, parent.path_of("optimizer"));
  reader.choice("kind", out.kind, ObjectReader::kRequired);
  reader.number("learning_rate", out.learning_rate);
  reader.number("weight_decay", out.weight_decay);
  if (out.kind == OptimizerKind::adam) {
    reader.number("beta1", out.beta1);
    reader.number("beta2", out.beta2);
    reader.number("epsilon", out.epsilon);
  } else {
    reader.number("momentum", out.momentum);
  }
  if (auto fault = reader.finish()) parent.fail(*fault);
}

void read_schedule(ScheduleSpec& out, ObjectReader& parent) {
  const json* value = parent.member("schedule");
  if (value == nullptr) return;
  ObjectReader reader(*value, parent.path_of("schedule"));
  reader.choice("kind", out.kind, ObjectReader::kRequired);
  if (out.kind != ScheduleKind::constant) reader.number("minimum", out.minimum);
  if (out.kind == ScheduleKind::plateau) {
    reader.number("factor", out.factor);
    reader.integer("patience", 0, kMaxCount, out.patience);
    reader.number("threshold", out.threshold);
    reader.integer("cooldown", 0, kMaxCount, out.cooldown);
    reader.number("epsilon", out.epsilon);
  }
  if (auto fault = reader.finish()) parent.fail(*fault);
}

void read_early_stop(EarlyStopSpec& out, ObjectReader& parent) {
  const json* value = parent.member("early_stop");
  if (value == nullptr) return;
  ObjectReader reader(*value, parent.path_of("early_stop"));
  reader.integer("patience", 0, kMaxCount, out.patience, ObjectReader::kRequired);
  if (auto fault = reader.finish()) parent.fail(*fault);
}

Recipe read_recipe(ObjectReader& reader) {
  Recipe recipe;
  std::int64_t inputs = recipe.network.inputs;
  reader.text("name", recipe.name);
  reader.text("title", recipe.title);
  reader.text("description", recipe.description);
  reader.integer("inputs", 1, kMaxInputs, inputs);
  recipe.network.inputs = static_cast<Index>(inputs);
  read_layers("encoder", recipe.network.encoder, reader);
  read_layers("decoder", recipe.network.decoder, reader);
  reader.choice("initialization", recipe.initialization);
  reader.choice("loss", recipe.loss);
  reader.choice("reduction", recipe.reduction);
  read_penalties("penalties", recipe.penalties, reader);
  read_optimizer(recipe.optimizer, reader);
  read_schedule(recipe.schedule, reader);
  read_early_stop(recipe.early_stop, reader);
  read_training_noise(recipe, reader);
  read_noise("test_noise", recipe.test_noise, reader);
  reader.choice("sampling", recipe.sampling);
  reader.integer("batch_size", 1, kMaxCount, recipe.batch_size);
  reader.integer("epochs", 0, kMaxCount, recipe.epochs);
  reader.integer("steps", 0, kMaxCount, recipe.steps);
  reader.seed("seed", recipe.seed);
  return recipe;
}

// A float's own shortest decimal: 0.3, where its nearest double would read 0.30000001192092896.
json decimal(float value) {
  const auto shortest = parse_number(number_to_text(value));
  const bool same = shortest && static_cast<float>(*shortest) == value;
  return same ? *shortest : double{value};
}

ordered_json noise_to_json(const NoiseSpec& noise) {
  ordered_json value = {{"kind", name_of(noise.kind)}};
  if (noise.kind != NoiseKind::none || noise.strength != 0) {
    value["strength"] = decimal(noise.strength);
  }
  return value;
}

ordered_json training_noise_to_json(const Recipe& recipe) {
  ordered_json value = noise_to_json(recipe.noise);
  if (!recipe.noise_mixture.empty()) {
    ordered_json shares = ordered_json::array();
    for (const NoiseShare& share : recipe.noise_mixture) {
      shares.push_back(noise_to_json(share.noise));
      shares.back()["weight"] = decimal(share.weight);
    }
    value = {{"mixture", shares}};
  }
  if (recipe.noise_fixed) value["fixed"] = true;
  return value;
}

ordered_json optimizer_to_json(const OptimizerSpec& optimizer) {
  const OptimizerSpec usual;
  ordered_json value = {{"kind", name_of(optimizer.kind)},
                        {"learning_rate", optimizer.learning_rate}};
  const auto unless_usual = [&](const char* key, double OptimizerSpec::*field) {
    if (optimizer.*field != usual.*field) value[key] = optimizer.*field;
  };
  unless_usual("weight_decay", &OptimizerSpec::weight_decay);
  if (optimizer.kind == OptimizerKind::adam) {
    unless_usual("beta1", &OptimizerSpec::beta1);
    unless_usual("beta2", &OptimizerSpec::beta2);
    unless_usual("epsilon", &OptimizerSpec::epsilon);
  } else {
    unless_usual("momentum", &OptimizerSpec::momentum);
  }
  return value;
}

ordered_json schedule_to_json(const ScheduleSpec& schedule) {
  const ScheduleSpec usual;
  ordered_json value = {{"kind", name_of(schedule.kind)}};
  const auto unless_usual = [&](const char* key, auto field) {
    if (schedule.*field != usual.*field) value[key] = schedule.*field;
  };
  if (schedule.kind != ScheduleKind::constant) unless_usual("minimum", &ScheduleSpec::minimum);
  if (schedule.kind == ScheduleKind::plateau) {
    unless_usual("factor", &ScheduleSpec::factor);
    unless_usual("patience", &ScheduleSpec::patience);
    unless_usual("threshold", &ScheduleSpec::threshold);
    unless_usual("cooldown", &ScheduleSpec::cooldown);
    unless_usual("epsilon", &ScheduleSpec::epsilon);
  }
  return value;
}

}  // namespace

Result<Recipe> parse_recipe(std::string_view text) {
  Result<json> document = parse_json(text);
  if (!document.ok()) return Error{"the recipe is no valid JSON: " + document.error().message};
  ObjectReader reader(document.value(), "");
  Recipe recipe = read_recipe(reader);
  if (auto fault = reader.finish()) return *fault;
  if (auto valid = validate(recipe); !valid.ok()) return valid.error();
  return recipe;
}

std::string recipe_to_json(const Recipe& recipe) {
  const Recipe usual;
  ordered_json value = {
      {"name", recipe.name},
      {"title", recipe.title},
      {"description", recipe.description},
      {"inputs", recipe.network.inputs},
      {"encoder", layers_to_json(recipe.network.encoder)},
      {"decoder", layers_to_json(recipe.network.decoder)},
      {"initialization", name_of(recipe.initialization)},
      {"loss", name_of(recipe.loss)},
  };
  if (recipe.reduction != usual.reduction) value["reduction"] = name_of(recipe.reduction);
  if (!recipe.penalties.empty()) value["penalties"] = penalties_to_json(recipe.penalties);
  value["optimizer"] = optimizer_to_json(recipe.optimizer);
  if (recipe.schedule.kind != ScheduleKind::constant) {
    value["schedule"] = schedule_to_json(recipe.schedule);
  }
  if (recipe.early_stop.on()) value["early_stop"] = {{"patience", recipe.early_stop.patience}};
  value["noise"] = training_noise_to_json(recipe);
  value["test_noise"] = noise_to_json(recipe.test_noise);
  value["sampling"] = name_of(recipe.sampling);
  if (recipe.sampling == Sampling::epochs || recipe.epochs != usual.epochs) {
    value["epochs"] = recipe.epochs;
  }
  if (recipe.sampling == Sampling::random || recipe.steps != usual.steps) {
    value["steps"] = recipe.steps;
  }
  value["batch_size"] = recipe.batch_size;
  value["seed"] = recipe.seed;
  return to_pretty_text(value);
}

}  // namespace hourglass
