// A recipe: everything that decides a training run, as plain data. Same recipe, same data, same
// build: the same weights, bit for bit. As JSON: io/recipe_json.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/noise.h"
#include "engine/initialization.h"
#include "engine/loss.h"
#include "engine/network_spec.h"
#include "engine/optimizer.h"
#include "engine/penalty_spec.h"
#include "engine/result.h"
#include "training/schedule.h"

namespace hourglass {

// How batches are drawn: `epochs` goes through a fresh permutation each epoch (the last batch may
// be smaller); `random` draws every batch anew, without replacement within the batch.
enum class Sampling : std::uint8_t { epochs, random };

struct Recipe {
  std::string name;         // short, for files and links: "B"
  std::string title;        // for people: "Denoising autoencoder"
  std::string description;  // one or two sentences
  NetworkSpec network;
  Initialization initialization = Initialization::pytorch;
  LossKind loss = LossKind::mse;
  LossReduction reduction = LossReduction::mean;
  std::vector<PenaltySpec> penalties;  // added to the loss
  OptimizerSpec optimizer;
  ScheduleSpec schedule;  // of the optimiser's learning rate
  EarlyStopSpec early_stop;
  NoiseSpec noise;  // on training inputs; the target is always the clean image
  std::vector<NoiseShare> noise_mixture;  // unless empty, in place of `noise`, which is then none
  bool noise_fixed = false;               // an image has the same training noise in every epoch
  NoiseSpec test_noise;                   // on test inputs, the same numbers at every evaluation
  Sampling sampling = Sampling::epochs;
  std::int64_t batch_size = 128;
  std::int64_t epochs = 10;  // length of a run with Sampling::epochs
  std::int64_t steps = 0;    // length of a run with Sampling::random
  std::uint64_t seed = 0;

  bool operator==(const Recipe&) const = default;
};

// Fails with a sentence that names the field, its value and what was expected.
Result<Done> validate(const Recipe& recipe);

// Replaces the training and test noise, and what mixture there was.
void set_noise(Recipe& recipe, const NoiseSpec& noise);

// Gives the code another width. Fails, and changes nothing, where the encoder does not end with a
// layer that has one. Whether the recipe then is valid is not looked at.
Result<Done> set_code_size(Recipe& recipe, Index size);

// Optimiser steps that go through `train_images` images once, the last batch perhaps smaller.
std::int64_t steps_per_epoch(const Recipe& recipe, Index train_images);
// Length of a run in optimiser steps on `train_images` images.
std::int64_t total_steps(const Recipe& recipe, Index train_images);

}  // namespace hourglass
