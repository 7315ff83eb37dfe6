#include "suite.h"

#include <algorithm>
#include <map>
#include <thread>

#include "data/synthetic.h"
#include "io/builtin_recipes.h"

namespace hourglass {

std::vector<int> thread_counts() {
#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
  return {1};
#else
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  std::vector<int> counts{1, 2};
  for (int threads = 4; threads <= std::min(cores, 8); threads *= 2) counts.push_back(threads);
  return counts;
#endif
}

Workers& team(int threads) {
  static std::map<int, std::unique_ptr<Workers>> teams;
  std::unique_ptr<Workers>& workers = teams[threads];
  if (!workers) workers = std::make_unique<Workers>(threads);
  return *workers;
}

Recipe recipe_of(const std::string& name) { return builtin_recipe(name).value(); }

double forward_operations(const Layer<float>& layer) {
  double operations = 0;
  for (const LayerTensor& tensor : layer.tensors()) {
    if (tensor.shape.size() < 2) continue;  // a bias
    double weights = 1;
    for (const Index extent : tensor.shape) weights *= static_cast<double>(extent);
    // A convolution goes over all pixels with each of its weights.
    const bool image = tensor.shape.size() == 4;
    const Index pixels = image ? layer.outputs() / tensor.shape[0] : 1;
    operations += 2 * weights * static_cast<double>(pixels);
  }
  return operations;
}

std::shared_ptr<const Dataset> digits() {
  static const auto all = [] {
    constexpr Index kDrawn = 2000, kCopies = 30;
    Dataset data = synthetic_digits(1, kDrawn, 1);
    ImageSet& train = data.train;
    const std::vector<std::uint8_t> pixels = train.pixels, labels = train.labels;
    for (Index copy = 1; copy < kCopies; ++copy) {
      train.pixels.insert(train.pixels.end(), pixels.begin(), pixels.end());
      train.labels.insert(train.labels.end(), labels.begin(), labels.end());
    }
    return std::make_shared<const Dataset>(std::move(data));
  }();
  return all;
}

void add(const std::string& name, int threads, std::function<void(benchmark::State&)> measure) {
  const std::string full = name + "/threads:" + std::to_string(threads);
  benchmark::RegisterBenchmark(full, std::move(measure))->UseRealTime();
}

void count_operations(benchmark::State& state, double operations) {
  state.counters["operations"] =
      benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
}

void count_bytes(benchmark::State& state, double bytes) {
  state.counters["bytes"] =
      benchmark::Counter(bytes, benchmark::Counter::kIsIterationInvariantRate);
}

}  // namespace hourglass
