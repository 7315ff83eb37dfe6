// Pictures are read back with stb_image, a decoder that shares no code with the encoder.
#include <gtest/gtest.h>

#include <limits>

#include "io/drawing.h"
#include "io/image_sheet.h"
#include "io/loss_plot.h"
#include "io/png.h"
#include "test_font.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#include <stb_image.h>

namespace hourglass {
namespace {

Image decode_png(const std::vector<std::uint8_t>& file) {
  Image image;
  stbi_uc* pixels = stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &image.width,
                                          &image.height, &image.channels, 0);
  if (pixels == nullptr) return {};
  image.pixels.assign(pixels, pixels + image.width * image.height * image.channels);
  stbi_image_free(pixels);
  return image;
}

Colour pixel(const Image& image, int x, int y) {
  const auto at = static_cast<std::size_t>((y * image.width + x) * image.channels);
  const auto last = static_cast<std::size_t>(image.channels - 1);
  return {image.pixels[at], image.pixels[at + last / 2], image.pixels[at + last]};
}

std::size_t count_pixels(const Image& image, Colour colour) {
  std::size_t count = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const Colour c = pixel(image, x, y);
      count += c.red == colour.red && c.green == colour.green && c.blue == colour.blue;
    }
  }
  return count;
}

TEST(Png, DecodesToTheSamePixels) {
  for (const int channels : {1, 3}) {
    Image image{37, 11, channels, {}};
    for (int i = 0; i < 37 * 11 * channels; ++i) {
      image.pixels.push_back(static_cast<std::uint8_t>(i * i * 31 + i / 7));
    }
    const Image decoded = decode_png(encode_png(image));
    EXPECT_EQ(decoded.width, image.width);
    EXPECT_EQ(decoded.height, image.height);
    EXPECT_EQ(decoded.channels, channels);
    EXPECT_EQ(decoded.pixels, image.pixels);
  }
}

TEST(Drawing, LinesCoverTheirWidthAndAreCutOffAtTheEdge) {
  Image image = blank_image(20, 10, 1, {255, 255, 255});
  const Point line[] = {{-50, 5}, {50, 5}};
  draw_lines(image, line, 4, {0, 0, 0});
  for (int x = 0; x < 20; ++x) {
    for (int y = 0; y < 10; ++y) {
      EXPECT_EQ(image.pixels[static_cast<std::size_t>(y * 20 + x)], y >= 3 && y < 7 ? 0 : 255)
          << x << "," << y;
    }
  }
}

TEST(Drawing, TextStandsWhereItsAlignmentSays) {
  const auto ink_columns = [](Align align) {
    Image image = blank_image(200, 40, 1, {255, 255, 255});
    draw_text(image, font(), {100, 30}, align, 30, "HHH", {0, 0, 0});
    int first = 200, last = -1;
    for (int y = 0; y < 40; ++y) {
      for (int x = 0; x < 200; ++x) {
        if (image.pixels[static_cast<std::size_t>(y * 200 + x)] > 128) continue;
        first = std::min(first, x);
        last = std::max(last, x);
      }
    }
    return std::pair(first, last);
  };
  const int width = static_cast<int>(font().width("HHH", 30));
  EXPECT_GT(width, 40);
  const auto [left, left_end] = ink_columns(Align::left);
  const auto [middle, middle_end] = ink_columns(Align::centre);
  const auto [right, right_end] = ink_columns(Align::right);
  EXPECT_GE(left, 100);
  EXPECT_LT(left, 106);
  EXPECT_NEAR((middle + middle_end) / 2, 100, 2);
  EXPECT_LT(right_end, 100);
  EXPECT_GT(right_end, 94);
  EXPECT_EQ(left_end - left, right_end - right);
  EXPECT_LE(left_end - 100, width);
}

TEST(Drawing, BytesThatAreNoUtf8AreDrawnAsSomething) {
  Image image = blank_image(300, 40, 1, {255, 255, 255});
  draw_text(image, font(), {5, 30}, Align::left, 30, "\xff\xc3 \xe2\x82 caf\xc3\xa9 \xf0\x9f",
            {0, 0, 0});
  EXPECT_LT(count_pixels(image, {255, 255, 255}), image.pixels.size());
}

