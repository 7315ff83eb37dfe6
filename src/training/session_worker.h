// The training side of a session: takes commands, trains, looks at what was learned, fills
// snapshots. It knows nothing of threads; session.cpp runs it on one, or in slices on the page's.
//
//   worker.take(command);
//   if (worker.rest() == 0) worker.advance();
//   if (worker.due()) worker.fill(snapshot);
#pragma once

#include <chrono>
#include <limits>
#include <memory>

#include "engine/workers.h"
#include "training/observer.h"
#include "training/recovery.h"
#include "training/session.h"
#include "training/trainer.h"

namespace hourglass {

class SessionWorker {
 public:
  // threads >= 1, counting the calling one.
  explicit SessionWorker(int threads);

  // Takes up the next command.
  void take(Command command);
  // Seconds until there is work to do: 0 now, kIdle only after another command.
  static constexpr double kIdle = std::numeric_limits<double>::infinity();
  double rest() const;
  // Trains, evaluates or surveys for one small piece of work. Precondition: rest() == 0.
  void advance();
  // A snapshot is due: something changed that must be seen now, or the last one is old.
  bool due() const;
  // Assigns everything but the generation.
  void fill(Snapshot& snapshot);

 private:
  using Clock = std::chrono::steady_clock;

  void carry_out(UseData& command);
  void carry_out(UseRecipe& command);
  void carry_out(UseModel& command);
  void carry_out(Start& command);
  void carry_out(Pause& command);
  void carry_out(TrainSteps& command);
  void carry_out(Reset& command);
  void carry_out(SetLearningRate& command);
  void carry_out(SetNoise& command);
  void carry_out(SetPace& command);
  void refuse(std::string why);
  bool refuse_unfit(const Recipe& recipe, const Dataset& data);

  // A new run with these weights, or with those of the recipe's seed where there are none.
  void use(const Recipe& recipe, std::span<const float> parameters = {});
  bool ready() const { return trainer_ != nullptr && data_->train.count() > 0; }
  void start(std::int64_t stop_at);
  void train();
  void stop();
  void want_copy();
  void fill_run(Snapshot& snapshot);
  void fill_probe(Probe& probe);
  void measure_speed();

  Workers workers_;
  std::shared_ptr<const Dataset> data_;
  std::unique_ptr<Trainer> trainer_;  // none before the first recipe
  std::unique_ptr<Pass<float>> probe_pass_;
  bool training_ = false;
  std::int64_t stop_at_ = 0;  // the step at which TrainSteps pauses
  double pace_ = 0;           // steps a second; 0: as fast as possible
  Clock::time_point next_step_{};
  Observer observer_;

  Recovery recovery_;
  Clock::time_point copy_wanted_{};

  bool changed_ = true;
  Clock::time_point published_{};
  std::uint64_t taken_ = 0;
  std::uint64_t refused_ = 0;
  std::string refusal_;

  Clock::time_point speed_since_{};
  std::int64_t speed_images_ = 0;
  double images_per_second_ = 0;
};

}  // namespace hourglass
