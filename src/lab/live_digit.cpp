#include "lab/live_digit.h"

#include <algorithm>

#include "engine/random.h"

namespace hourglass {

bool takes_drawings(const Inference& inference) {
  return inference.ready() && inference.network().inputs() == kDigitSide * kDigitSide;
}

void corrupt_drawing(const Canvas& canvas, const NoiseSpec& noise, std::uint64_t roll,
                     Workers& workers, LiveDigit& digit) {
  const DigitImage image = normalize_digit(canvas.ink, canvas.rows, canvas.columns);
  digit.seen.resize(static_cast<Index>(image.size()));
  std::copy(image.begin(), image.end(), digit.seen.data());
  digit.noisy.resize(digit.seen.size());
  corrupt(noise, {roll, stream_id(Stream::picks)}, digit.seen, digit.noisy, workers);
}

void denoise_drawing(Inference& inference, LiveDigit& digit) {
  if (!takes_drawings(inference)) {
    digit.code.resize(0);
    digit.reconstruction.resize(0);
    digit.error.resize(0);
    return;
  }
  digit.code = inference.encode(digit.noisy);
  digit.reconstruction = inference.decode(digit.code);
  digit.error = digit.reconstruction - digit.seen;
  digit.mse =
      static_cast<double>(digit.error.squaredNorm()) / static_cast<double>(digit.seen.size());
}

}  // namespace hourglass