TEST(Font, OtherBytesAreRefused) {
  EXPECT_FALSE(Font::open({}).ok());
  const std::vector<std::uint8_t> zeros(1000);
  EXPECT_FALSE(Font::open(zeros).ok());
}

TEST(ImageSheet, PlacesEveryPictureEnlarged) {
  Matrix<float> top(4, 2), bottom(4, 1);
  top.col(0) << 0, 0.5f, 1, 2;   // what is beyond 1 is white
  top.col(1) << -1, 0, 0, 0.2f;  // what is below 0 is black
  bottom.col(0) << 1, 1, 1, 0;
  const SheetRow rows[] = {{"", top}, {"", bottom}};
  const SheetLayout layout{.rows = 2, .columns = 2, .enlarge = 3, .gap = 5};
  const Image sheet = image_sheet(rows, layout, font());
  EXPECT_EQ(sheet.channels, 1);
  EXPECT_EQ(sheet.width, 5 + 2 * 11);
  EXPECT_EQ(sheet.height, 5 + 2 * 11);
  const auto grey = [&](int x, int y) { return int{pixel(sheet, x, y).red}; };
  EXPECT_EQ(grey(4, 4), 255);          // the gap
  EXPECT_EQ(grey(5, 5), 0);            // first picture: top left
  EXPECT_EQ(grey(5 + 3, 5 + 2), 128);  // top right, its last row
  EXPECT_EQ(grey(5 + 2, 5 + 3), 255);  // bottom left
  EXPECT_EQ(grey(16, 5), 0);           // second picture
  EXPECT_EQ(grey(16 + 5, 5 + 5), 51);
  EXPECT_EQ(grey(5 + 5, 16 + 5), 0);     // second row
  EXPECT_EQ(grey(16 + 3, 16 + 3), 255);  // no picture there
}

TEST(ImageSheet, KeepsRoomForLabels) {
  const SheetRow rows[] = {{"original", Matrix<float>::Zero(784, 1)}};
  const Image sheet = image_sheet(rows, {}, font());
  const int label = sheet.width - (6 + 84 + 6);
  EXPECT_GT(label, 60);
  std::size_t ink = 0;
  for (int y = 0; y < sheet.height; ++y) {
    for (int x = 0; x < label; ++x) ink += pixel(sheet, x, y).red < 128;
  }
  EXPECT_GT(ink, 100u);
}

constexpr Colour kTrain{0, 114, 178}, kTest{213, 94, 0};

TEST(LossPlot, ShowsBothCurves) {
  History history;
  for (int i = 1; i <= 20; ++i) {
    history.add({i, i / 10.0, 1.0 / i, i % 10 == 0 ? 2.0 / i : std::nan("")});
  }
  const Image image = plot_losses(history, {"title", "MSE", true}, font());
  EXPECT_EQ(image.channels, 3);
  EXPECT_GT(count_pixels(image, kTrain), 2000u);
  EXPECT_GT(count_pixels(image, kTest), 1000u);
}

TEST(LossPlot, SurvivesHistoriesThatCannotBeDrawn) {
  const double infinity = std::numeric_limits<double>::infinity();
  History history;
  EXPECT_GT(plot_losses(history, {}, font()).pixels.size(), 0u);
  history.add({0, 0, std::nan(""), infinity});
  history.add({1, 0, -1, 0});
  EXPECT_GT(plot_losses(history, {}, font()).pixels.size(), 0u);
  history.add({2, 0, 0.5, std::nan("")});
  EXPECT_GT(plot_losses(history, {}, font()).pixels.size(), 0u);
  history.add({3, 1e9, 1e-300, 1e300});
  EXPECT_GT(plot_losses(history, {std::string(500, 'w'), "MSE", false}, font()).pixels.size(), 0u);
}

}  // namespace
}  // namespace hourglass
