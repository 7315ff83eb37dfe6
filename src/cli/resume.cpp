#include "cli/resume.h"

#include "cli/inputs.h"
#include "cli/processes.h"
#include "io/file.h"
#include "io/recipe_json.h"

namespace hourglass::cli {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxFile = (std::uint64_t{2} << 30) - 1;

json as_json(const Recipe& recipe) { return json::parse(recipe_to_json(recipe)); }

std::string shown(const json& document, const json::json_pointer& path) {
  return document.contains(path) ? document.at(path).dump() : "absent";
}

}  // namespace

void add_checkpoint_options(CLI::App& command, CheckpointOptions& options) {
  command
      .add_option("--checkpoint", options.file,
                  "Write here, again and again, what it takes to go on after an interruption")
      ->type_name("FILE");
  command
      .add_option("--every", options.every,
                  "Epochs, or 500 steps each of random batches, from one checkpoint to the next")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40))
      ->type_name("N")
      ->capture_default_str();
  command
      .add_option("--resume", options.resume,
                  "Go on from this checkpoint, and write the next ones there unless --checkpoint "
                  "names another file")
      ->type_name("FILE");
}

Result<Checkpoint> open_checkpoint(const std::string& path) {
  const auto bytes = read_for_all(path, kMaxFile);
  if (!bytes.ok()) return bytes.error();
  Result<Checkpoint> checkpoint = read_checkpoint(bytes.value());
  if (!checkpoint.ok()) return about_file(path, checkpoint.error());
  return checkpoint;
}

Result<Done> check_recipe(const Checkpoint& checkpoint, const Recipe& recipe) {
  if (checkpoint.recipe == recipe) return Done{};
  const json theirs = as_json(checkpoint.recipe), ours = as_json(recipe);
  const json differences = json::diff(theirs, ours);
  if (differences.empty()) return Done{};  // in what the recipe's kinds do not use
  const std::string name = differences[0]["path"];
  const json::json_pointer path(name);
  return Error{"the checkpoint is of another recipe: its " + name.substr(1) + " is " +
               shown(theirs, path) + ", expected " + shown(ours, path)};
}

Result<Done> check_data(const Checkpoint& checkpoint, const Dataset& data) {
  if (checkpoint.data == fingerprint(data)) return Done{};
  return Error{"the checkpoint was made with other images than these (" + data.origin +
               "); give the --data of its run"};
}

Result<FileLock> lock_checkpoint(const std::string& path) {
  return agreed(is_first() ? FileLock::take(path) : Result<FileLock>(FileLock()));
}

Result<Done> save_checkpoint(const std::string& path, const Trainer& trainer, std::uint64_t data,
                             double seconds) {
  return first_does([&] {
    return write_file_atomically(
        path, write_checkpoint({trainer.recipe(), data, seconds, trainer.state()}));
  });
}

}  // namespace hourglass::cli
