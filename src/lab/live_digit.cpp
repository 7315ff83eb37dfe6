#include "lab/live_digit.h"

#include <algorithm>

#include "engine/random.h"

namespace hourglass {

bool takes_drawings(const Inference& inference) {
  return inference.ready() && inference.network().inputs() == kDigitPixels;
}

void corrupt_drawing(const Drawing& drawing, const NoiseSpec& noise, std::uint64_t roll,
                     Workers& workers, LiveDigit& digit) {
  const DrawingInput input = input_of(drawing);
  const auto pixels = static_cast<Index>(input.whole.size());
  digit.seen = Eigen::Map<const Column<float>>(input.whole.data(), pixels);
  digit.noisy = Eigen::Map<const Column<float>>(input.given.data(), pixels);
  corrupt(noise, {roll, stream_id(Stream::picks)}, digit.noisy, digit.noisy, workers);
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

std::optional<DigitFrame> frame_of(const Column<float>& image) {
  constexpr float kPaper = 0.05f;
  float left = kDigitSide, top = kDigitSide, right = 0, bottom = 0;
  float mass = 0, mass_x = 0, mass_y = 0;
  for (Index i = 0; i < image.size(); ++i) {
    if (image[i] < kPaper) continue;
    const auto x = static_cast<float>(i % kDigitSide);
    const auto y = static_cast<float>(i / kDigitSide);
    left = std::min(left, x);
    top = std::min(top, y);
    right = std::max(right, x + 1);
    bottom = std::max(bottom, y + 1);
    mass += image[i];
    mass_x += image[i] * (x + 0.5f);
    mass_y += image[i] * (y + 0.5f);
  }
  constexpr float kBox = kDigitBox;
  if (mass == 0 || right - left > kBox || bottom - top > kBox) return std::nullopt;
  return DigitFrame{0.5f * (left + right - kBox), 0.5f * (top + bottom - kBox), mass_x / mass,
                    mass_y / mass};
}

}  // namespace hourglass
