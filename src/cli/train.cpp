// hourglass train: a recipe and data become weights, a history and a chart.
#include <cmath>
#include <cstdio>
#include <optional>

#include "cli/command.h"
#include "cli/figures.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/overrides.h"
#include "cli/processes.h"
#include "cli/resume.h"
#include "cli/text.h"
#include "cli/training_run.h"
#include "io/file.h"
#include "io/history_csv.h"
#include "io/loss_plot.h"
#include "io/names.h"
#include "io/png.h"

namespace hourglass::cli {
namespace {

constexpr char kUsualRecipe[] = "B";

struct TrainOptions {
  std::string recipe;  // empty: the checkpoint's, or else kUsualRecipe
  std::string data;
  std::string save;
  Precision precision = Precision::f32;  // of what is saved
  std::string history;
  std::string plot;
  Overrides overrides;
  CheckpointOptions checkpoint;
  int threads = 1;
  bool json = false;
};

// Writes all that was asked for and tells of what cannot be written. False where that is any of it.
bool write_results(const TrainOptions& options, const Trainer& trainer) {
  const Recipe& recipe = trainer.recipe();
  bool complete = true;
  const auto tell = [&](const std::string& path, const Result<Done>& done) {
    if (done.ok()) return note("Wrote " + path);
    fail(done.error());
    complete = false;
  };
  if (const std::string& path = options.save; !path.empty()) {
    const auto parameters = trainer.parameters();
    const auto file =
        write_weights({recipe, {parameters.begin(), parameters.end()}}, options.precision);
    tell(path,
         file.ok() ? write_file_atomically(path, file.value()) : about_file(path, file.error()));
  }
  if (const std::string& path = options.history; !path.empty()) {
    tell(path, write_file_atomically(path, history_to_csv(trainer.history())));
  }
  if (const std::string& path = options.plot; !path.empty()) {
    const LossPlot plot{recipe.name + ": " + recipe.title, loss_name(recipe),
                        recipe.sampling == Sampling::epochs};
    const Image chart = plot_losses(trainer.history(), plot, picture_font());
    tell(path, write_file_atomically(path, encode_png(chart)));
  }
  return complete;
}

void print_figures(const Dataset& data, const Trainer& trainer, const Outcome& outcome,
                   const EvaluationResult& test) {
  const Recipe& recipe = trainer.recipe();
  const Interval& kept = trainer.kept();
  print_json(
      {{"recipe", recipe.name},
       {"seed", recipe.seed},
       {"parameters", trainer.network().parameter_count()},
       {"data", data_figures(data)},
       {"steps", trainer.step()},
       {"epochs", trainer.epoch()},
       {"finished", trainer.finished()},
       {"kept_step", trainer.finished() ? kept.step : trainer.step()},
       {"seconds", outcome.seconds},
       {"images_per_second", outcome.images_per_second(trainer)},
       {"loss", name_of(recipe.loss)},
       {"train_loss", kept.step > 0 ? nlohmann::ordered_json(kept.train_loss) : nullptr},
       {"train_penalty", kept.step > 0 ? nlohmann::ordered_json(kept.train_penalty) : nullptr},
       {"test_noise", noise_to_text(recipe.test_noise)},
       {"test", test_figures(test)}});
}

void report(const TrainOptions& options, const Dataset& data, const Trainer& trainer,
            const Outcome& outcome, const EvaluationResult& test) {
  if (options.json) return print_figures(data, trainer, outcome, test);
  std::printf("Trained %s steps (%s epochs) in %s, %s images/s\n", grouped(trainer.step()).c_str(),
              figure(trainer.epoch()).c_str(), clock_text(outcome.seconds).c_str(),
              grouped(std::llround(outcome.images_per_second(trainer))).c_str());
  if (trainer.finished() && trainer.kept().step != trainer.step()) {
    std::printf("Kept the weights of step %s, where the test loss was smallest\n",
                grouped(trainer.kept().step).c_str());
  }
  print_test(trainer.recipe().test_noise, test);
}

Result<Done> check_outputs(const TrainOptions& options) {
  for (const std::string* path :
       {&options.save, &options.history, &options.plot, &options.checkpoint.target()}) {
    if (path->empty()) continue;
    if (auto writable = check_writable(*path); !writable.ok()) return writable;
  }
  return Done{};
}

// What is to be trained: the recipe that was named, else the checkpoint's, else the usual one.
Result<Recipe> choose_recipe(const TrainOptions& options,
                             const std::optional<Checkpoint>& checkpoint) {
  if (options.recipe.empty() && checkpoint) return checkpoint->recipe;
  return find_recipe(options.recipe.empty() ? kUsualRecipe : options.recipe);
}

// The line that goes on with this run and writes what it would have written.
std::string line_to_resume(const TrainOptions& options, const std::string& checkpoint) {
  std::string line = "hourglass train --resume " + shell_word(checkpoint);
  for (const auto& [flag, value] :
       {std::pair(" --data ", &options.data), std::pair(" --save ", &options.save),
        std::pair(" --history ", &options.history), std::pair(" --plot ", &options.plot)}) {
    if (!value->empty()) line += flag + shell_word(*value);
  }
  if (options.precision != Precision::f32) {
    line += " --precision " + std::string(name_of(options.precision));
  }
  return line;
}

// Weights without a checkpoint have one beside them, once the run is interrupted.
std::string checkpoint_at_interruption(const TrainOptions& options) {
  const std::string& target = options.checkpoint.target();
  return target.empty() && !options.save.empty() ? options.save + ".checkpoint" : target;
}

Result<Done> end_interrupted(const TrainOptions& options, const Trainer& trainer,
                             std::uint64_t data, const Outcome& outcome) {
  note("Stopped before the end, after step " + grouped(trainer.step()));
  const std::string path = checkpoint_at_interruption(options);
  if (path.empty()) {
    note("Nothing was saved: --checkpoint FILE or --save FILE would have been");
    return Done{};
  }
  if (auto done = save_checkpoint(path, trainer, data, outcome.seconds); !done.ok()) return done;
  note("To go on: " + line_to_resume(options, path));
  return Done{};
}

int train(const TrainOptions& options, Trainer& trainer, const Dataset& data, Workers& workers,
          double seconds_before) {
  const std::uint64_t images = fingerprint(data);
  const std::string& path = options.checkpoint.target();
  watch_for_signals();
  const Result<Outcome> outcome = run_training(
      trainer, {options.checkpoint.every, seconds_before, [&](double seconds) -> Result<Done> {
                  if (path.empty()) return Done{};
                  return save_checkpoint(path, trainer, images, seconds);
                }});
  if (!outcome.ok()) return fail(outcome.error());
  std::optional<Error> unsaved = outcome.value().unsaved;
  if (!trainer.finished()) {
    auto done = end_interrupted(options, trainer, images, outcome.value());
    unsaved = done.ok() ? std::nullopt : std::optional(done.error());
  }
  int code = trainer.finished() ? kSuccess : kSignal + outcome.value().signal;
  if (unsaved) code = fail(*unsaved);
  if (!is_first()) return code;
  if (!write_results(options, trainer)) code = kFailure;
  const EvaluationResult test =
      trainer.finished() ? trainer.kept().test
                         : evaluate(trainer.network(), trainer.parameters(), data.test,
                                    trainer.recipe().test_noise, trainer.recipe().seed, workers);
  report(options, data, trainer, outcome.value(), test);
  return code;
}

int run(const TrainOptions& options) {
  auto writable = first_does([&] { return check_outputs(options); });
  if (!writable.ok()) return fail(writable.error());
  const std::string path = checkpoint_at_interruption(options);
  const auto lock = path.empty() ? Result<FileLock>(FileLock()) : lock_checkpoint(path);
  if (!lock.ok()) return fail(lock.error());

  std::optional<Checkpoint> checkpoint;
  if (!options.checkpoint.resume.empty()) {
    Result<Checkpoint> opened = open_checkpoint(options.checkpoint.resume);
    if (!opened.ok()) return fail(opened.error());
    checkpoint = std::move(opened.value());
  }
  const Result<Recipe> chosen = choose_recipe(options, checkpoint);
  if (!chosen.ok()) return fail(chosen.error());
  const Result<Recipe> recipe = apply(options.overrides, chosen.value());
  if (!recipe.ok()) return misuse(recipe.error());
  if (checkpoint) {
    auto same = check_recipe(*checkpoint, recipe.value());
    if (!same.ok()) return fail(about_file(options.checkpoint.resume, same.error()));
  }
  const auto data = open_data(options.data);
  if (!data.ok()) return fail(data.error());
  if (auto fits = check_fit(recipe.value(), *data.value()); !fits.ok()) return fail(fits.error());

  note("Recipe " + recipe.value().name + ": " + recipe.value().title + ", " +
       grouped(parameter_count(recipe.value().network)) + " parameters");
  if (!ranks().alone()) {
    note(std::to_string(ranks().count) + " processes train together, this one with " +
         std::to_string(options.threads) + (options.threads == 1 ? " thread" : " threads"));
  }
  Workers workers(options.threads);
  Trainer trainer(recipe.value(), data.value(), workers, ranks());
  if (checkpoint) {
    auto restored = check_data(*checkpoint, *data.value());
    if (restored.ok()) restored = trainer.restore(checkpoint->state);
    if (!restored.ok()) return fail(about_file(options.checkpoint.resume, restored.error()));
    note("Going on after step " + grouped(trainer.step()));
  }
  return train(options, trainer, *data.value(), workers, checkpoint ? checkpoint->seconds : 0);
}

void add_precision_option(CLI::App& command, Precision& precision) {
  command
      .add_option_function<std::string>(
          "--precision",
          [&precision](const std::string& name) {
            const auto known = value_named<Precision>(name);
            if (!known) {
              throw CLI::ValidationError("--precision", "expected " + allowed_names<Precision>());
            }
            precision = *known;
          },
          "Of the numbers in --save's file: " + allowed_names<Precision>() +
              " (default: f32; the others round, and halve the file)")
      ->type_name("KIND");
}

}  // namespace

void add_train(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<TrainOptions>(
      app, action, "train", "Train a recipe and measure it on the test images",
      "hourglass train --recipe B --epochs 5 --save b.safetensors --plot loss.png\n"
      "  hourglass train --recipe C -z 8 -e 50 -b 256 -s c8.safetensors -p loss.png\n"
      "Ctrl-C and SIGTERM stop after the current step. What was asked for is written all the "
      "same,\n"
      "and a checkpoint with which --resume goes on as if nothing had happened: the file that\n"
      "--checkpoint names, or else the one of --save with .checkpoint behind its name.\n"
      "Several processes train one model together: mpirun -n 2 --bind-to none hourglass train ...",
      run, Needs::processes);
  command
      ->add_option("--recipe", options->recipe,
                   "A recipe's name or file (default: the checkpoint's, else B)")
      ->type_name("NAME|FILE");
  add_data_option(*command, options->data);
  command->add_option("-s,--save", options->save, "Write the weights here (safetensors)")
      ->type_name("FILE");
  add_precision_option(*command, options->precision);
  command->add_option("--history", options->history, "Write the losses here (CSV)")
      ->type_name("FILE");
  command->add_option("-p,--plot", options->plot, "Write a chart of the losses here (PNG)")
      ->type_name("FILE");
  add_checkpoint_options(*command, options->checkpoint);
  add_threads_option(*command, options->threads);
  add_json_flag(*command, options->json);
  add_override_options(*command, options->overrides);
}

}  // namespace hourglass::cli
