// The sheet that images are picked from: test digits of a class, your drawings, what is no digit.
//
//   if (press_area(...).pressed) open_image_picker(lab, "morph-a");
//   if (auto picked = image_picker(lab, "morph-a", button_place, OffersDrawing::yes)) ...
//
// Names for scripts, while it is open: "pick-class-0" ..., "pick-more", "pick-test-0" ...,
// "pick-drawing", "pick-kept-0" ..., "pick-letter", "pick-noise", "pick-blank", "pick-inverted",
// "pick-checks".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lab/graphics/digit_renderer.h"
#include "lab/image_source.h"
#include "lab/ui.h"

namespace hourglass {

struct LabState;

struct PickedImage {
  ImageSource source;
  Column<float> pixels;  // kDigitSide^2
  std::string title;
};

// What the sheet shows and where it was left: one for all that pick.
struct ImagePicker {
  static constexpr Index kTests = 24;
  static constexpr int kAllClasses = -1;

  int digit_class = kAllClasses;
  Index first_test = 0;  // of the class's test images, the first one shown
  Index first_kept = 0;
  Index letter = 0, noise = 0;  // the next to offer

  std::vector<std::uint32_t> members;  // test images of the class
  const void* members_of = nullptr;    // which data they are of
  bool changed = true;                 // the tiles are out of date
  TileId tests[kTests], letter_tile, noise_tile, blank_tile, inverted_tile, checks_tile;
};

void add_tiles(ImagePicker& picker, DigitRenderer& digits);

enum class OffersDrawing : std::uint8_t { no, yes };

// From the window that image_picker() is called in.
void open_image_picker(LabState& lab, const char* name);
// To be called in every frame: draws the sheet while it is open, beside the button that opened it.
// What was picked, once; then it is closed.
std::optional<PickedImage> image_picker(LabState& lab, const char* name, const Rect& button_place,
                                        OffersDrawing drawing);

// Where image_of() and title_of() find what they need in the laboratory.
Sources sources_of(const LabState& lab);

}  // namespace hourglass
