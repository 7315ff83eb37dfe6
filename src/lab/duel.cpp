#include "lab/duel.h"

#include <algorithm>

namespace hourglass {
namespace {

void send_laps(Duel& duel, const std::array<Duel::Side, 2>& sides) {
  for (std::size_t i = 0; i < 2; ++i) {
    if (!sides[i].session) continue;
    const std::int64_t steps = lap_steps(*sides[i].now);
    duel.goals[i] = sides[i].now->step + steps;
    duel.commands[i] = sides[i].session->send(TrainSteps{steps});
  }
}

}  // namespace

std::int64_t lap_steps(const Snapshot& now) {
  const std::int64_t epoch = steps_per_epoch(now.recipe, now.train_images);
  return std::max<std::int64_t>(1, (epoch + Duel::kLaps - 1) / Duel::kLaps);
}

void start(Duel& duel, const std::array<Duel::Side, 2>& sides) {
  duel.on = true;
  send_laps(duel, sides);
}

void pause(Duel& duel, const std::array<Duel::Side, 2>& sides) {
  duel.on = false;
  for (const Duel::Side& side : sides) {
    if (side.session) side.session->send(Pause{});
  }
}

void advance(Duel& duel, const std::array<Duel::Side, 2>& sides) {
  if (!duel.on) return;
  bool all_there = true, all_well = true, any_finished = false;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!sides[i].session) continue;
    const Snapshot& now = *sides[i].now;
    const bool taken = now.commands_taken >= duel.commands[i];
    const bool ended = taken && now.state != RunState::training;
    all_there = all_there && ended;
    all_well = all_well && (!ended || now.step == duel.goals[i]);
    any_finished = any_finished || (ended && now.state == RunState::finished);
  }
  if (!all_well) {
    pause(duel, sides);
  } else if (all_there && any_finished) {
    duel.on = false;
  } else if (all_there) {
    send_laps(duel, sides);
  }
}

}  // namespace hourglass
