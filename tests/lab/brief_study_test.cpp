#include "lab/brief_study.h"

#include <gtest/gtest.h>

#include "lab/brief_recipe.h"
#include "study/sweep.h"

namespace hourglass {
namespace {

// A rival without a thread, so that a test can say when it works.
struct Ring {
  Ring() {
    open_rival(rival, {.threads = 0, .on_publish = nullptr});
    follow_data(rival, data);
  }
  bool work() {
    const bool more = rival.session->work(1);
    if (look_at(rival)) follow(study, rival);
    return more;
  }
  void finish() {
    while (study.busy()) {
      work();
      advance(study, workers, 1);
    }
  }

  std::shared_ptr<const Dataset> data = test::blobs(160, 40);
  Rival rival;
  BriefStudy study;
  Workers workers{1};
};

TEST(BriefStudy, TrainsEachRecipeAndTestsItWithEachNoise) {
  Ring ring;
  const float strengths[] = {0, 0.5f};
  begin(ring.study, noise_sweep(test::brief_recipe(), strengths),
        noises(NoiseKind::gaussian, strengths), ring.data);
  EXPECT_EQ(ring.study.error(0, 0), nullptr);
  EXPECT_EQ(progress(ring.study.runs, ring.rival), 0);
  start_runs(ring.study.runs, ring.rival);
  ring.finish();
  EXPECT_TRUE(ring.study.runs.done());
  EXPECT_EQ(progress(ring.study.runs, ring.rival), 1);
  ASSERT_EQ(ring.study.models.size(), 2u);
  EXPECT_EQ(*ring.study.noisy_error(0), 0);
  EXPECT_GT(*ring.study.noisy_error(1), 0.01);

  // As if each had been trained and tested alone.
  for (std::size_t row = 0; row < 2; ++row) {
    Trainer trainer(ring.study.runs.recipes[row], ring.data, ring.workers);
    while (!trainer.finished()) trainer.advance();
    const EvaluationResult alone =
        evaluate(trainer.network(), trainer.parameters(), ring.data->test,
                 {NoiseKind::gaussian, 0.5f}, 0, ring.workers);
    EXPECT_NEAR(*ring.study.error(row, 1), alone.reconstruction.mse, 1e-6);
  }
}

TEST(BriefStudy, GoesOnWithTheModelAtWhichItWasStopped) {
  Ring ring;
  const Index sizes[] = {2, 3};
  begin(ring.study, bottleneck_sweep(test::brief_recipe(), sizes).value(), {NoiseSpec{}},
        ring.data);
  start_runs(ring.study.runs, ring.rival);
  while (ring.study.models.empty()) ring.work();
  stop_runs(ring.study.runs, ring.rival);
  while (ring.work()) {
  }
  EXPECT_FALSE(ring.study.runs.running);
  EXPECT_EQ(ring.study.models.size(), 1u);
  start_runs(ring.study.runs, ring.rival);
  ring.finish();
  ASSERT_EQ(ring.study.models.size(), 2u);
  EXPECT_EQ(ring.study.models[1].network().code_size(), 3);
}

TEST(Rival, OtherDataAreHandedOverOnce) {
  Ring ring;
  EXPECT_FALSE(follow_data(ring.rival, ring.data));
  EXPECT_FALSE(follow_data(ring.rival, nullptr));
  EXPECT_TRUE(follow_data(ring.rival, test::blobs(20, 10)));
}

TEST(Rival, AModelThatDoesNotFinishIsNotTaken) {
  Ring ring;
  begin(ring.study, {test::brief_recipe()}, {NoiseSpec{}}, ring.data);
  start_runs(ring.study.runs, ring.rival);
  ring.rival.session->send(Pause{});
  while (ring.work()) {
  }
  EXPECT_FALSE(ring.study.runs.running);
  EXPECT_TRUE(ring.study.models.empty());
}

}  // namespace
}  // namespace hourglass
