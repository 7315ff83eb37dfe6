#include "lab/rival.h"

#include <algorithm>
#include <cassert>

namespace hourglass {

void open_rival(Rival& rival, SessionOptions options) {
  rival.session = std::make_unique<Session>(std::move(options));
  rival.now = &rival.session->latest();
}

bool follow_data(Rival& rival, const std::shared_ptr<const Dataset>& data) {
  if (!rival.session || data == rival.data || !data) return false;
  rival.data = data;
  rival.session->send(UseData{data});
  return true;
}

bool look_at(Rival& rival) {
  if (!rival.session) return false;
  rival.now = &rival.session->latest();
  if (rival.now->generation == rival.seen_generation) return false;
  rival.seen_generation = rival.now->generation;
  if (!rival.now->parameters.empty()) {
    rival.inference.use(rival.now->recipe.network, rival.now->parameters);
  }
  return true;
}

bool has_news(Rival& rival) {
  return rival.session && rival.session->latest().generation != rival.seen_generation;
}

void start_runs(ShortRuns& runs, Rival& rival) {
  assert(!runs.done() && rival.session);
  runs.running = true;
  rival.session->send(UseRecipe{runs.recipes[runs.at]});
  runs.command = rival.session->send(Start{});
}

void stop_runs(ShortRuns& runs, Rival& rival) {
  if (!runs.running) return;
  runs.running = false;
  rival.session->send(Pause{});
}

std::optional<std::size_t> finished_run(ShortRuns& runs, const Rival& rival) {
  if (!runs.running || rival.now->commands_taken < runs.command) return std::nullopt;
  if (rival.now->state == RunState::training) return std::nullopt;
  runs.running = false;
  if (rival.now->state != RunState::finished) return std::nullopt;
  return runs.at++;
}

double progress(const ShortRuns& runs, const Rival& rival) {
  if (runs.recipes.empty()) return 0;
  double share = 0;
  if (runs.running && rival.now->commands_taken >= runs.command && rival.now->total_steps > 0) {
    share = static_cast<double>(rival.now->step) / static_cast<double>(rival.now->total_steps);
  }
  return (static_cast<double>(runs.at) + std::min(share, 1.0)) /
         static_cast<double>(runs.recipes.size());
}

}  // namespace hourglass
