// Kept drawings: a row of images as the network sees them, and the text that they are stored as.
//
//   keep(drawer, live.seen);
//   std::string text = drawer_to_text(drawer.kept);              // when drawer.version has changed
//   Result<KeptImages> kept = drawer_from_text(text);
//   if (kept.ok()) refill(drawer, std::move(kept.value()));
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/digit_normalization.h"
#include "engine/matrix.h"
#include "engine/result.h"

namespace hourglass {

using KeptImage = std::array<std::uint8_t, kDigitPixels>;  // row by row, ink = 255
using KeptImages = std::vector<KeptImage>;

struct Drawer {
  static constexpr std::size_t kMost = 24;

  KeptImages kept;            // the oldest first
  std::uint64_t version = 1;  // raised with every change

  bool full() const { return kept.size() >= kMost; }
};

// Adds an image (kDigitSide^2, in [0, 1]) at the end. Precondition: not full.
void keep(Drawer& drawer, const Column<float>& image);
// Puts one where it was before it was taken out. Preconditions: not full, at <= kept.size().
void put_back(Drawer& drawer, std::size_t at, const KeptImage& image);
// Precondition: at < kept.size().
KeptImage take_out(Drawer& drawer, std::size_t at);
// Replaces everything. Precondition: at most kMost.
void refill(Drawer& drawer, KeptImages kept);

Column<float> pixels_of(const KeptImage& image);

// A line that names the form and its version, then a line of base64 for each image.
std::string drawer_to_text(const KeptImages& kept);
// Refuses whatever drawer_to_text() does not write, and more than Drawer::kMost images.
Result<KeptImages> drawer_from_text(std::string_view text);

}  // namespace hourglass
