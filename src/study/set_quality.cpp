#include "study/set_quality.h"

#include <algorithm>
#include <cassert>

namespace hourglass {
namespace {

// The measures that Evaluation does not have.
void add(ImageQuality& to, const ImageQuality& from) {
  to.correlation += from.correlation;
  to.psnr += from.psnr;
  to.ssim += from.ssim;
}

ImageQuality mean(const Metrics& errors, const ImageQuality& sums, double images) {
  return {errors.mse,         errors.mae,        errors.bce, sums.correlation / images,
          sums.psnr / images, sums.ssim / images};
}

}  // namespace

QualityStudy::QualityStudy(const Network<float>& network, const ImageSet& set, std::uint64_t seed)
    : shape_{set.rows, set.columns},
      evaluation_(network, set, seed),
      columns_(static_cast<std::size_t>(Evaluation::kBlock)) {}

void QualityStudy::advance(std::span<const float> parameters, const NoiseSpec& noise,
                           Workers& workers) {
  assert(!done());
  evaluation_.advance(parameters, noise, workers);
  const ConstBatch<float> clean = evaluation_.clean(), noisy = evaluation_.noisy(),
                          output = evaluation_.output();
  workers.run(static_cast<int>(clean.cols()), [&](int c) {
    columns_[static_cast<std::size_t>(c)] = {compare(clean.col(c), output.col(c), shape_),
                                             compare(clean.col(c), noisy.col(c), shape_)};
  });
  for (Index c = 0; c < clean.cols(); ++c) {
    add(sums_.reconstruction, columns_[static_cast<std::size_t>(c)].reconstruction);
    add(sums_.noisy, columns_[static_cast<std::size_t>(c)].noisy);
  }
  measured_ += clean.cols();
}

SetQuality QualityStudy::result() const {
  const EvaluationResult errors = evaluation_.result();
  const double images = std::max(1.0, static_cast<double>(measured_));
  return {mean(errors.reconstruction, sums_.reconstruction, images),
          mean(errors.noisy, sums_.noisy, images)};
}

SetQuality measure_quality(const Network<float>& network, std::span<const float> parameters,
                           const ImageSet& set, const NoiseSpec& noise, std::uint64_t seed,
                           Workers& workers) {
  QualityStudy study(network, set, seed);
  while (!study.done()) study.advance(parameters, noise, workers);
  return study.result();
}

}  // namespace hourglass
