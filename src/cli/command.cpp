#include "cli/command.h"

#include <cstdio>

#include "cli/processes.h"

namespace hourglass::cli {

int fail(const Error& error) {
  note("hourglass: " + error.message);
  return kFailure;
}

int misuse(const Error& error) {
  note("hourglass: " + error.message);
  return kUsage;
}

void note(const std::string& line) {
  if (is_first()) std::fprintf(stderr, "%s\n", line.c_str());
}

void print_json(const nlohmann::ordered_json& value) {
  std::fputs(to_pretty_text(value).c_str(), stdout);
}

}  // namespace hourglass::cli
