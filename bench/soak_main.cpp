// hourglass-soak [STEPS]: a million training steps of a small network in the background session, as
// the page has it: snapshots, surveys, moments, the history. Prints what the process holds in
// memory at every tenth, and fails where that grows after the first three, by when all that is
// bounded is full.
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <memory>

#include "data/synthetic.h"
#include "engine/wait.h"
#include "training/session.h"

namespace hourglass {
namespace {

constexpr std::int64_t kSteps = 1'000'000;
constexpr int kParts = 10, kWarm = 3;
constexpr double kFlat = 1;  // MB

Recipe small_recipe() {
  Recipe recipe;
  recipe.network = {kDigitSide * kDigitSide,
                    {{8, Activation::relu}},
                    {{kDigitSide * kDigitSide, Activation::sigmoid}}};
  recipe.noise = recipe.test_noise = {NoiseKind::masking, 0.25f};
  recipe.batch_size = 4;
  recipe.epochs = 1'000'000'000;
  return recipe;
}

double resident_megabytes() {
  long total = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double allocated_megabytes() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd) / (1 << 20);
}

class Soak {
 public:
  void begin() {
    session_.send(UseData{std::make_shared<Dataset>(synthetic_digits(1, 1000, 50))});
    session_.send(UseRecipe{small_recipe()});
  }
  const Snapshot& train(std::int64_t steps) {
    const std::uint64_t number = session_.send(TrainSteps{steps});
    for (;;) {
      const std::uint32_t before = published_.load();
      const Snapshot& now = session_.latest();
      if (now.commands_taken >= number && now.state != RunState::training) return now;
      wait_while_equal(published_, before);
    }
  }

 private:
  std::atomic<std::uint32_t> published_{0};
  Session session_{{.threads = 1, .on_publish = [this] {
                      published_.fetch_add(1);
                      wake_all(published_);
                    }}};
};

int run(std::int64_t steps) {
  Soak soak;
  soak.begin();
  double warm = 0, grown = 0;
  std::printf("%12s %14s %14s %10s\n", "steps", "resident, MB", "allocated, MB", "loss");
  for (int part = 1; part <= kParts; ++part) {
    const Snapshot& now = soak.train(steps / kParts);
    const double allocated = allocated_megabytes();
    std::printf("%12lld %14.2f %14.2f %10.5f\n", static_cast<long long>(now.step),
                resident_megabytes(), allocated, now.train_loss);
    std::fflush(stdout);
    if (part == kWarm) warm = allocated;
    if (part > kWarm) grown = std::max(grown, allocated - warm);
  }
  if (grown <= kFlat) return 0;
  std::fprintf(stderr, "hourglass-soak: expected flat memory, but it grew by %.1f MB\n", grown);
  return 1;
}

}  // namespace
}  // namespace hourglass

int main(int count, char** arguments) {
  const std::int64_t steps = count > 1 ? std::atoll(arguments[1]) : hourglass::kSteps;
  if (steps < hourglass::kParts) {
    std::fprintf(stderr, "hourglass-soak: expected a number of steps from 10 up\n");
    return 2;
  }
  return hourglass::run(steps);
}
