// hourglass train: a recipe and data become weights, a history and a chart.
#include <cctype>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>

#include "cli/command.h"
#include "cli/figures.h"
#include "cli/inputs.h"
#include "cli/overrides.h"
#include "cli/progress.h"
#include "cli/text.h"
#include "io/file.h"
#include "io/history_csv.h"
#include "io/loss_plot.h"
#include "io/names.h"
#include "io/png.h"
#include "training/trainer.h"

namespace hourglass::cli {
namespace {

struct Options {
  std::string recipe = "B";
  std::string data;
  std::string save;
  std::string history;
  std::string plot;
  Overrides overrides;
  int threads = 1;
  bool json = false;
};

volatile std::sig_atomic_t interrupted = 0;

// The first Ctrl-C is noted and ends the run in order; a second one ends the program.
void watch_for_interrupt() {
  std::signal(SIGINT, [](int) {
    interrupted = 1;
    std::signal(SIGINT, SIG_DFL);
  });
}

struct Outcome {
  double seconds = 0;  // spent on training steps, not on tests
  bool diverged = false;

  double images_per_second(const Trainer& trainer) const {
    return seconds > 0 ? static_cast<double>(trainer.images_trained()) / seconds : 0;
  }
};

std::string loss_name(const Recipe& recipe) {
  std::string name(name_of(recipe.loss));
  for (char& c : name) c = static_cast<char>(std::toupper(c));
  return name;
}

std::string position(const Trainer& trainer, const Recipe& recipe) {
  if (recipe.sampling == Sampling::random) {
    return "step " + grouped(trainer.step()) + "/" + grouped(trainer.total_steps());
  }
  return "epoch " + std::to_string(std::llround(trainer.epoch())) + "/" +
         std::to_string(recipe.epochs);
}

Outcome train(Trainer& trainer) {
  using Clock = std::chrono::steady_clock;
  const Recipe& recipe = trainer.recipe();
  Outcome outcome;
  Progress progress(trainer.total_steps());
  while (!trainer.finished() && interrupted == 0 && !outcome.diverged) {
    const bool testing = trainer.evaluating();
    const auto start = Clock::now();
    const bool measured = trainer.advance();
    if (!testing) outcome.seconds += std::chrono::duration<double>(Clock::now() - start).count();
    const std::string speed =
        grouped(std::llround(outcome.images_per_second(trainer))) + " images/s";
    if (measured) {
      const Interval& interval = trainer.interval();
      const std::string penalty =
          recipe.penalties.empty() ? "" : " + penalty " + figure(interval.train_penalty);
      progress.note(position(trainer, recipe) + "  " + loss_name(recipe) + " training " +
                    figure(interval.train_loss) + penalty + ", test " +
                    figure(interval.test.reconstruction.loss(recipe.loss)) + "  " + speed);
      outcome.diverged = !std::isfinite(interval.train_loss);
    }
    progress.update(trainer.step(), "step " + grouped(trainer.step()) + "  " + speed);
  }
  return outcome;
}

Result<Done> write_results(const Options& options, const Trainer& trainer) {
  const Recipe& recipe = trainer.recipe();
  const auto written = [](const std::string& path, const auto& content) -> Result<Done> {
    const Result<Done> done = write_file_atomically(path, content);
    if (done.ok()) note("Wrote " + path);
    return done;
  };
  if (!options.save.empty()) {
    const auto parameters = trainer.parameters();
    const auto file = write_weights({recipe, {parameters.begin(), parameters.end()}});
    if (auto done = written(options.save, std::span(file)); !done.ok()) return done;
  }
  if (!options.history.empty()) {
    const std::string table = history_to_csv(trainer.history());
    if (auto done = written(options.history, table); !done.ok()) return done;
  }
  if (!options.plot.empty()) {
    const LossPlot plot{recipe.name + ": " + recipe.title, loss_name(recipe),
                        recipe.sampling == Sampling::epochs};
    const auto file = encode_png(plot_losses(trainer.history(), plot, picture_font()));
    if (auto done = written(options.plot, std::span(file)); !done.ok()) return done;
  }
  return Done{};
}

void report(const Options& options, const Dataset& data, const Trainer& trainer,
            const Outcome& outcome, const EvaluationResult& test) {
  const Recipe& recipe = trainer.recipe();
  if (options.json) {
    const Interval& last = trainer.interval();
    print_json(
        {{"recipe", recipe.name},
         {"data", data_figures(data)},
         {"steps", trainer.step()},
         {"epochs", trainer.epoch()},
         {"finished", trainer.finished()},
         {"seconds", outcome.seconds},
         {"images_per_second", outcome.images_per_second(trainer)},
         {"loss", name_of(recipe.loss)},
         {"train_loss", last.step > 0 ? nlohmann::ordered_json(last.train_loss) : nullptr},
         {"train_penalty", last.step > 0 ? nlohmann::ordered_json(last.train_penalty) : nullptr},
         {"test_noise", noise_to_text(recipe.test_noise)},
         {"test", test_figures(test)}});
    return;
  }
  std::printf("Trained %s steps (%s epochs) in %s, %s images/s\n", grouped(trainer.step()).c_str(),
              figure(trainer.epoch()).c_str(), clock_text(outcome.seconds).c_str(),
              grouped(std::llround(outcome.images_per_second(trainer))).c_str());
  print_test(recipe.test_noise, test);
}

Result<Done> check_outputs(const Options& options) {
  for (const std::string* path : {&options.save, &options.history, &options.plot}) {
    if (auto writable = check_writable(*path); !writable.ok()) return writable;
  }
  return Done{};
}

int run(const Options& options) {
  const Result<Recipe> found = find_recipe(options.recipe);
  if (!found.ok()) return fail(found.error());
  const Result<Recipe> recipe = apply(options.overrides, found.value());
  if (!recipe.ok()) return misuse(recipe.error());
  if (auto writable = check_outputs(options); !writable.ok()) return fail(writable.error());
  const auto data = open_data(options.data);
  if (!data.ok()) return fail(data.error());
  if (auto fits = check_fit(recipe.value(), *data.value()); !fits.ok()) return fail(fits.error());

  note("Recipe " + recipe.value().name + ": " + recipe.value().title + ", " +
       grouped(parameter_count(recipe.value().network)) + " parameters");
  Workers workers(options.threads);
  Trainer trainer(recipe.value(), data.value(), workers);
  watch_for_interrupt();
  const Outcome outcome = train(trainer);
  if (outcome.diverged) {
    return fail({"the loss is no longer a number after step " + std::to_string(trainer.step()) +
                 "; try a smaller learning rate than " +
                 figure(recipe.value().optimizer.learning_rate) + ". Nothing was written"});
  }
  if (!trainer.finished()) note("Stopped before the end, after step " + grouped(trainer.step()));
  if (auto done = write_results(options, trainer); !done.ok()) return fail(done.error());
  const EvaluationResult test =
      trainer.finished() ? trainer.interval().test
                         : evaluate(trainer.network(), trainer.parameters(), data.value()->test,
                                    trainer.recipe().test_noise, trainer.recipe().seed, workers);
  report(options, *data.value(), trainer, outcome, test);
  return trainer.finished() ? kSuccess : kInterrupted;
}

}  // namespace

void add_train(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<Options>(
      app, action, "train", "Train a recipe and measure it on the test images",
      "hourglass train --recipe B --epochs 5 --save b.safetensors --plot loss.png\n"
      "Ctrl-C stops after the current step; what was asked for is written all the same.",
      run);
  command->add_option("--recipe", options->recipe, "A recipe's name or file (default: B)")
      ->type_name("NAME|FILE");
  add_data_option(*command, options->data);
  command->add_option("--save", options->save, "Write the weights here (safetensors)")
      ->type_name("FILE");
  command->add_option("--history", options->history, "Write the losses here (CSV)")
      ->type_name("FILE");
  command->add_option("--plot", options->plot, "Write a chart of the losses here (PNG)")
      ->type_name("FILE");
  add_threads_option(*command, options->threads);
  add_json_flag(*command, options->json);
  add_override_options(*command, options->overrides);
}

}  // namespace hourglass::cli
