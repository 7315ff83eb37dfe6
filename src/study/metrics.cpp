#include "study/metrics.h"

#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace hourglass {
namespace {

using Picture = Eigen::ArrayXXd;  // transposed: (columns x rows), which none of this minds

constexpr Index kWindow = 11;
constexpr double kSigma = 1.5;
constexpr double kC1 = 0.01 * 0.01, kC2 = 0.03 * 0.03;  // (K1 L)^2, (K2 L)^2

std::array<double, kWindow> gaussian_weights() {
  std::array<double, kWindow> weights;
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double x = static_cast<double>(i) - (kWindow - 1) / 2.0;
    weights[i] = std::exp(-x * x / (2 * kSigma * kSigma));
    sum += weights[i];
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

const std::array<double, kWindow> kWeights = gaussian_weights();

// The weighted mean over every window inside the picture. The Gaussian separates into two passes.
Picture window_means(const Picture& x) {
  const Index rows = x.rows() - kWindow + 1, columns = x.cols() - kWindow + 1;
  Picture along = Picture::Zero(x.rows(), columns);
  for (Index i = 0; i < kWindow; ++i) {
    along += kWeights[static_cast<std::size_t>(i)] * x.middleCols(i, columns);
  }
  Picture means = Picture::Zero(rows, columns);
  for (Index i = 0; i < kWindow; ++i) {
    means += kWeights[static_cast<std::size_t>(i)] * along.middleRows(i, rows);
  }
  return means;
}

Picture picture(const Eigen::Ref<const Column<float>>& pixels, ImageShape shape) {
  assert(pixels.size() == shape.rows * shape.columns);
  return Eigen::Map<const Eigen::ArrayXXf>(pixels.data(), shape.columns, shape.rows).cast<double>();
}

double correlation(const Column<double>& a, const Column<double>& b) {
  const Column<double> x = a.array() - a.mean(), y = b.array() - b.mean();
  const double norms = x.norm() * y.norm();
  return norms > 0 ? x.dot(y) / norms : 0;
}

}  // namespace

double psnr_of_mse(double mse) { return -10 * std::log10(mse); }

double structural_similarity(const Eigen::Ref<const Column<float>>& a,
                             const Eigen::Ref<const Column<float>>& b, ImageShape shape) {
  if (shape.rows < kWindow || shape.columns < kWindow) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const Picture x = picture(a, shape), y = picture(b, shape);
  const Picture mean_x = window_means(x), mean_y = window_means(y);
  const Picture variance_x = window_means(x.square()) - mean_x.square();
  const Picture variance_y = window_means(y.square()) - mean_y.square();
  const Picture covariance = window_means(x * y) - mean_x * mean_y;
  return ((2 * mean_x * mean_y + kC1) * (2 * covariance + kC2) /
          ((mean_x.square() + mean_y.square() + kC1) * (variance_x + variance_y + kC2)))
      .mean();
}

ImageQuality compare(const Eigen::Ref<const Column<float>>& target,
                     const Eigen::Ref<const Column<float>>& image, ImageShape shape) {
  constexpr double kSmallestLog = -100;
  const Column<double> t = target.cast<double>(), x = image.cast<double>();
  const auto log_x = x.array().log().cwiseMax(kSmallestLog);
  const auto log_rest = (1 - x.array()).log().cwiseMax(kSmallestLog);
  ImageQuality quality;
  quality.mse = (x - t).array().square().mean();
  quality.mae = (x - t).array().abs().mean();
  quality.bce = -(t.array() * log_x + (1 - t.array()) * log_rest).mean();
  quality.correlation = correlation(t, x);
  quality.psnr = psnr_of_mse(quality.mse);
  quality.ssim = structural_similarity(target, image, shape);
  return quality;
}

double improvement(double mse_noisy, double mse_denoised) {
  return mse_noisy > 0 ? (mse_noisy - mse_denoised) / mse_noisy : 0;
}

}  // namespace hourglass
