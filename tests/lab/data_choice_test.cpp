#include "lab/data_choice.h"

#include <gtest/gtest.h>

#include "data/own_images.h"
#include "lab/headless.h"
#include "lab/laboratory.h"
#include "lab/saved_state.h"
#include "lab/state_table.h"
#include "lab/undo.h"

namespace hourglass {
namespace {

std::shared_ptr<const Dataset> images(std::uint64_t seed, Index train, Index test,
                                      bool labelled = true) {
  Dataset data = synthetic_digits(seed, train, test);
  data.origin = "others";
  if (seed > 1) data.key = data_key(data);
  for (ImageSet* set : {&data.train, &data.test}) {
    set->labelled = labelled;
    if (!labelled) set->labels.assign(set->labels.size(), 0);
  }
  return std::make_shared<const Dataset>(std::move(data));
}

TEST(DataChoice, TheNetworkStaysAndUndoBringsTheImagesBack) {
  Headless it;
  const auto usual = images(1, 64, 16), others = images(2, 80, 12);
  bring_usual_data(it.lab, usual);
  it.session.send(TrainSteps{2});
  it.run();
  const std::vector<float> trained = it.lab.now->parameters;
  ASSERT_TRUE(choose_data(it.lab, others, "Images loaded").ok());
  it.run();
  EXPECT_EQ(it.lab.now->data, others);
  EXPECT_EQ(it.lab.now->parameters, trained);
  EXPECT_EQ(it.lab.now->step, 0);
  EXPECT_EQ(extra_bytes(it.lab.data), byte_count(*others));
  take_back(it.lab);
  it.run();
  EXPECT_EQ(it.lab.now->data, usual);
  EXPECT_EQ(it.lab.now->parameters, trained);
  EXPECT_EQ(extra_bytes(it.lab.data), 0u);
}

TEST(DataChoice, UsualImagesThatComeLaterReplaceNoOthers) {
  Headless it;
  const auto usual = images(1, 64, 16), others = images(2, 80, 12);
  ASSERT_TRUE(choose_data(it.lab, others, "Images loaded").ok());
  EXPECT_EQ(bring_usual_data(it.lab, usual), 0u);
  it.run();
  EXPECT_EQ(it.lab.now->data, others);
  EXPECT_EQ(it.lab.data.usual, usual);
}

TEST(DataChoice, AStateNamesItsImages) {
  Headless it;
  const auto usual = images(1, 64, 16), others = images(2, 80, 12);
  bring_usual_data(it.lab, usual);
  it.run();
  EXPECT_EQ(state_to_text(it.lab, StateForm::link).find(";data="), std::string::npos);
  ASSERT_TRUE(choose_data(it.lab, others, "").ok());
  it.run();
  const std::string text = state_to_text(it.lab, StateForm::link);
  EXPECT_NE(text.find(";data=" + others->key + ";"), std::string::npos) << text;

  // Where those images are, it has them; elsewhere it says that they are wanted, and no run on
  // other images is called that of this link.
  ASSERT_TRUE(apply_link(it.lab, text).ok());
  EXPECT_EQ(it.lab.data.wanted, "");
  Headless elsewhere;
  bring_usual_data(elsewhere.lab, usual);
  ASSERT_TRUE(apply_link(elsewhere.lab, text).ok());
  elsewhere.run();
  EXPECT_EQ(elsewhere.lab.data.wanted, others->key);
  EXPECT_EQ(state_to_text(elsewhere.lab, StateForm::link).find(";data="), std::string::npos);
  ASSERT_TRUE(choose_data(elsewhere.lab, others, "").ok());
  elsewhere.run();
  EXPECT_EQ(elsewhere.lab.data.wanted, "");
  EXPECT_EQ(state_to_text(elsewhere.lab, StateForm::link), text);
}

TEST(DataChoice, AStateOfTheUsualImagesGoesBackToThem) {
  Headless it;
  const auto usual = images(1, 64, 16), others = images(2, 80, 12);
  bring_usual_data(it.lab, usual);
  ASSERT_TRUE(choose_data(it.lab, others, "").ok());
  it.run();
  ASSERT_TRUE(load_state(it.lab, "v1;panel=keep", std::span<const float>(), "").ok());
  it.run();
  EXPECT_EQ(it.lab.now->data, others);  // it says nothing of a run
  ASSERT_TRUE(load_state(it.lab, "v1;recipe=A", std::span<const float>(), "State loaded").ok());
  it.run();
  EXPECT_EQ(it.lab.now->data, usual);
  take_back(it.lab);
  it.run();
  EXPECT_EQ(it.lab.now->data, others);
  EXPECT_EQ(it.lab.now->recipe.name, "B");
}

TEST(DataChoice, WhatIsOnItsWayIsPartOfTheState) {
  Headless it;
  bring_usual_data(it.lab, images(1, 64, 16));
  ASSERT_TRUE(apply_link(it.lab, "v1;recipe=B;data=mnist").ok());
  it.run();
  EXPECT_EQ(it.lab.data.wanted, "mnist");
  it.lab.data.coming = true;
  EXPECT_NE(state_to_text(it.lab, StateForm::file).find(";data=mnist"), std::string::npos);
  end_coming(it.lab.data);
  EXPECT_EQ(state_to_text(it.lab, StateForm::file).find(";data="), std::string::npos);
}

TEST(DataChoice, ImagesOfAnotherSizeAreRefused) {
  Headless it;
  auto small = std::make_shared<Dataset>(*images(2, 20, 10));
  small->train.rows = 14;
  EXPECT_FALSE(choose_data(it.lab, small, "x").ok());
  EXPECT_EQ(it.lab.data.chosen, nullptr);
}

TEST(DataChoice, MalformedKeysAreRefused) {
  for (const char* text : {"v1;recipe=B;data=", "v1;recipe=B;data=all", "v1;recipe=B;data=own.12",
                           "v1;recipe=B;data=own.00000000000000zz", "v1;data=mnist"}) {
    EXPECT_FALSE(parse_state(text).ok()) << text;
  }
}

// Every panel with images that nobody has named, fewer than a row of tiles holds.
class UnlabelledImages : public testing::TestWithParam<Screen> {};

TEST_P(UnlabelledImages, AreShown) {
  auto lab = open_laboratory(GetParam());
  if (!lab) GTEST_SKIP() << kNoGraphics;
  for (const auto& others : {images(3, 3, 1, false), images(4, 40, 12, false)}) {
    ASSERT_TRUE(lab->app->lab().use_data(others, "Images loaded").ok());
    lab->wait();
    lab->wait_until([](const Snapshot& s) { return s.survey != nullptr; });
    lab->train(3);
    ASSERT_EQ(lab->app->session().latest().step, 3);
    EXPECT_EQ(lab->app->session().latest().data, others);
  }
}

std::vector<Screen> every_panel() {
  std::vector<Screen> screens;
  for (std::size_t i = 0; i < kPanels; ++i) {
    screens.push_back({1440, 900, 1, static_cast<Panel>(i)});
  }
  screens.push_back({390, 844, 1, Panel::train});
  return screens;
}
INSTANTIATE_TEST_SUITE_P(Lab, UnlabelledImages, testing::ValuesIn(every_panel()));

TEST(DataPicker, OffersAllOfMnistAndStopsIt) {
  auto lab = open_laboratory({1440, 900, 1, Panel::train});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("data");
  EXPECT_FALSE(lab->items().contains("data-mnist"));
  lab->app->lab().offer_data(11'000'000);
  lab->app->want_frames();
  lab->settle();
  lab->requests.clear();
  lab->press("data-mnist");
  ASSERT_EQ(lab->requests.size(), 1u);
  EXPECT_EQ(lab->requests[0].kind, HostRequest::Kind::all_data);
  lab->app->lab().data_progress(0.5f);
  lab->app->want_frames();
  lab->settle();
  lab->press("data");
  lab->press("data-stop");
  ASSERT_EQ(lab->requests.size(), 2u);
  EXPECT_EQ(lab->requests[1].kind, HostRequest::Kind::stop_data);
}

TEST(DataPicker, IsOnAPhoneToo) {
  auto lab = open_laboratory({390, 1600, 1, Panel::train});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->requests.clear();
  lab->press("data");
  lab->press("data-own");
  ASSERT_EQ(lab->requests.size(), 1u);
  EXPECT_EQ(lab->requests[0].kind, HostRequest::Kind::open_file);
}

}  // namespace
}  // namespace hourglass
