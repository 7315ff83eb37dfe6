// hourglass: the native command line. One file a command; this one takes the line apart.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>

#include "cli/command.h"
#include "cli/processes.h"
#include "io/names.h"

namespace hourglass::cli {
namespace {

// The command that was chosen, inside `study` too; the program itself where none was.
const CLI::App& chosen_command(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : chosen_command(*chosen[0]);
}

// The words that lead to it: "study pca ".
std::string path_to_command(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? "" : chosen[0]->get_name() + " " + path_to_command(*chosen[0]);
}

// What to say about words that no option or command took.
Error not_understood(const CLI::App& app) {
  const CLI::App& command = chosen_command(app);
  std::vector<std::string> known;
  for (const CLI::App* subcommand : command.get_subcommands({})) {
    known.push_back(subcommand->get_name());
  }
  for (const CLI::Option* option : command.get_options()) known.push_back(option->get_name());

  const std::vector<std::string> words = app.remaining(true);
  // An option rather than the value after it.
  const auto option = std::find_if(words.begin(), words.end(),
                                   [](const std::string& word) { return word.starts_with("-"); });
  const std::string& word = option != words.end() ? *option : words.front();
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto nearest = nearest_name(word, candidates);
  return {"\"" + word + "\" is not known here" +
          (nearest ? ", did you mean " + std::string(*nearest) + "?" : "")};
}

int run_line(int argc, char** argv) {
  CLI::App app{"Hourglass: autoencoders that learn to denoise handwritten digits.", "hourglass"};
  app.set_version_flag("--version", "hourglass " HOURGLASS_VERSION);
  app.footer(
      "hourglass COMMAND --help tells more about a command.\n"
      "Exit codes: 0 done, 1 could not be done (a file that cannot be read), 2 not understood,\n"
      "130 stopped by Ctrl-C, 143 by SIGTERM.");

  Action action;
  add_train(app, action);
  add_evaluate(app, action);
  add_reconstruct(app, action);
  add_denoise(app, action);
  add_interpolate(app, action);
  add_study(app, action);
  add_summary(app, action);
  add_synthesize(app, action);

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return is_first() ? app.exit(help) : kSuccess;
  } catch (const CLI::ParseError& error) {
    // A word that nothing took explains more than what is missing because of it.
    const bool left_over = !app.remaining(true).empty();
    misuse(left_over ? not_understood(app) : hourglass::Error{error.what()});
    note("Try: hourglass " + path_to_command(app) + "--help");
    return kUsage;
  }
  if (!action.run) {
    note(app.help());
    return misuse({"expected a command"});
  }
  if (!ranks().alone() && action.needs == Needs::one_process) {
    return misuse(
        {path_to_command(app) + "is work for one process; several are for train and study sweep"});
  }
  return action.run();
}

// What commands allocate is bounded but may be more than this machine has.
int run_in_memory(int argc, char** argv) {
  try {
    return run_line(argc, argv);
  } catch (const std::bad_alloc&) {
    if (!ranks().alone()) throw;  // the others would wait for this one
    return fail({"there is not enough memory; a smaller network or --batch-size needs less"});
  }
}

// Figures that are lost (a full disk behind a >) are no success.
int flush_figures(int code) {
  const bool flushed = std::fflush(stdout) == 0;
  const std::string reason = flushed ? "" : std::string(": ") + std::strerror(errno);
  if (flushed && std::ferror(stdout) == 0) return code;
  const int failure = fail({"cannot write the figures to standard output" + reason});
  return code == kSuccess ? failure : code;
}

}  // namespace
}  // namespace hourglass::cli

int main(int argc, char** argv) {
  using namespace hourglass::cli;
  const auto joined = join_processes();
  const int code = joined.ok() ? flush_figures(run_in_memory(argc, argv)) : fail(joined.error());
  leave_processes();
  return code;
}
