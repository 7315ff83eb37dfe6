// A training step that is warm allocates nothing: neither through Eigen nor anywhere else.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "support/blobs.h"
#include "support/layers.h"
#include "training/trainer.h"

namespace {

std::atomic<bool> counting{false};
std::atomic<int> allocations{0};

void count() {
  if (counting.load(std::memory_order_relaxed)) allocations.fetch_add(1);
}

}  // namespace

// The linker sends every call of these here (--wrap): Eigen's, and operator new's below.
extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* block, std::size_t size);

void* __wrap_malloc(std::size_t size) {
  count();
  return __real_malloc(size);
}
void* __wrap_calloc(std::size_t number, std::size_t size) {
  count();
  return __real_calloc(number, size);
}
void* __wrap_realloc(void* block, std::size_t size) {
  count();
  return __real_realloc(block, size);
}
}

void* operator new(std::size_t size) { return std::malloc(size); }
void* operator new[](std::size_t size) { return std::malloc(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t) noexcept { std::free(block); }

namespace hourglass {
namespace {

TEST(TrainingStep, AllocatesNothingOnceWarm) {
  Recipe recipe;
  recipe.network = {64,
                    {{256, Activation::relu}, {32, Activation::tanh}},
                    {{256, Activation::relu}, {64, Activation::sigmoid}}};
  recipe.batch_size = 128;
  recipe.epochs = 100;
  recipe.schedule.kind = ScheduleKind::plateau;
  recipe.early_stop.patience = 100;
  for (NoiseKind kind :
       {NoiseKind::gaussian, NoiseKind::uniform, NoiseKind::masking, NoiseKind::salt_and_pepper}) {
    recipe.noise = recipe.test_noise = {kind, 0.5f};
    Workers workers(2);
    Trainer trainer(recipe, test::blobs(1000, 300), workers);
    while (!trainer.advance()) {
    }
    // An epoch: whole batches, a partial one, the test set. The history has room for its points.
    allocations = 0;
    counting = true;
    while (!trainer.advance()) {
    }
    counting = false;
    EXPECT_EQ(allocations.load(), 0);
  }
}

// Convolutions both ways, a gaussian head, penalties.
TEST(TrainingStep, OfTheOtherLayersAllocatesNothingOnceWarm) {
  using namespace test;
  const LayerSpec image = unflatten(8, 8, 1);
  Recipe variational;
  variational.loss = LossKind::bce;
  variational.reduction = LossReduction::sum;
  variational.penalties = {{PenaltyKind::kl_normal, 1}, {PenaltyKind::l1_mean, 1, 0, 1}};
  variational.network = {
      64,
      {image, convolution(32, Activation::relu), max_pool(), convolution(32, Activation::relu),
       flatten(), gaussian(8)},
      {dense(128, Activation::relu), unflatten(4, 4, 8), convolution(4, Activation::relu),
       upsample(), convolution(1, Activation::sigmoid), flatten()}};
  Recipe contractive;
  contractive.penalties = {{PenaltyKind::contractive, 1}, {PenaltyKind::kl_sparsity, 1}};
  contractive.network = {64,
                         {dense(32, Activation::tanh), dense(16, Activation::sigmoid)},
                         {unflatten(4, 4, 1), transposed(1, 3, Activation::sigmoid), flatten()}};
  for (Recipe recipe : {variational, contractive}) {
    ASSERT_TRUE(validate(recipe).ok()) << validate(recipe).error().message;
    recipe.batch_size = 128;
    recipe.epochs = 3;
    Workers workers(2);
    Trainer trainer(recipe, test::blobs(300, 100), workers);
    while (!trainer.advance()) {
    }
    allocations = 0;
    counting = true;
    while (!trainer.advance()) {
    }
    counting = false;
    EXPECT_EQ(allocations.load(), 0);
  }
}

TEST(Counting, SeesAllocations) {
  allocations = 0;
  counting = true;
  const Matrix<float> matrix(10, 10);
  const std::vector<int> vector(10);
  counting = false;
  EXPECT_GE(allocations.load(), 2);
}

}  // namespace
}  // namespace hourglass
