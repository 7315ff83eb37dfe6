#include "training/objective.h"

#include <algorithm>
#include <cassert>

#include "engine/loss.h"
#include "engine/random.h"

namespace hourglass {

Objective::Objective(const Network<float>& network, const Recipe& recipe, Ranks ranks)
    : network_(&network),
      output_activation_(output_activation(recipe.network)),
      pass_(network, static_cast<Index>(recipe.batch_size)),
      penalties_(network, recipe.penalties, static_cast<Index>(recipe.batch_size)),
      output_(network.inputs(), static_cast<Index>(recipe.batch_size)),
      column_losses_(static_cast<std::size_t>(recipe.batch_size)),
      ranks_(std::move(ranks)) {}

void Objective::add_up_penalties(Index n) {
  penalties_.add_up(pass_, n);
  if (!ranks_.alone() && !penalties_.sums().empty()) ranks_.sum(penalties_.sums());
}

StepLoss Objective::differentiate(const Recipe& recipe, std::int64_t step,
                                  std::span<const float> parameters, ConstBatch<float> clean,
                                  ConstBatch<float> noisy, std::span<float> gradient,
                                  Workers& workers, const BatchPart& part) {
  const Index n = clean.cols();
  if (n == 0) {
    add_up_penalties(0);  // the other ranks wait for it
    std::fill(gradient.begin(), gradient.end(), 0.0f);
    return {};
  }
  const Index numbers = clean.rows() * part.whole(n);
  const double scale = loss_scale(recipe.reduction, numbers);
  const auto key = [&](Stream use) {
    return RandomKey{recipe.seed, stream_id(use, static_cast<std::uint64_t>(step))};
  };
  if (const Index code = pass_.epsilon.rows(); code > 0) {
    assert(part.first % 4 == 0);
    fill_normal(key(Stream::codes), static_cast<std::uint64_t>(code * part.first),
                {pass_.epsilon.data(), static_cast<std::size_t>(code * n)});
  }
  network_->forward(parameters.data(), noisy, pass_, workers);
  StepLoss result;
  result.loss = loss_and_gradient<float>(recipe.loss, output_activation_, clean,
                                         pass_.gradients.back().leftCols(n), output_.leftCols(n),
                                         column_losses_.data(), workers, recipe.reduction, part);
  add_up_penalties(n);
  const double penalty =
      penalties_.measure(parameters.data(), noisy, pass_, static_cast<float>(scale),
                         key(Stream::directions), workers, part);
  result.penalty = penalty / (scale * static_cast<double>(numbers));
  network_->backward(parameters.data(), noisy, pass_, gradient.data(), workers, penalties_.added());
  penalties_.add_to(gradient.data());
  return result;
}

}  // namespace hourglass
