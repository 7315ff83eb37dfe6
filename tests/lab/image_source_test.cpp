#include "lab/image_source.h"

#include <gtest/gtest.h>

#include "lab/bench.h"

namespace hourglass {
namespace {

struct Shelf : Bench {
  Shelf() { keep(drawer, gallery.col(0)); }
  Sources sources() const { return {digit.seen, &data, drawer}; }
  Sources without_data() const { return {digit.seen, nullptr, drawer}; }

  Dataset data = synthetic_digits(1, 10, 20);
  Drawer drawer;
};

TEST(ImageSource, EachKindIsWhatItsTitleSays) {
  const Shelf shelf;
  const Sources from = shelf.sources();
  EXPECT_EQ(image_of({SourceKind::drawing, 0}, from), shelf.digit.seen);
  EXPECT_EQ(image_of({SourceKind::inverted, 0}, from), Column<float>(1 - shelf.digit.seen.array()));
  EXPECT_EQ(image_of({SourceKind::blank, 0}, from), Column<float>::Zero(784));
  EXPECT_EQ(title_of({SourceKind::test, 13}, from), "Test digit 3, no. 14");
  const Column<float> test = image_of({SourceKind::test, 13}, from);
  EXPECT_EQ(test[400], static_cast<float>(shelf.data.test.image(13)[400]) / 255);
  EXPECT_LT((image_of({SourceKind::kept, 0}, from) - shelf.gallery.col(0)).norm(), 0.1f);
  EXPECT_EQ(title_of({SourceKind::letter, 4}, from), "Letter K");
  EXPECT_NE(image_of({SourceKind::letter, 4}, from), image_of({SourceKind::letter, 0}, from));
  EXPECT_NE(image_of({SourceKind::noise, 0}, from), image_of({SourceKind::noise, 1}, from));
  EXPECT_NEAR(image_of({SourceKind::checks, 0}, from).mean(), 0.5f, 0.02f);
}

TEST(ImageSource, AnIndexFromElsewhereIsNeverOutOfRange) {
  const Shelf shelf;
  for (const SourceKind kind : {SourceKind::test, SourceKind::kept, SourceKind::letter}) {
    for (const Index index : {Index{-5}, Index{1'000'003}}) {
      for (const Sources& from : {shelf.sources(), shelf.without_data()}) {
        EXPECT_EQ(image_of({kind, index}, from).size(), 784);
        EXPECT_FALSE(title_of({kind, index}, from).empty());
      }
    }
  }
}

TEST(ImageSource, ThereIsSomethingToShowBeforeDataAndDrawerAreThere) {
  const Bench bench;
  const Drawer empty;
  const Sources from{bench.digit.seen, nullptr, empty};
  EXPECT_GT(image_of({SourceKind::test, 3}, from).sum(), 10);
  EXPECT_EQ(title_of({SourceKind::test, 3}, from), "Synthetic digit 3");
  EXPECT_EQ(image_of({SourceKind::kept, 0}, from), Column<float>::Zero(784));
}

}  // namespace
}  // namespace hourglass
