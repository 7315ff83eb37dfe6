// How much one image is like another.
//
//   ImageQuality q = compare(digit, reconstruction, {28, 28});
//
// Pixels are in [0, 1]. All sums are in double precision.
#pragma once

#include "engine/matrix.h"

namespace hourglass {

struct ImageShape {
  Index rows = 28;
  Index columns = 28;
};

struct ImageQuality {
  double mse = 0;          // mean squared error a pixel
  double mae = 0;          // mean absolute error a pixel
  double bce = 0;          // binary cross-entropy a pixel, logarithms clamped at -100 as PyTorch's
  double correlation = 0;  // Pearson's, over the pixels; 0 where one of the images is constant
  double psnr = 0;         // peak signal-to-noise ratio, dB; infinite for equal images
  double ssim = 0;         // structural similarity; NaN for images smaller than its window

  double similarity() const { return 1 - mae; }
};

// Peak signal-to-noise ratio in dB where the peak is 1: 10 log10(1 / mse).
double psnr_of_mse(double mse);

// Structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004): the mean over all windows of 11 x
// 11 pixels, weighted by a Gaussian of sigma 1.5 that sums to 1, with K1 = 0.01, K2 = 0.03, L = 1
// and variances divided by the weights' sum. As in the authors' program, only windows that lie
// wholly inside the image count, so borders are never invented: the outer five pixels have no
// window of their own. a, b: (rows * columns), row by row. NaN where a side has fewer than 11
// pixels.
double structural_similarity(const Eigen::Ref<const Column<float>>& a,
                             const Eigen::Ref<const Column<float>>& b, ImageShape shape);

// Everything above, of `image` against `target`, both (rows * columns), row by row.
ImageQuality compare(const Eigen::Ref<const Column<float>>& target,
                     const Eigen::Ref<const Column<float>>& image, ImageShape shape);

// What denoising gains over leaving the noise: (noisy - denoised) / noisy. 1 is perfect, 0 no gain,
// negative a loss; 0 where there is no noise.
double improvement(double mse_noisy, double mse_denoised);

}  // namespace hourglass
