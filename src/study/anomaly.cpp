#include "study/anomaly.h"

#include <cmath>
#include <limits>

namespace hourglass {

ErrorScores::ErrorScores(const Network<float>& network, const ImageSet& set)
    : network_(&network),
      blocks_(set),
      pass_(network, ImageBlocks::kBlock, false),
      output_(network.inputs(), ImageBlocks::kBlock) {
  scores_.reserve(static_cast<std::size_t>(set.count()));
}

void ErrorScores::advance(std::span<const float> parameters, Workers& workers) {
  const ConstBatch<float> x = blocks_.next(workers);
  auto output = output_.leftCols(x.cols());
  network_->reconstruct(parameters.data(), x, pass_, output, workers);
  for (Index c = 0; c < x.cols(); ++c) {
    const float mse = (x.col(c) - output.col(c)).squaredNorm() / static_cast<float>(x.rows());
    scores_.push_back(std::isfinite(mse) ? mse : std::numeric_limits<float>::max());
  }
}

}  // namespace hourglass
