#include "data/subset.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "digits.h"

namespace hourglass {
namespace {

// Class sizes 50, 30 and 20; the two pixels of an image are its number and its label.
ImageSet uneven_set() {
  ImageSet set{1, 2, {}, {}};
  for (int i = 0; i < 100; ++i) {
    const int label = i < 50 ? 0 : i < 80 ? 1 : 2;
    set.pixels.insert(set.pixels.end(),
                      {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(label)});
    set.labels.push_back(static_cast<std::uint8_t>(label));
  }
  return set;
}

std::map<int, int> class_sizes(const ImageSet& set) {
  std::map<int, int> sizes;
  for (std::uint8_t label : set.labels) ++sizes[label];
  return sizes;
}

TEST(StratifiedSubset, KeepsTheSharesOfTheClasses) {
  const ImageSet set = uneven_set();
  EXPECT_EQ(class_sizes(stratified_subset(set, 10, 1)),
            (std::map<int, int>{{0, 5}, {1, 3}, {2, 2}}));
  // 3.5, 2.1 and 1.4 of 7: the largest remainder is the first's.
  EXPECT_EQ(class_sizes(stratified_subset(set, 7, 1)),
            (std::map<int, int>{{0, 4}, {1, 2}, {2, 1}}));
  // 0.5, 0.3 and 0.2 of 1.
  EXPECT_EQ(class_sizes(stratified_subset(set, 1, 1)), (std::map<int, int>{{0, 1}}));
  for (Index count = 0; count <= set.count(); ++count) {
    EXPECT_EQ(stratified_subset(set, count, 1).count(), count);
  }
}

TEST(StratifiedSubset, TakesEachImageOnceAndWithItsLabel) {
  const ImageSet subset = stratified_subset(uneven_set(), 60, 5);
  std::set<int> seen;
  for (Index i = 0; i < subset.count(); ++i) {
    EXPECT_TRUE(seen.insert(subset.image(i)[0]).second);
    EXPECT_EQ(subset.image(i)[1], subset.labels[static_cast<std::size_t>(i)]);
  }
}

TEST(StratifiedSubset, IsShuffledBySeed) {
  const ImageSet set = uneven_set();
  const ImageSet subset = stratified_subset(set, 60, 5);
  EXPECT_EQ(subset.pixels, stratified_subset(set, 60, 5).pixels);
  EXPECT_NE(subset.pixels, stratified_subset(set, 60, 6).pixels);
  EXPECT_FALSE(std::is_sorted(subset.labels.begin(), subset.labels.end()));
}

}  // namespace
}  // namespace hourglass
