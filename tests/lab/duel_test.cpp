#include "lab/duel.h"

#include <gtest/gtest.h>

#include "lab/brief_recipe.h"

namespace hourglass {
namespace {

// Two sessions without threads, of recipes with batches of different sizes.
struct Pair {
  Pair() {
    Recipe recipe = test::brief_recipe();
    recipe.epochs = 20;
    for (Session* session : {&a, &b}) {
      session->send(UseData{test::blobs(160, 40)});
      session->send(UseRecipe{recipe});
      recipe.batch_size = 4;
    }
    work();
  }
  std::array<Duel::Side, 2> sides() {
    return {Duel::Side{&a, &a.latest()}, Duel::Side{&b, &b.latest()}};
  }
  void work() {
    a.work(1);
    b.work(1);
  }

  Session a{{.threads = 0, .on_publish = nullptr}};
  Session b{{.threads = 0, .on_publish = nullptr}};
  Duel duel;
};

TEST(Duel, BothGoThroughTheDataAsOften) {
  Pair pair;
  start(pair.duel, pair.sides());
  while (pair.a.latest().epoch < 3) {
    pair.work();
    advance(pair.duel, pair.sides());
    EXPECT_LE(std::abs(pair.a.latest().epoch - pair.b.latest().epoch), 1.0 / Duel::kLaps + 1e-9);
  }
  EXPECT_TRUE(pair.duel.on);
  pause(pair.duel, pair.sides());
  pair.work();
  EXPECT_EQ(pair.a.latest().state, RunState::paused);
  EXPECT_EQ(pair.b.latest().state, RunState::paused);
}

TEST(Duel, EndsWhereSomebodyElsePausesOrReplacesAModel) {
  for (const Command& command : {Command(Pause{}), Command(Reset{1})}) {
    Pair pair;
    start(pair.duel, pair.sides());
    pair.a.send(command);
    for (int i = 0; i < 100 && pair.duel.on; ++i) {
      pair.work();
      advance(pair.duel, pair.sides());
    }
    EXPECT_FALSE(pair.duel.on);
    pair.work();
    EXPECT_NE(pair.b.latest().state, RunState::training);
  }
}

TEST(Duel, EndsWithTheRecipe) {
  Pair pair;
  start(pair.duel, pair.sides());
  while (pair.duel.on) {
    pair.work();
    advance(pair.duel, pair.sides());
  }
  EXPECT_EQ(pair.a.latest().state, RunState::finished);
  EXPECT_NEAR(pair.a.latest().epoch, 20, 1e-9);
}

TEST(Duel, OneAloneMayTrain) {
  Pair pair;
  const auto alone = [&pair] {
    return std::array<Duel::Side, 2>{Duel::Side{&pair.a, &pair.a.latest()}, Duel::Side{}};
  };
  start(pair.duel, alone());
  while (pair.a.latest().epoch < 1) {
    pair.work();
    advance(pair.duel, alone());
  }
  EXPECT_EQ(pair.b.latest().step, 0);
}

}  // namespace
}  // namespace hourglass
