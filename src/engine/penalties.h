// Penalties on the activations of an encoder, which are added to the loss in training.
//
//   Penalties<float> penalties(network, specs, max_batch);
//   network.forward(...);  loss_and_gradient(...);
//   penalties.add_up(pass, n);
//   penalty = penalties.measure(parameters, x, pass, loss_scale, key, workers);
//   network.backward(..., penalties.added());
//   penalties.add_to(gradient);
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/batch_part.h"
#include "engine/contractive.h"
#include "engine/network.h"
#include "engine/penalty_spec.h"
#include "engine/random.h"

namespace hourglass {

template <class S>
class Penalties {
 public:
  // Allocates; nothing else here does. `network` must outlive it.
  // Precondition: validate(specs, network.spec()).ok().
  Penalties(const Network<S>& network, std::span<const PenaltySpec> specs, Index max_batch);

  // After network.forward() of n images: assigns sums().
  void add_up(const Pass<S>& pass, Index n);
  // What a penalty asks of the whole batch: each unit's activation summed over it (kl_sparsity).
  // Whoever has a part of the batch adds up those of all parts before measure().
  std::span<S> sums() { return {sums_.data(), static_cast<std::size_t>(sums_.size())}; }
  // After add_up(), whose sums() it uses up: returns the weighted sum of the penalties on x (inputs
  // x n). Assigns added(), and what add_to() adds. `key` is that of the step's random directions
  // (contractive); `loss_scale` is what one number of the loss's sum counts (LossReduction), by
  // which the KL divergence of a gaussian head is scaled with it. Of a part of a batch, all of this
  // is its share of the whole's. Precondition: n >= 1.
  double measure(const S* parameters, ConstBatch<S> x, const Pass<S>& pass, S loss_scale,
                 RandomKey key, Workers& workers, const BatchPart& part = {});
  // Per layer (units x max_batch) what the penalties add to the gradient with respect to its
  // pre-activation; empty where there is nothing.
  std::span<const Matrix<S>> added() const { return added_; }
  // Adds what comes to the parameters' gradient beside that: after network.backward().
  void add_to(S* gradient) const;

 private:
  double measure_l1(const PenaltySpec& spec, ConstBatch<S> y, Activation activation, Index images,
                    Batch<S> added) const;
  double measure_sparsity(const PenaltySpec& spec, ConstBatch<S> y, Index images,
                          Eigen::Ref<Column<S>> sums, Batch<S> added) const;
  double measure_divergence(const PenaltySpec& spec, ConstBatch<S> statistics, Batch<S> added,
                            S loss_scale) const;

  const Network<S>* network_;
  std::vector<PenaltySpec> specs_;
  std::vector<Index> layers_;  // of each penalty; the gaussian head's: its statistics
  std::vector<Matrix<S>> added_;
  Column<S> sums_;  // of the units of one kl_sparsity after the other
  std::unique_ptr<Contractive<S>> contractive_;
};

extern template class Penalties<float>;
extern template class Penalties<double>;

}  // namespace hourglass
