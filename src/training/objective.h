// What a training step minimises, and its gradient: forward, loss, penalties, backward.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/network.h"
#include "engine/penalties.h"
#include "training/ranks.h"
#include "training/recipe.h"

namespace hourglass {

// In the unit of a mean per pixel, whatever the recipe's reduction: what is minimised is loss +
// penalty, with LossReduction::sum times the batch's pixels.
struct StepLoss {
  double loss = 0;     // of the reconstruction alone
  double penalty = 0;  // what the recipe's penalties add
};

class Objective {
 public:
  // Allocates; nothing else here does. `network`, which is the recipe's, must outlive it.
  Objective(const Network<float>& network, const Recipe& recipe, Ranks ranks = {});

  // clean, noisy (inputs x n), n <= recipe.batch_size. Assigns `gradient`, an arena like
  // `parameters`. Draws of a gaussian head and directions of a contractive penalty are those of
  // `step` and the recipe's seed. Of a part of a batch, which may have no images, gradient and loss
  // are its shares: the sum over the ranks is the whole's. Precondition: part.first is a multiple
  // of 4.
  StepLoss differentiate(const Recipe& recipe, std::int64_t step, std::span<const float> parameters,
                         ConstBatch<float> clean, ConstBatch<float> noisy,
                         std::span<float> gradient, Workers& workers, const BatchPart& part = {});

 private:
  // What penalties ask of the whole batch, of which this rank has n images.
  void add_up_penalties(Index n);

  const Network<float>* network_;
  Activation output_activation_;
  Pass<float> pass_;
  Penalties<float> penalties_;
  Matrix<float> output_;  // (inputs x batch_size)
  std::vector<double> column_losses_;
  Ranks ranks_;
};

}  // namespace hourglass
