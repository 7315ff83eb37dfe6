// Takes a run that diverges back to weights that were sound, and says so.
//
//   Recovery recovery;
//   recovery.begin(trainer);                               // before the first step
//   const bool interval_over = trainer.advance();
//   if (recovery.check(trainer, interval_over)) pause();   // it was taken back
//   if (recovery.check_weights(trainer)) pause();          // before the weights are shown
#pragma once

#include <cstdint>
#include <string>

#include "training/divergence.h"
#include "training/trainer.h"

namespace hourglass {

class Recovery {
 public:
  // Forgets a run, and frees what it has of it.
  void clear();
  // Watches a run from now on; no more than that where it already does. Allocates; outlives the
  // trainer.
  void begin(Trainer& trainer);
  DivergenceWatch& watch() { return watch_; }

  // After each advance() of the trainer: whether the losses that came with it, and after an
  // interval the weights, are sound. Returns true when they are not, and takes the run back.
  bool check(Trainer& trainer, bool interval_over);
  // The same of the weights alone: a step's loss tells of those before it.
  bool check_weights(Trainer& trainer);

  std::uint64_t count() const { return count_; }             // how often this run was taken back
  const std::string& sentence() const { return sentence_; }  // the last time; empty: never

 private:
  std::string fault(const Trainer& trainer, bool interval_over);
  void take_back(Trainer& trainer, const std::string& fault);

  DivergenceWatch watch_;
  std::int64_t judged_ = 0;   // step of the newest point of the history that was looked at
  std::int64_t checked_ = 0;  // step whose weights were looked at
  std::uint64_t count_ = 0;
  std::string sentence_;
};

}  // namespace hourglass
