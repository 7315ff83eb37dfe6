// The background session: training on a thread of its own, driven by commands, seen by snapshots.
//
//   Session session({.threads = 2, .on_publish = wake_the_page});
//   session.send(UseData{dataset});
//   session.send(UseRecipe{recipe});
//   session.send(Start{});
//   const Snapshot& now = session.latest();   // each frame; never waits
//
// All of it is called from one thread, the UI's, which never blocks: commands go through a
// single-producer ring, snapshots come back through a triple buffer. With threads = 0 there is no
// background thread: call work() every frame and the same training runs in slices.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "data/dataset.h"
#include "engine/matrix.h"
#include "training/history.h"
#include "training/moment.h"
#include "training/recipe.h"
#include "training/survey.h"

namespace hourglass {

// ---- commands -----------------------------------------------------------------------------------

// Replaces the data; the run starts again from its first step, paused.
struct UseData {
  std::shared_ptr<const Dataset> data;
};
// Replaces the recipe; new weights from its seed, paused at step 0. An invalid recipe is refused.
struct UseRecipe {
  Recipe recipe;
};
// Replaces recipe and weights at once (a file that was loaded). Paused at step 0.
struct UseModel {
  Recipe recipe;
  std::vector<float> parameters;  // refused unless there are as many as the network has
};
// Trains until the recipe's length is reached; a finished run goes on for as long again.
struct Start {};
struct Pause {};
// Trains for this many optimiser steps, then pauses.
struct TrainSteps {
  std::int64_t steps = 1;
};
// New weights from this seed, step 0, paused.
struct Reset {
  std::uint64_t seed = 0;
};
struct SetLearningRate {
  double learning_rate = 1e-3;  // refused unless finite and > 0
};
// For training and test inputs from the next step on.
struct SetNoise {
  NoiseSpec noise;
};
// Slow motion: optimiser steps are taken no faster, and each is seen in a snapshot of its own.
struct SetPace {
  double steps_per_second = 0;  // 0: as fast as possible; refused unless finite and >= 0
};

using Command = std::variant<UseData, UseRecipe, UseModel, Start, Pause, TrainSteps, Reset,
                             SetLearningRate, SetNoise, SetPace>;

// ---- snapshots ----------------------------------------------------------------------------------

enum class RunState : std::uint8_t {
  waiting,  // no data or no recipe yet
  paused,
  training,
  finished,  // paused, and the recipe's length is reached
};

// A few test images, the same ones throughout, one of each class as far as they go.
struct Probe {
  static constexpr Index kCount = 8;
  Matrix<float> original;  // (features x kCount), or (features x 0) while there are no data
  Matrix<float> noisy;     // what the network is given
  Matrix<float> reconstructed;
};

struct Snapshot {
  std::uint64_t generation = 0;       // raised by one with every snapshot; 0: nothing published yet
  std::uint64_t commands_taken = 0;   // send() numbers up to this one have been taken up
  std::uint64_t refused_command = 0;  // number of the last command that was refused; 0: none
  std::string refusal;                // why it was refused: a sentence

  RunState state = RunState::waiting;
  Recipe recipe;                  // with live changes; meaningless while parameters are empty
  std::vector<float> parameters;  // the network's arena
  Probe probe;

  std::shared_ptr<const Dataset> data;  // the session's; null while there are none
  std::string data_origin;              // empty while there are no data
  bool data_synthetic = false;
  Index train_images = 0;
  Index test_images = 0;

  std::int64_t step = 0;
  std::int64_t total_steps = 0;  // where the run will finish
  double epoch = 0;
  double train_loss = 0;         // NaN before the first point
  double test_loss = 0;          // NaN before the first evaluation, which is that of step 0
  double images_per_second = 0;  // over about the last second of training; 0 when paused
  double pace = 0;               // steps a second; 0: as fast as possible
  History history;

  // Of the weights at step 0 and after each evaluation; null until the first is complete.
  std::shared_ptr<const Survey> survey;
  std::vector<std::shared_ptr<const Moment>> moments;  // of this run, oldest first

  // How often this run has diverged: loss or weights were no longer finite, or the loss rose far
  // above its smallest (divergence.h). Then sound weights of an earlier step are back, with an
  // optimiser that begins anew; the history ends with that step, training pauses, and steps count
  // on from where it did.
  std::uint64_t divergences = 0;
  std::string divergence;  // the last time: what happened and what to try, in sentences
};

// ---- the session --------------------------------------------------------------------------------

struct SessionOptions {
  int threads = 1;                   // of training, counting the background thread; 0: none, slices
  std::function<void()> on_publish;  // called on the training thread after each snapshot; quick
};

class Session {
 public:
  explicit Session(SessionOptions options);
  ~Session();  // stops training and joins
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Queues a command and returns its number, from 1 up. Returns 0, and drops it, when the ring of
  // kQueue commands is full (the training thread is far behind).
  static constexpr std::size_t kQueue = 256;
  std::uint64_t send(Command command);

  // The newest snapshot; valid until the next call.
  const Snapshot& latest();

  // threads = 0 only: takes commands and trains for about this long. Returns true while there is
  // more to do. Precondition: threads == 0.
  bool work(double milliseconds);

  int threads() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hourglass
