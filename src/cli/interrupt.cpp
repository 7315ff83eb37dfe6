#include "cli/interrupt.h"

#include <csignal>

namespace hourglass::cli {
namespace {

volatile std::sig_atomic_t came = 0;

void note_signal(int number) {
  came = number;
  std::signal(number, SIG_DFL);
}

}  // namespace

void watch_for_signals() {
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
}

int signal_that_came() { return came; }

}  // namespace hourglass::cli
