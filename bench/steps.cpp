// Whole training steps, as Trainer makes them: batch, noise, forward, backward, update.
#include "suite.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

void measure_steps(benchmark::State& state, const Recipe& recipe, int threads) {
  Trainer trainer(recipe, digits(), team(threads));
  const std::int64_t before = trainer.images_trained();
  for (auto _ : state) {
    if (trainer.finished()) trainer.extend();
    trainer.advance();
  }
  const std::int64_t images = trainer.images_trained() - before;
  state.SetItemsProcessed(images);

  double operations = 0;  // the first layer passes nothing back
  const Network<float>& network = trainer.network();
  for (Index i = 0; i < network.layer_count(); ++i) {
    operations += (i == 0 ? 2 : 3) * forward_operations(network.layer(i));
  }
  state.counters["operations"] =
      benchmark::Counter(operations * static_cast<double>(images), benchmark::Counter::kIsRate);
}

void add_steps(const std::string& name, const Recipe& recipe) {
  for (const int threads : thread_counts()) {
    add(name, threads, [=](benchmark::State& s) { measure_steps(s, recipe, threads); });
  }
}

Recipe with_batch(Recipe recipe, std::int64_t images) {
  recipe.batch_size = images;
  return recipe;
}

// Both hidden layers this wide.
Recipe with_width(Recipe recipe, Index units) {
  recipe.network.encoder.front().units = recipe.network.decoder.front().units = units;
  return recipe;
}

}  // namespace

void add_steps() {
  for (const char* system : {"A", "B", "C-8", "E1", "E2", "E3", "F-VAE"}) {
    add_steps(std::string("step/") + system, recipe_of(system));
  }
  const Recipe b = recipe_of("B");
  for (int images = 1; images <= 1024; images *= 2) {
    add_steps("batch/" + std::to_string(images), with_batch(b, images));
  }
  for (int units = 16; units <= 2048; units *= 2) {
    add_steps("width/" + std::to_string(units), with_width(b, units));
  }
}

}  // namespace hourglass
