#include "study/codes.h"

#include <algorithm>
#include <cassert>

namespace hourglass {
namespace {

Index classes_of(const ImageSet& set) {
  const auto largest = std::max_element(set.labels.begin(), set.labels.end());
  return largest == set.labels.end() ? 0 : Index{*largest} + 1;
}

}  // namespace

CodeStudy::CodeStudy(const Network<float>& network, const ImageSet& set)
    : network_(&network),
      set_(&set),
      blocks_(set),
      pass_(network, ImageBlocks::kBlock, false),
      codes_(network.code_size(), ImageBlocks::kBlock),
      moments_(network.code_size()),
      lowest_(Column<float>::Zero(network.code_size())),
      highest_(lowest_),
      class_sums_(Matrix<double>::Zero(network.code_size(), classes_of(set))),
      class_counts_(static_cast<std::size_t>(classes_of(set))) {}

void CodeStudy::advance(std::span<const float> parameters, Workers& workers) {
  const Index first = blocks_.position();
  const ConstBatch<float> x = blocks_.next(workers);
  last_ = x.cols();
  auto codes = codes_.leftCols(last_);
  network_->encode(parameters.data(), x, pass_, codes, workers);
  moments_.add(codes, workers);
  if (first == 0) lowest_ = highest_ = codes.col(0);
  lowest_ = lowest_.cwiseMin(codes.rowwise().minCoeff());
  highest_ = highest_.cwiseMax(codes.rowwise().maxCoeff());
  for (Index i = 0; i < last_; ++i) {
    const std::size_t label = set_->labels[static_cast<std::size_t>(first + i)];
    class_sums_.col(static_cast<Index>(label)) += codes.col(i).cast<double>();
    ++class_counts_[label];
  }
}

CodeStatistics CodeStudy::result() const {
  CodeStatistics result{moments_.mean(),
                        moments_.covariance().diagonal(),
                        lowest_.cast<double>(),
                        highest_.cast<double>(),
                        class_sums_,
                        class_counts_};
  // Rounding may leave a variance that is 0 a little below it.
  result.deviation = result.deviation.cwiseMax(0.0).cwiseSqrt();
  for (std::size_t c = 0; c < class_counts_.size(); ++c) {
    result.class_means.col(static_cast<Index>(c)) /=
        static_cast<double>(std::max<Index>(1, class_counts_[c]));
  }
  return result;
}

NearestColumns::NearestColumns(Matrix<float> queries, Index k)
    : queries_(std::move(queries)),
      k_(static_cast<std::size_t>(k)),
      nearest_(static_cast<std::size_t>(queries_.cols())) {
  assert(k >= 1);
}

void NearestColumns::add(ConstBatch<float> x, Workers& workers) {
  assert(x.rows() == queries_.rows());
  workers.run(static_cast<int>(queries_.cols()), [&](int query) {
    std::vector<Neighbour>& best = nearest_[static_cast<std::size_t>(query)];
    for (Index i = 0; i < x.cols(); ++i) {
      const double distance = (x.col(i) - queries_.col(query)).cast<double>().squaredNorm();
      const auto place = std::upper_bound(
          best.begin(), best.end(), distance,
          [](double d, const Neighbour& other) { return d < other.squared_distance; });
      if (best.size() == k_ && place == best.end()) continue;
      best.insert(place, {count_ + i, distance});
      if (best.size() > k_) best.pop_back();
    }
  });
  count_ += x.cols();
}

std::span<const NearestColumns::Neighbour> NearestColumns::nearest(Index query) const {
  return nearest_[static_cast<std::size_t>(query)];
}

}  // namespace hourglass
