// Runs the real hourglass program.
//
//   Outcome outcome = run_hourglass({"summary", "--recipe", "B"});
#pragma once

#include <string>
#include <vector>

namespace hourglass {

struct Outcome {
  int exit_code = -1;
  std::string out;  // standard output
  std::string err;  // standard error
};

Outcome run_hourglass(const std::vector<std::string>& arguments);

// Sends Ctrl-C as soon as standard error holds `text`.
Outcome run_and_interrupt(const std::vector<std::string>& arguments, const std::string& text);

}  // namespace hourglass
