// Two models trained in step: laps of a fifth of an epoch, and who is first waits for the other.
//
//   start(duel, main, main_now, rival, rival_now);
//   advance(duel, ...);     // each frame: sends the next lap when both have ended theirs
#pragma once

#include <array>

#include "training/session.h"

namespace hourglass {

struct Duel {
  static constexpr std::int64_t kLaps = 5;  // an epoch

  struct Side {
    Session* session = nullptr;  // null: a model that is not trained
    const Snapshot* now = nullptr;
  };

  bool on = false;
  std::array<std::uint64_t, 2> commands{};
  std::array<std::int64_t, 2> goals{};  // steps
};

// Optimiser steps of a lap.
std::int64_t lap_steps(const Snapshot& now);

void start(Duel& duel, const std::array<Duel::Side, 2>& sides);
void pause(Duel& duel, const std::array<Duel::Side, 2>& sides);
// Ends where one has come to its recipe's length; and, both paused, where one was paused, reset or
// replaced by somebody else.
void advance(Duel& duel, const std::array<Duel::Side, 2>& sides);

}  // namespace hourglass
