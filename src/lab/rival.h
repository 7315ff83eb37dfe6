// The rival: a second model, trained by a session of its own beside the laboratory's, on the same
// data. Made when it is first wanted; it stays, since a page cannot wait for a thread to end.
//
//   open_rival(rival, {threads, wake});
//   follow_data(rival, lab.now->data);       // each frame
//   rival.session->send(UseRecipe{...});
//   if (look_at(rival)) ...                  // there is a new snapshot: rival.now, rival.inference
//
// Several parts of the Compare panel take turns with it: short runs, one after another, are
// ShortRuns.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "study/inference.h"
#include "training/session.h"

namespace hourglass {

struct Rival {
  std::unique_ptr<Session> session;  // null until it is first wanted
  const Snapshot* now = nullptr;     // the newest of this frame; null without a session
  Inference inference;               // its model
  std::uint64_t seen_generation = 0;
  std::shared_ptr<const Dataset> data;  // that it was given

  bool has_model() const { return now != nullptr && inference.ready(); }
};

void open_rival(Rival& rival, SessionOptions options);

// Gives the rival the data; true where they are others than before.
bool follow_data(Rival& rival, const std::shared_ptr<const Dataset>& data);

// Brings `now` and `inference` up to the newest snapshot; true where that is a new one.
bool look_at(Rival& rival);

// Whether there is a snapshot that look_at() has not seen.
bool has_news(Rival& rival);

// Recipes that the rival trains from the beginning to the end, one after another.
struct ShortRuns {
  std::vector<Recipe> recipes;
  std::size_t at = 0;  // the one at work, or the next; as many as there are: all done
  bool running = false;
  std::uint64_t command = 0;  // the last one that was sent

  bool done() const { return at == recipes.size(); }
};

// Begins with recipe `at`. Precondition: !done(), a session with data.
void start_runs(ShortRuns& runs, Rival& rival);
// The recipe at work begins again with the next start_runs().
void stop_runs(ShortRuns& runs, Rival& rival);
// To be called for each snapshot: the recipe whose training has just ended, while its weights are
// the rival's; the next one is begun by the next start_runs(). Stops where somebody else has paused
// the rival.
std::optional<std::size_t> finished_run(ShortRuns& runs, const Rival& rival);
// How much of all the runs is done, 0 ... 1.
double progress(const ShortRuns& runs, const Rival& rival);

}  // namespace hourglass
