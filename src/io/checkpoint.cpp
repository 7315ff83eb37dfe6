#include "io/checkpoint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "io/json_object.h"
#include "io/recipe_json.h"
#include "io/safetensors.h"

namespace hourglass {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr char kRecipe[] = "hourglass.recipe";
constexpr char kState[] = "hourglass.checkpoint";
constexpr char kBest[] = "early_stop.parameters";
constexpr std::size_t kMaxText = 4 << 20;
constexpr std::int64_t kMaxCount = 1'000'000'000'000;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Arena = std::vector<float> TrainingState::*;
constexpr std::pair<const char*, Arena> kArenas[] = {{"parameters", &TrainingState::parameters},
                                                     {"optimizer.first", &TrainingState::first},
                                                     {"optimizer.second", &TrainingState::second}};

// ---- writing: numbers that are not finite become null -------------------------------------------

ordered_json mean_to_json(const LossMean& mean) {
  return {{"sum", mean.sum}, {"count", mean.count}};
}

ordered_json interval_to_json(const Interval& interval) {
  ordered_json test = ordered_json::array();
  for (const Metrics* metrics : {&interval.test.reconstruction, &interval.test.noisy}) {
    for (double value : {metrics->mse, metrics->mae, metrics->bce}) test.push_back(value);
  }
  test.push_back(interval.test.negative_elbo);
  return {{"step", interval.step},
          {"epoch", interval.epoch},
          {"train_loss", interval.train_loss},
          {"train_penalty", interval.train_penalty},
          {"learning_rate", interval.learning_rate},
          {"test", test}};
}

ordered_json history_to_json(const std::vector<HistoryPoint>& history) {
  ordered_json points = ordered_json::array();
  for (const HistoryPoint& point : history) {
    points.push_back({point.step, point.epoch, point.train_loss, point.test_loss});
  }
  return points;
}

ordered_json state_to_json(const Checkpoint& checkpoint) {
  const TrainingState& state = checkpoint.state;
  const ScheduleState& schedule = state.schedule;
  const EarlyStopState& stop = state.early_stop;
  return {{"data", checkpoint.data},
          {"seconds", checkpoint.seconds},
          {"step", state.step},
          {"evaluating", state.evaluating},
          {"point", mean_to_json(state.point)},
          {"stretch", mean_to_json(state.stretch)},
          {"penalty", mean_to_json(state.penalty)},
          {"interval", interval_to_json(state.interval)},
          {"schedule",
           {{"learning_rate", schedule.learning_rate},
            {"epochs", schedule.epochs},
            {"best", schedule.best},
            {"bad_epochs", schedule.bad_epochs},
            {"cooldown_left", schedule.cooldown_left}}},
          {"early_stop",
           {{"best", stop.best},
            {"bad_epochs", stop.bad_epochs},
            {"stopped", stop.stopped},
            {"interval", interval_to_json(stop.interval)}}},
          {"history", history_to_json(state.history)}};
}

// ---- reading ------------------------------------------------------------------------------------

// A number, or null for one that is not finite.
void read_number(const char* key, double if_null, double& out, ObjectReader& reader) {
  const json* value = reader.member(key, ObjectReader::kRequired);
  if (value != nullptr && value->is_null()) {
    out = if_null;
  } else {
    reader.number(key, out);
  }
}

void read_count(const char* key, std::int64_t& out, ObjectReader& reader) {
  reader.integer(key, 0, kMaxCount, out, ObjectReader::kRequired);
}

// Reads a member that is an object: read(reader of it).
template <class Read>
void read_object(const char* key, ObjectReader& parent, Read read) {
  const json* value = parent.member(key, ObjectReader::kRequired);
  if (value == nullptr) return;
  ObjectReader reader(*value, parent.path_of(key));
  read(reader);
  if (auto fault = reader.finish()) parent.fail(*fault);
}

void read_mean(const char* key, LossMean& out, ObjectReader& parent) {
  read_object(key, parent, [&](ObjectReader& reader) {
    read_number("sum", kNaN, out.sum, reader);
    read_count("count", out.count, reader);
  });
}

// A list of numbers or nulls, as many as `out` has.
bool read_list(const json& list, std::span<double> out) {
  if (!list.is_array() || list.size() != out.size()) return false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!list[i].is_number() && !list[i].is_null()) return false;
    out[i] = list[i].is_null() ? kNaN : list[i].get<double>();
  }
  return true;
}

void read_interval(ObjectReader& parent, Interval& out) {
  read_object("interval", parent, [&](ObjectReader& reader) {
    read_count("step", out.step, reader);
    read_number("epoch", kNaN, out.epoch, reader);
    read_number("train_loss", kNaN, out.train_loss, reader);
    read_number("train_penalty", kNaN, out.train_penalty, reader);
    read_number("learning_rate", kNaN, out.learning_rate, reader);
    const json* list = reader.member("test", ObjectReader::kRequired);
    std::array<double, 7> test{};
    if (list != nullptr && !read_list(*list, test)) {
      reader.fail({reader.path_of("test") + ": expected seven numbers, got " + preview(*list)});
    }
    out.test = {{test[0], test[1], test[2]}, {test[3], test[4], test[5]}, test[6]};
  });
}

