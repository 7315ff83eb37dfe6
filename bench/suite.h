// What all measurements share. Each file adds its own to Google Benchmark's list:
//
//   peak.cpp      peak, cached-product, copy, handover   what the machine can do
//   kernels.cpp   forward, backward-data, backward-weights of layers; eigen-forward, Eigen's
//                 product of a dense one; adam; noise; normals
//   steps.cpp     step/SYSTEM                            whole training steps
//                 batch/N, width/N                       system B with other batches and layers
//
// Names end in "/threads:N". Counters: operations, bytes, images (or numbers) a second.
#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "engine/network.h"
#include "engine/workers.h"
#include "training/recipe.h"

namespace hourglass {

void add_peaks();
void add_kernels();
void add_steps();

// 1, 2, 4 ... up to the cores of this machine and 8, but always 1 and 2 where there are threads.
std::vector<int> thread_counts();

// A team of this many threads, made at the first call and kept.
Workers& team(int threads);

// A built-in recipe that is known to exist.
Recipe recipe_of(const std::string& name);

// Multiplications and additions of the products of one image's forward pass through a layer.
double forward_operations(const Layer<float>& layer);

// As many digits as MNIST has, drawn once, for training; one to test on.
std::shared_ptr<const Dataset> digits();

// Measured in real time, as "NAME/threads:N".
void add(const std::string& name, int threads, std::function<void(benchmark::State&)> measure);

// Of each iteration.
void count_operations(benchmark::State& state, double operations);
void count_bytes(benchmark::State& state, double bytes);

}  // namespace hourglass
