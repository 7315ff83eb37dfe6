#include "lab/figures.h"

#include <gtest/gtest.h>

#include <set>

#include "lab/headless.h"

namespace hourglass {
namespace {

constexpr Figure kAll[] = {Figure::flow, Figure::probe, Figure::filters, Figure::morph,
                           Figure::curves};

TEST(Figures, GrowWithTheirScale) {
  Headless it;
  it.session.send(TrainSteps{60});
  it.run();
  for (const Figure figure : kAll) {
    const char* name = words_of(figure).name;
    ASSERT_EQ(why_no_figure(it.lab, figure), nullptr) << name;
    const Image small = draw_figure(it.lab, figure, 1).value();
    const Image large = draw_figure(it.lab, figure, 4).value();
    EXPECT_GT(small.width, 400) << name;
    EXPECT_NEAR(large.width, 4 * small.width, 8) << name;
    EXPECT_NEAR(large.height, 4 * small.height, 8) << name;
    EXPECT_GT(std::set<std::uint8_t>(small.pixels.begin(), small.pixels.end()).size(), 10u) << name;
  }
}

TEST(Figures, TheFlowHoldsWhatIsShown) {
  Headless it;
  const Image image = draw_figure(it.lab, Figure::flow, 1).value();
  // The middle of the pixel in row 14, column 14 of each picture; 6 pixels for one, gaps of 6.
  const int top = image.height - (6 + 28 * 6) + 14 * 6 + 3;
  const Column<float>* parts[] = {&it.lab.live.seen, &it.lab.live.noisy,
                                  &it.lab.live.reconstruction};
  for (int i = 0; i < 3; ++i) {
    const int left = 6 + i * (28 * 6 + 6) + 14 * 6 + 3;
    EXPECT_NEAR(image.pixels[static_cast<std::size_t>(top * image.width + left)],
                255 * (*parts[i])[14 * 28 + 14], 0.51)
        << i;
  }
}

TEST(Figures, AreMissingWithAReason) {
  Headless it;
  ASSERT_NE(why_no_figure(it.lab, Figure::curves), nullptr);
  EXPECT_EQ(draw_figure(it.lab, Figure::curves, 1).error().message,
            why_no_figure(it.lab, Figure::curves));
  it.session.send(UseRecipe{builtin_recipe("F-conv-transposed").value()});
  it.run();
  EXPECT_NE(why_no_figure(it.lab, Figure::filters), nullptr);
  EXPECT_FALSE(draw_figure(it.lab, Figure::filters, 1).ok());
  EXPECT_EQ(why_no_figure(it.lab, Figure::morph), nullptr);
}

}  // namespace
}  // namespace hourglass
