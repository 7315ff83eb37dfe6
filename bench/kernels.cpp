// The pieces of a training step, each alone, on the shapes of our own systems.
#include <vector>

#include "data/noise.h"
#include "engine/initialization.h"
#include "engine/optimizer.h"
#include "engine/random.h"
#include "suite.h"

namespace hourglass {
namespace {

// A layer of a system with numbers on all sides of it.
struct LayerCase {
  LayerCase(const std::string& system, Index index)
      : recipe(recipe_of(system)),
        network(recipe.network),
        layer(network.layer(index)),
        activation(network.activation(index)),
        batch(static_cast<Index>(recipe.batch_size)),
        parameters(static_cast<std::size_t>(network.parameter_count())),
        gradient(parameters.size()),
        x(layer.inputs(), batch),
        dx(layer.inputs(), batch),
        y(layer.outputs(), batch),
        dz(layer.outputs(), batch),
        scratch(static_cast<std::size_t>(layer.scratch_size(batch))) {
    initialize<float>(network, recipe.initialization, recipe.seed, parameters);
    fill_uniform({0, 1}, 0, {x.data(), static_cast<std::size_t>(x.size())});
    fill_normal({0, 2}, 0, {dz.data(), static_cast<std::size_t>(dz.size())});
    own_parameters = parameters.data() + network.offset(index);
    own_gradient = gradient.data() + network.offset(index);
  }

  Recipe recipe;
  Network<float> network;
  const Layer<float>& layer;
  Activation activation;
  Index batch;
  Arena<float> parameters, gradient;
  Matrix<float> x, dx, y, dz;
  std::vector<float> scratch;
  float* own_parameters = nullptr;
  float* own_gradient = nullptr;
};

Index weights_of(const Layer<float>& layer) {
  Index count = 0;
  for (const LayerTensor& tensor : layer.tensors()) {
    Index size = 1;
    for (const Index extent : tensor.shape) size *= extent;
    count += size;
  }
  return count;
}

using Piece = void (*)(LayerCase&, Workers&);

void forward(LayerCase& c, Workers& workers) {
  c.layer.forward(c.own_parameters, c.x, c.activation, c.y, {c.scratch.data()}, workers);
}
void backward_weights(LayerCase& c, Workers& workers) {
  c.layer.backward_parameters(c.x, c.dz, c.own_gradient, {c.scratch.data()}, workers);
}
void backward_data(LayerCase& c, Workers& workers) {
  c.layer.backward_data(c.own_parameters, c.x, c.dz, Activation::relu, c.dx, {c.scratch.data()},
                        workers);
}

// Eigen's product of a dense layer, which ours is held against.
void eigen_forward(LayerCase& c, Workers& /*workers*/) {
  c.y.noalias() = ConstWeights<float>(c.own_parameters, c.y.rows(), c.x.rows()) * c.x;
}

void measure_layer(benchmark::State& state, Piece piece, const std::string& system, Index index,
                   int threads) {
  LayerCase layer_case(system, index);
  Workers& workers = team(threads);
  for (auto _ : state) piece(layer_case, workers);
  count_operations(state,
                   static_cast<double>(layer_case.batch) * forward_operations(layer_case.layer));
  // Each of the two batches and the weights, once: what no cache of any size saves.
  const auto& layer = layer_case.layer;
  const Index numbers = layer_case.batch * (layer.inputs() + layer.outputs());
  count_bytes(state, sizeof(float) * static_cast<double>(numbers + weights_of(layer)));
}

// "forward/B.0/784-128": the system, which of its layers, its inputs and outputs.
void add_layers(const std::string& system) {
  const Network<float> network(recipe_of(system).network);
  for (Index i = 0; i < network.layer_count(); ++i) {
    const Layer<float>& layer = network.layer(i);
    if (layer.tensors().empty()) continue;
    const std::string shape = "/" + system + "." + std::to_string(i) + "/" +
                              std::to_string(layer.inputs()) + "-" +
                              std::to_string(layer.outputs());
    const auto add_piece = [&](const char* name, Piece piece) {
      for (const int threads : {1, 2}) {
        if (threads > thread_counts().back()) continue;
        add(name + shape, threads,
            [=](benchmark::State& s) { measure_layer(s, piece, system, i, threads); });
      }
    };
    add_piece("forward", forward);
    if (layer.tensors().front().shape == std::vector{layer.outputs(), layer.inputs()}) {
      add("eigen-forward" + shape, 1,
          [=](benchmark::State& s) { measure_layer(s, eigen_forward, system, i, 1); });
    }
    add_piece("backward-weights", backward_weights);
    if (i > 0) add_piece("backward-data", backward_data);  // nobody wants the images' gradient
  }
}

void measure_adam(benchmark::State& state, const std::string& system, int threads) {
  const Recipe recipe = recipe_of(system);
  const Network<float> network(recipe.network);
  Arena<float> parameters(static_cast<std::size_t>(network.parameter_count()));
  Arena<float> gradient(parameters.size());
  initialize<float>(network, recipe.initialization, recipe.seed, parameters);
  fill_normal({0, 1}, 0, gradient);
  OptimizerState<float> optimizer(parameters.size());
  Workers& workers = team(threads);
  for (auto _ : state)
    update<float>(recipe.optimizer, gradient, network.layer_ends(), parameters, optimizer, workers);
  const auto count = static_cast<double>(parameters.size());
  state.SetItemsProcessed(state.iterations() * network.parameter_count());
  count_bytes(state, 7 * sizeof(float) * count);  // reads four arrays, writes three
}

constexpr Index kPixels = 784, kImages = 128;

void measure_noise(benchmark::State& state, int threads) {
  const Matrix<float> clean = Matrix<float>::Constant(kPixels, kImages, 0.5f);
  Matrix<float> noisy(kPixels, kImages);
  Workers& workers = team(threads);
  RandomKey key{0, 0};
  for (auto _ : state) {
    ++key.stream;
    corrupt({NoiseKind::gaussian, 0.5f}, key, clean, noisy, workers);
  }
  state.SetItemsProcessed(state.iterations() * clean.size());
}

void measure_normals(benchmark::State& state) {
  std::vector<float> numbers(static_cast<std::size_t>(kPixels * kImages));
  RandomKey key{0, 0};
  for (auto _ : state) {
    ++key.stream;
    fill_normal(key, 0, numbers);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(numbers.size()));
}

}  // namespace

void add_kernels() {
  for (const char* system : {"A", "B", "C-8", "E1", "E3"}) add_layers(system);
  for (const int threads : thread_counts()) {
    add("adam/B", threads, [=](benchmark::State& s) { measure_adam(s, "B", threads); });
    add("noise/gaussian", threads, [=](benchmark::State& s) { measure_noise(s, threads); });
  }
  add("normals", 1, measure_normals);
}

}  // namespace hourglass
