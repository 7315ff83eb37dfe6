#include "training/evaluation.h"

#include <algorithm>
#include <cassert>

namespace hourglass {
namespace {

constexpr float kSmallestLog = -100;  // PyTorch's clamp

// Sums over the pixels of one image.
Metrics sums(const Eigen::Ref<const Column<float>>& target,
             const Eigen::Ref<const Column<float>>& y) {
  const auto t = target.array(), x = y.array();
  const auto log_x = x.log().cwiseMax(kSmallestLog);
  const auto log_rest = (1 - x).log().cwiseMax(kSmallestLog);
  return {static_cast<double>((x - t).square().sum()), static_cast<double>((x - t).abs().sum()),
          -static_cast<double>((t * log_x + (1 - t) * log_rest).sum())};
}

void add(Metrics& to, const Metrics& from) {
  to.mse += from.mse;
  to.mae += from.mae;
  to.bce += from.bce;
}

Metrics divided(const Metrics& sums, double by) {
  return {sums.mse / by, sums.mae / by, sums.bce / by};
}

}  // namespace

Evaluation::Evaluation(const Network<float>& network, const ImageSet& set, std::uint64_t seed)
    : network_(&network),
      set_(&set),
      seed_(seed),
      pass_(network, kBlock, false),
      clean_(network.inputs(), kBlock),
      noisy_(network.inputs(), kBlock),
      output_(network.inputs(), kBlock),
      columns_(kBlock) {}

void Evaluation::restart() {
  sums_ = {};
  measured_ = last_ = 0;
}

void Evaluation::advance(std::span<const float> parameters, const NoiseSpec& noise,
                         Workers& workers) {
  assert(!done());
  const Index n = std::min(kBlock, set_->count() - measured_);
  auto clean = clean_.leftCols(n), noisy = noisy_.leftCols(n), output = output_.leftCols(n);
  gather_range(*set_, measured_, clean, workers);
  corrupt(noise, {seed_, stream_id(Stream::test_noise)}, clean, noisy, workers, measured_);
  network_->reconstruct(parameters.data(), noisy, pass_, output, workers);
  workers.run(static_cast<int>(n), [&](int c) {
    columns_[static_cast<std::size_t>(c)] = {sums(clean.col(c), output.col(c)),
                                             sums(clean.col(c), noisy.col(c))};
  });
  for (Index c = 0; c < n; ++c) {
    add(sums_.reconstruction, columns_[static_cast<std::size_t>(c)].reconstruction);
    add(sums_.noisy, columns_[static_cast<std::size_t>(c)].noisy);
  }
  measured_ += n;
  last_ = n;
}

EvaluationResult Evaluation::result() const {
  const double pixels = std::max(1.0, static_cast<double>(measured_ * network_->inputs()));
  return {divided(sums_.reconstruction, pixels), divided(sums_.noisy, pixels)};
}

EvaluationResult evaluate(const Network<float>& network, std::span<const float> parameters,
                          const ImageSet& set, const NoiseSpec& noise, std::uint64_t seed,
                          Workers& workers) {
  Evaluation evaluation(network, set, seed);
  while (!evaluation.done()) evaluation.advance(parameters, noise, workers);
  return evaluation.result();
}

}  // namespace hourglass
