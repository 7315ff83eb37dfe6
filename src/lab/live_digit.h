// The drawn digit on its way through the network: what the drawing panel and the code panel show.
#pragma once

#include <optional>

#include "data/noise.h"
#include "engine/matrix.h"
#include "engine/workers.h"
#include "lab/drawing.h"
#include "study/inference.h"

namespace hourglass {

struct LiveDigit {
  Column<float> seen;            // kDigitSide^2, the whole drawing without noise
  Column<float> noisy;           // what the network is given: without what was rubbed out
  Column<float> code;            // code_size; empty while there is no model
  Column<float> reconstruction;  // kDigitSide^2; empty while there is no model
  Column<float> error;           // reconstruction - seen, signed
  double mse = 0;                // mean of error^2
};

// Whether the model takes and gives images of the drawing's form.
bool takes_drawings(const Inference& inference);

// From the drawing: seen and noisy. `roll` picks the noise: the same roll, the same noise.
void corrupt_drawing(const Drawing& drawing, const NoiseSpec& noise, std::uint64_t roll,
                     Workers& workers, LiveDigit& digit);
// From noisy: the rest. Empties them unless takes_drawings().
void denoise_drawing(Inference& inference, LiveDigit& digit);

// Where the ink of an image (kDigitSide^2) lies, in pixels from its corner: the box of kDigitBox
// that it fits into, around its middle, and its centre of mass.
struct DigitFrame {
  float box_left, box_top;
  float mass_x, mass_y;
};
// Nothing for blank paper, and for ink that no such box holds.
std::optional<DigitFrame> frame_of(const Column<float>& image);

}  // namespace hourglass
