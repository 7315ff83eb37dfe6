// Runs the real hourglass program.
//
//   Outcome outcome = run_hourglass({"summary", "--recipe", "B"});
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace hourglass {

struct Outcome {
  int exit_code = -1;
  std::string out;  // standard output
  std::string err;  // standard error
};

Outcome run_hourglass(const std::vector<std::string>& arguments);

// Another program of the PATH. Exit code 127 where there is none of this name.
Outcome run_program(const std::string& name, const std::vector<std::string>& arguments);

// Calls then() as soon as standard error holds `text`. The program comes no more than a few dozen
// lines further meanwhile: the pipe from it is small.
Outcome run_and_then(const std::vector<std::string>& arguments, const std::string& text,
                     const std::function<void(pid_t program)>& then);

// Sends the signal as soon as standard error holds `text`.
Outcome run_and_signal(const std::vector<std::string>& arguments, const std::string& text,
                       int signal);
// Another program of the PATH, and the process that gets the signal: the one whose id `id_file`
// holds by then.
Outcome run_and_signal(const std::string& name, const std::vector<std::string>& arguments,
                       const std::string& text, int signal, const std::string& id_file);

}  // namespace hourglass
