#include "training/objective.h"

#include "engine/loss.h"
#include "engine/random.h"

namespace hourglass {

Objective::Objective(const Network<float>& network, const Recipe& recipe)
    : network_(&network),
      output_activation_(output_activation(recipe.network)),
      pass_(network, static_cast<Index>(recipe.batch_size)),
      penalties_(network, recipe.penalties, static_cast<Index>(recipe.batch_size)),
      output_(network.inputs(), static_cast<Index>(recipe.batch_size)),
      column_losses_(static_cast<std::size_t>(recipe.batch_size)) {}

StepLoss Objective::differentiate(const Recipe& recipe, std::int64_t step,
                                  std::span<const float> parameters, ConstBatch<float> clean,
                                  ConstBatch<float> noisy, std::span<float> gradient,
                                  Workers& workers) {
  const Index n = clean.cols();
  const double scale = loss_scale(recipe.reduction, clean.size());
  const auto key = [&](Stream use) {
    return RandomKey{recipe.seed, stream_id(use, static_cast<std::uint64_t>(step))};
  };
  if (const Index numbers = pass_.epsilon.rows() * n; numbers > 0) {
    fill_normal(key(Stream::codes), 0, {pass_.epsilon.data(), static_cast<std::size_t>(numbers)});
  }
  network_->forward(parameters.data(), noisy, pass_, workers);
  StepLoss result;
  result.loss = loss_and_gradient<float>(recipe.loss, output_activation_, clean,
                                         pass_.gradients.back().leftCols(n), output_.leftCols(n),
                                         column_losses_.data(), workers, recipe.reduction);
  const double penalty = penalties_.measure(
      parameters.data(), noisy, pass_, static_cast<float>(scale), key(Stream::directions), workers);
  result.penalty = penalty / (scale * static_cast<double>(clean.size()));
  network_->backward(parameters.data(), noisy, pass_, gradient.data(), workers, penalties_.added());
  penalties_.add_to(gradient.data());
  return result;
}

}  // namespace hourglass
