#include "training/evaluation.h"

#include <algorithm>
#include <cassert>

#include "engine/gaussian_head.h"
#include "engine/random.h"

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
      columns_(kBlock) {
  if (!is_variational(network.spec())) return;
  epsilon_.resize(network.code_size(), kBlock);
  code_.resize(network.code_size(), kBlock);
}

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
  if (code_.size() > 0) add_negative_elbo(parameters, n, workers);
  measured_ += n;
  last_ = n;
}

// Image i of the set has the draws of stream test_codes number i.
void Evaluation::add_negative_elbo(std::span<const float> parameters, Index n, Workers& workers) {
  auto clean = clean_.leftCols(n), output = output_.leftCols(n), code = code_.leftCols(n);
  for (Index c = 0; c < n; ++c) {
    const auto image = static_cast<std::uint64_t>(measured_ + c);
    fill_normal({seed_, stream_id(Stream::test_codes, image)}, 0,
                {epsilon_.col(c).data(), static_cast<std::size_t>(epsilon_.rows())});
  }
  const auto layer = static_cast<std::size_t>(network_->encoder_layers() - 2);
  const auto statistics = pass_.outputs[layer].leftCols(n);
  draw_code<float>(statistics, epsilon_.leftCols(n), code);
  network_->decode(parameters.data(), code, pass_, output, workers);
  for (Index c = 0; c < n; ++c) {
    sums_.negative_elbo +=
        sums(clean.col(c), output.col(c)).bce + kl_to_normal<float>(statistics.col(c));
  }
}

EvaluationResult Evaluation::result() const {
  const double pixels = std::max(1.0, static_cast<double>(measured_ * network_->inputs()));
  return {divided(sums_.reconstruction, pixels), divided(sums_.noisy, pixels),
          sums_.negative_elbo * static_cast<double>(network_->inputs()) / pixels};
}

EvaluationResult evaluate(const Network<float>& network, std::span<const float> parameters,
                          const ImageSet& set, const NoiseSpec& noise, std::uint64_t seed,
                          Workers& workers) {
  Evaluation evaluation(network, set, seed);
  while (!evaluation.done()) evaluation.advance(parameters, noise, workers);
  return evaluation.result();
}

}  // namespace hourglass