void read_history(std::vector<HistoryPoint>& out, ObjectReader& parent) {
  const json* points = parent.member("history", ObjectReader::kRequired);
  if (points == nullptr) return;
  if (!points->is_array() || points->size() > History::kCapacity) {
    return parent.fail({"history: expected at most " + std::to_string(History::kCapacity) +
                        " points, got " + preview(*points)});
  }
  for (const json& point : *points) {
    std::array<double, 4> numbers{};
    const bool fine = read_list(point, numbers) && numbers[0] >= 0 && numbers[0] <= kMaxCount;
    if (!fine) {
      return parent.fail({"history: expected points of four numbers, got " + preview(point)});
    }
    out.push_back({static_cast<std::int64_t>(numbers[0]), numbers[1], numbers[2], numbers[3]});
  }
}

void read_schedule(ScheduleState& out, ObjectReader& parent) {
  read_object("schedule", parent, [&](ObjectReader& reader) {
    reader.number("learning_rate", out.learning_rate, ObjectReader::kRequired);
    read_count("epochs", out.epochs, reader);
    read_number("best", std::numeric_limits<double>::infinity(), out.best, reader);
    read_count("bad_epochs", out.bad_epochs, reader);
    read_count("cooldown_left", out.cooldown_left, reader);
  });
}

void read_early_stop(EarlyStopState& out, ObjectReader& parent) {
  read_object("early_stop", parent, [&](ObjectReader& reader) {
    read_number("best", std::numeric_limits<double>::infinity(), out.best, reader);
    read_count("bad_epochs", out.bad_epochs, reader);
    reader.flag("stopped", out.stopped, ObjectReader::kRequired);
    read_interval(reader, out.interval);
  });
}

Result<Done> read_state(const std::string& text, Checkpoint& out) {
  const Result<json> document = parse_json(text, {.bytes = kMaxText, .depth = 4});
  if (!document.ok()) return document.error();
  ObjectReader reader(document.value(), "");
  TrainingState& state = out.state;
  reader.seed("data", out.data, ObjectReader::kRequired);
  reader.number("seconds", out.seconds, ObjectReader::kRequired);
  read_count("step", state.step, reader);
  reader.flag("evaluating", state.evaluating, ObjectReader::kRequired);
  read_mean("point", state.point, reader);
  read_mean("stretch", state.stretch, reader);
  read_mean("penalty", state.penalty, reader);
  read_interval(reader, state.interval);
  read_schedule(state.schedule, reader);
  read_early_stop(state.early_stop, reader);
  read_history(state.history, reader);
  if (auto fault = reader.finish()) return *fault;
  return Done{};
}

Result<Done> read_arenas(const TensorFile& file, TrainingState& out) {
  for (const TensorView& tensor : file.tensors) {
    std::vector<float>* arena = tensor.name == kBest ? &out.early_stop.parameters : nullptr;
    for (const auto& [name, member] : kArenas) {
      if (tensor.name == name) arena = &(out.*member);
    }
    if (arena == nullptr) return Error{"it holds the tensor " + preview(tensor.name)};
    *arena = values_of(tensor);
    if (!std::all_of(arena->begin(), arena->end(), [](float x) { return std::isfinite(x); })) {
      return Error{"the tensor " + tensor.name + " holds a number that is not finite"};
    }
  }
  return Done{};
}

}  // namespace

std::vector<std::uint8_t> write_checkpoint(const Checkpoint& checkpoint) {
  std::vector<TensorToWrite> tensors;
  const auto add = [&](const char* name, const std::vector<float>& values) {
    tensors.push_back({name, {static_cast<std::int64_t>(values.size())}, values});
  };
  for (const auto& [name, member] : kArenas) add(name, checkpoint.state.*member);
  if (const auto& best = checkpoint.state.early_stop.parameters; !best.empty()) add(kBest, best);
  return write_safetensors(tensors, {{kRecipe, recipe_to_json(checkpoint.recipe)},
                                     {kState, state_to_json(checkpoint).dump()}});
}

Result<Checkpoint> read_checkpoint(std::span<const std::uint8_t> bytes) {
  const Result<TensorFile> file = parse_safetensors(bytes);
  if (!file.ok()) return file.error();
  const Metadata& metadata = file.value().metadata;
  const auto recipe_text = metadata.find(kRecipe), state_text = metadata.find(kState);
  if (recipe_text == metadata.end() || state_text == metadata.end()) {
    return Error{"it is no checkpoint: no \"hourglass.checkpoint\" in the metadata"};
  }
  Result<Recipe> recipe = parse_recipe(recipe_text->second);
  if (!recipe.ok()) return Error{"the recipe inside the checkpoint: " + recipe.error().message};
  Checkpoint checkpoint;
  checkpoint.recipe = std::move(recipe.value());
  for (const Result<Done>& done :
       {read_state(state_text->second, checkpoint), read_arenas(file.value(), checkpoint.state)}) {
    if (!done.ok()) return Error{"the checkpoint is damaged: " + done.error().message};
  }
  return checkpoint;
}

}  // namespace hourglass
