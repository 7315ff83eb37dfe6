#include "lab/drawer.h"

#include <gtest/gtest.h>

#include "data/synthetic.h"

namespace hourglass {
namespace {

Column<float> digit(int label) {
  const DigitImage image = draw_digit(label, 1, 0);
  return Eigen::Map<const Column<float>>(image.data(), static_cast<Index>(image.size()));
}

Drawer two() {
  Drawer drawer;
  keep(drawer, digit(3));
  keep(drawer, digit(8));
  return drawer;
}

TEST(Drawer, KeepsWhatTheNetworkSaw) {
  const Drawer drawer = two();
  ASSERT_EQ(drawer.kept.size(), 2u);
  EXPECT_LT((pixels_of(drawer.kept[1]) - digit(8)).cwiseAbs().maxCoeff(), 0.51f / 255);
}

TEST(Drawer, WhatWasTakenOutGoesBackToItsPlace) {
  Drawer drawer = two();
  const KeptImages before = drawer.kept;
  const auto version = drawer.version;
  const KeptImage image = take_out(drawer, 0);
  EXPECT_EQ(drawer.kept.front(), before.back());
  EXPECT_GT(drawer.version, version);
  put_back(drawer, 0, image);
  EXPECT_EQ(drawer.kept, before);
}

TEST(Drawer, TextGivesTheSameImages) {
  Drawer full;
  while (!full.full()) keep(full, digit(static_cast<int>(full.kept.size()) % 10));
  for (const KeptImages& kept : {KeptImages{}, two().kept, full.kept}) {
    const Result<KeptImages> again = drawer_from_text(drawer_to_text(kept));
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(again.value(), kept);
  }
}

// As RFC 4648 has it, so that other programs can read it.
TEST(Drawer, TheTextIsBase64) {
  KeptImage image{};
  image[0] = 'M', image[1] = 'a', image[2] = 'n';
  image.back() = 'M';
  const std::string text = drawer_to_text({image});
  const std::string line = text.substr(text.find('\n') + 1);
  EXPECT_EQ(line.substr(0, 8), "TWFuAAAA");
  EXPECT_EQ(line.substr(line.size() - 5), "TQ==\n");
}

TEST(Drawer, MalformedTextIsRefusedWithAReason) {
  const std::string good = drawer_to_text(two().kept);
  const std::string one = drawer_to_text({two().kept.front()});
  const std::string line = one.substr(one.find('\n') + 1);
  std::string many = drawer_to_text({});
  for (std::size_t i = 0; i <= Drawer::kMost; ++i) many += line;
  const auto with = [&good](std::size_t at, char c) {
    std::string text = good;
    text[at] = c;
    return text;
  };
  const std::size_t first = good.find('\n') + 1;
  const std::size_t padding = good.find('=');
  const std::string bad[] = {"",
                             "hourglass drawer 2\n",
                             good + "\n",
                             good + "AAAA\n",
                             good.substr(0, good.size() - 2),
                             with(first + 5, '='),
                             with(first + 5, '-'),
                             with(first + 5, '\0'),
                             with(first + 5, '\n'),
                             with(first + 5, static_cast<char>(0xff)),
                             with(padding, 'A'),
                             with(padding - 1, '/'),  // bits beyond the last byte
                             many};
  for (const std::string& text : bad) {
    const Result<KeptImages> kept = drawer_from_text(text);
    ASSERT_FALSE(kept.ok()) << text.substr(0, 60);
    EXPECT_EQ(kept.error().message.back(), '.');
  }
  EXPECT_NE(drawer_from_text(with(first + 5, '-')).error().message.find("drawing 1"),
            std::string::npos);
}

}  // namespace
}  // namespace hourglass
