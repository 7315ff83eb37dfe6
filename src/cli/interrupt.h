// Ctrl-C (SIGINT) and SIGTERM during a long run: the first is noted, so that the run can end in
// order; a second one ends the program at once.
#pragma once

namespace hourglass::cli {

void watch_for_signals();

// The number of the signal that came; 0: none.
int signal_that_came();

}  // namespace hourglass::cli
