// What the commands have in common: how they are declared, how they end and how they complain.
//
// Figures and tables go to standard output, everything else (where the data come from, progress,
// complaints) to standard error, so that `hourglass ... --json | jq` works.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "engine/result.h"
#include "io/json.h"

namespace hourglass::cli {

// Exit codes.
inline constexpr int kSuccess = 0;
inline constexpr int kFailure = 1;   // what was asked for could not be done: an unreadable file
inline constexpr int kUsage = 2;     // what was asked for makes no sense
inline constexpr int kSignal = 128;  // and its number: 130 is Ctrl-C, as shells count it

// Each has the first process print its sentence to standard error and returns the exit code.
int fail(const Error& error);
int misuse(const Error& error);

// A line of explanation on standard error, by the first process.
void note(const std::string& line);

// Figures for programs, on standard output.
void print_json(const nlohmann::ordered_json& value);

// How many processes (processes.h) a command is for.
enum class Needs { one_process, processes };

// What main() runs once the whole line has been understood.
struct Action {
  std::function<int()> run;
  Needs needs = Needs::one_process;
};

// Declares a subcommand; `run` is called with its options. `example` is shown under --help.
template <class Options>
std::pair<CLI::App*, std::shared_ptr<Options>> add_command(
    CLI::App& app, Action& action, const std::string& name, const std::string& description,
    const std::string& example, int (*run)(const Options&), Needs needs = Needs::one_process) {
  CLI::App* command = app.add_subcommand(name, description);
  command->footer("Example:\n  " + example);
  auto options = std::make_shared<Options>();
  command->callback([&action, options, run, needs] {
    action = {[options, run] { return run(*options); }, needs};
  });
  return {command, options};
}

void add_train(CLI::App& app, Action& action);
void add_evaluate(CLI::App& app, Action& action);
void add_reconstruct(CLI::App& app, Action& action);
void add_denoise(CLI::App& app, Action& action);
void add_interpolate(CLI::App& app, Action& action);
void add_study(CLI::App& app, Action& action);
void add_summary(CLI::App& app, Action& action);
void add_synthesize(CLI::App& app, Action& action);

}  // namespace hourglass::cli
