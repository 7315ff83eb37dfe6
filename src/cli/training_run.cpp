#include "cli/training_run.h"

#include <cctype>
#include <chrono>
#include <cmath>

#include "cli/interrupt.h"
#include "cli/processes.h"
#include "cli/progress.h"
#include "cli/text.h"
#include "io/names.h"

namespace hourglass::cli {
namespace {

std::string position(const Trainer& trainer, const Recipe& recipe) {
  if (recipe.sampling == Sampling::random) {
    return "step " + grouped(trainer.step()) + "/" + grouped(trainer.total_steps());
  }
  return "epoch " + std::to_string(std::llround(trainer.epoch())) + "/" +
         std::to_string(recipe.epochs);
}

std::string speed_text(const Trainer& trainer, const Outcome& outcome) {
  return grouped(std::llround(outcome.images_per_second(trainer))) + " images/s";
}

std::string interval_text(const Trainer& trainer, const Outcome& outcome) {
  const Recipe& recipe = trainer.recipe();
  const Interval& interval = trainer.interval();
  const std::string penalty =
      recipe.penalties.empty() ? "" : " + penalty " + figure(interval.train_penalty);
  std::string text = position(trainer, recipe) + "  " + loss_name(recipe) + " training " +
                     figure(interval.train_loss) + penalty + ", test " +
                     figure(interval.test.reconstruction.loss(recipe.loss)) + "  ";
  if (recipe.schedule.kind != ScheduleKind::constant) {
    text += "rate " + figure(interval.learning_rate) + "  ";
  }
  return text + speed_text(trainer, outcome);
}

Error diverged(const Trainer& trainer) {
  return {"the loss is no longer a number after step " + std::to_string(trainer.step()) +
          "; try a smaller learning rate than " + figure(trainer.recipe().optimizer.learning_rate) +
          ". No weights were written"};
}

// Every process makes the same updates, unless its processor or its build computes otherwise.
Result<Done> check_weights(const Trainer& trainer) {
  const auto bytes = std::as_bytes(trainer.parameters());
  return check_same({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                    "its weights are no longer those of rank 0: processes that train together "
                    "need the same build on processors of one kind");
}

void save_checkpoint(const RunOptions& options, Progress& progress, Outcome& outcome) {
  const Result<Done> done = options.save_checkpoint(outcome.seconds);
  outcome.unsaved = done.ok() ? std::nullopt : std::optional(done.error());
  if (outcome.unsaved)
    progress.note("hourglass: " + outcome.unsaved->message + "; training goes on");
}

}  // namespace

std::string loss_name(const Recipe& recipe) {
  std::string name(name_of(recipe.loss));
  for (char& c : name) c = static_cast<char>(std::toupper(c));
  return name;
}

Result<Outcome> run_training(Trainer& trainer, const RunOptions& options) {
  using Clock = std::chrono::steady_clock;
  Outcome outcome;
  outcome.seconds = options.seconds_before;
  Progress progress(trainer.total_steps(), trainer.step());
  std::int64_t intervals = 0;
  while (!trainer.finished() && (outcome.signal = largest(signal_that_came())) == 0) {
    const bool testing = trainer.evaluating();
    const auto start = Clock::now();
    const bool measured = trainer.advance();
    if (!testing) outcome.seconds += std::chrono::duration<double>(Clock::now() - start).count();
    if (measured) {
      if (!std::isfinite(trainer.interval().train_loss)) return diverged(trainer);
      if (auto same = check_weights(trainer); !same.ok()) return same.error();
      // Before the line, so that who reads it knows that the checkpoint is there.
      if (++intervals % options.checkpoint_every == 0 || trainer.finished()) {
        save_checkpoint(options, progress, outcome);
      }
      progress.note(interval_text(trainer, outcome));
    }
    progress.update(trainer.step(),
                    "step " + grouped(trainer.step()) + "  " + speed_text(trainer, outcome));
  }
  return outcome;
}

}  // namespace hourglass::cli
