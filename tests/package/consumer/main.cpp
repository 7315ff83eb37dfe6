// Trains for some steps, saves, reads back and denoises, all through the installed headers.
#include <hourglass/data/synthetic.h>
#include <hourglass/io/builtin_recipes.h>
#include <hourglass/io/weights.h>
#include <hourglass/study/inference.h>
#include <hourglass/training/trainer.h>

#include <cstdio>
#include <memory>

int main() {
  using namespace hourglass;
  const Result<Recipe> recipe = builtin_recipe("B");
  if (!recipe.ok()) return 1;

  Workers workers(2);
  const auto data = std::make_shared<const Dataset>(synthetic_digits(1, 256, 10));
  Trainer trainer(recipe.value(), data, workers);
  while (trainer.step() < 40) trainer.advance();

  const auto file =
      write_weights({recipe.value(), {trainer.parameters().begin(), trainer.parameters().end()}});
  const Result<Model> model = read_weights(file);
  if (!model.ok()) return 2;

  Inference inference;
  inference.use(model.value().recipe.network, model.value().parameters);
  Matrix<float> image(784, 10);
  gather_range(data->test, 0, image, workers);
  const float error =
      (inference.reconstruct(image) - image).squaredNorm() / static_cast<float>(image.size());
  const float blank = image.squaredNorm() / static_cast<float>(image.size());
  std::printf("mean squared error %.4f after %d steps; of a blank image %.4f\n", error, 40, blank);
  return error < 0.9f * blank ? 0 : 3;
}
