#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "cli/command.h"
#include "cli/processes.h"
#include "cli/text.h"

namespace hourglass::cli {

Progress::Progress(std::int64_t total, std::int64_t done_before)
    : terminal_(is_first() && isatty(STDERR_FILENO) == 1),
      total_(total),
      done_before_(done_before) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

void Progress::update(std::int64_t done, const std::string& label) {
  if (!terminal_ || Clock::now() < next_draw_) return;
  next_draw_ = Clock::now() + std::chrono::milliseconds(100);
  constexpr int kCells = 24;
  const double part = std::clamp(static_cast<double>(done) / static_cast<double>(total_), 0.0, 1.0);
  const auto full = static_cast<std::size_t>(part * kCells);
  const std::string bar = std::string(full, '#') + std::string(kCells - full, '-');
  const double spent = std::chrono::duration<double>(Clock::now() - start_).count();
  const auto here = static_cast<double>(done - done_before_);
  const auto rest = static_cast<double>(std::max<std::int64_t>(0, total_ - done));
  const std::string left = here > 0 ? clock_text(spent * rest / here) : "-:--";
  std::fprintf(stderr, "\r\033[K[%s] %3.0f%%  %s  ETA %s", bar.c_str(), std::floor(part * 100),
               label.c_str(), left.c_str());
  std::fflush(stderr);
}

void Progress::note(const std::string& line) {
  clear();
  cli::note(line);
}

}  // namespace hourglass::cli
