// How far a long run is: on a terminal a bar that is drawn over and over with the time it will
// still take, elsewhere nothing but the lines that note() prints.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace hourglass::cli {

class Progress {
 public:
  // total: of whatever update() counts, > 0. done_before: what an earlier run has done of it, which
  // says nothing about how long the rest will take.
  explicit Progress(std::int64_t total, std::int64_t done_before = 0);
  ~Progress();  // leaves no bar behind
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `label` follows the bar. Redraws ten times a second at most; cheap in between.
  void update(std::int64_t done, const std::string& label);
  // A line that stays, above the bar.
  void note(const std::string& line);

 private:
  void clear();

  using Clock = std::chrono::steady_clock;
  bool terminal_;
  std::int64_t total_;
  std::int64_t done_before_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_draw_ = start_;
};

}  // namespace hourglass::cli
