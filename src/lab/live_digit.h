// The drawn digit on its way through the network: what the drawing panel and the code panel show.
#pragma once

#include "data/digit_normalization.h"
#include "data/noise.h"
#include "data/pen.h"
#include "engine/matrix.h"
#include "engine/workers.h"
#include "study/inference.h"

namespace hourglass {

struct LiveDigit {
  Column<float> seen;            // kDigitSide^2, as the network is given it without noise
  Column<float> noisy;           // what the network is given
  Column<float> code;            // code_size; empty while there is no model
  Column<float> reconstruction;  // kDigitSide^2; empty while there is no model
  Column<float> error;           // reconstruction - seen, signed
  double mse = 0;                // mean of error^2
};

// Whether the model takes and gives images of the drawing's form.
bool takes_drawings(const Inference& inference);

// From the canvas: seen and noisy. `roll` picks the noise: the same roll, the same noise.
void corrupt_drawing(const Canvas& canvas, const NoiseSpec& noise, std::uint64_t roll,
                     Workers& workers, LiveDigit& digit);
// From noisy: the rest. Empties them unless takes_drawings().
void denoise_drawing(Inference& inference, LiveDigit& digit);

}  // namespace hourglass
