// Cards, which are cleared inside and drawn at their border: no gap and no seam between the two.
#include <gtest/gtest.h>

#include "lab/laboratory.h"
#include "lab/palette.h"

namespace hourglass {
namespace {

bool is_of(const Image& image, int x, int y, ImU32 colour) {
  const std::uint8_t* pixel = &image.pixels[3 * static_cast<std::size_t>(y * image.width + x)];
  return IM_COL32(pixel[0], pixel[1], pixel[2], 255) == colour;
}

class PlainArea : public testing::TestWithParam<float> {};

TEST_P(PlainArea, FromTheCardsBorderToItsFirstItemAllIsOfOneColour) {
  const float density = GetParam();
  auto lab = open_laboratory({1440, 900, density});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image image = lab->calm_picture();
  const Rect pad = lab->item("pad");
  const int y = static_cast<int>(pad.middle().y * density);
  const int end = static_cast<int>(pad.min.x * density) - 3;
  int x = 0, soft = 0;
  while (x < end && is_of(image, x, y, palette().page)) ++x;
  EXPECT_GT(x, 0);
  for (; x < end && !is_of(image, x, y, palette().card); ++x) ++soft;
  EXPECT_LE(soft, 1);
  EXPECT_LT(x, end - 10);
  for (; x < end; ++x) EXPECT_TRUE(is_of(image, x, y, palette().card)) << x;
}

INSTANTIATE_TEST_SUITE_P(Densities, PlainArea, testing::Values(1.0f, 1.3f, 2.0f));

}  // namespace
}  // namespace hourglass
