// The penalty of a contractive autoencoder (Rifai, Vincent, Muller, Glorot, Bengio 2011): the
// squared Frobenius norm of the encoder's Jacobian J = d code / d x, in the mean over the batch,
// with its gradient.
//
// An encoder of one layer: exact, sum over units j of f'(z_j)^2 |W_j|^2, their equation 7.
// A deeper one: Hutchinson's estimate (1990) |J^T v|^2 with one v of random signs for each image,
// whose mean is |J|^2; J^T v is one back-propagation, and its gradient another.
#pragma once

#include <span>
#include <vector>

#include "engine/batch_part.h"
#include "engine/network.h"
#include "engine/random.h"

namespace hourglass {

template <class S>
class Contractive {
 public:
  // Allocates; nothing else here does. `network` must outlive it.
  // Precondition: the encoder has dense layers alone.
  Contractive(const Network<S>& network, Index max_batch);

  // After network.forward() of n images: returns weight * penalty. Adds to added[l] (units x
  // max_batch) of each layer l of the encoder its gradient with respect to the pre-activation, and
  // assigns what add_to() adds. The signs of image c of the batch are numbers code_size c ... of
  // `key`'s stream. Of a part of a batch, all of this is its share of the whole's.
  double measure(double weight, const S* parameters, Index n, const Pass<S>& pass, RandomKey key,
                 std::span<Matrix<S>> added, Workers& workers, const BatchPart& part = {});
  // Adds the gradient with respect to the weights themselves.
  void add_to(S* gradient) const;

 private:
  struct Layer {
    Matrix<S> back;        // J^T v taken back to this layer's output (units x max_batch)
    Matrix<S> before;      // and to its pre-activation
    Matrix<S> derivative;  // of the penalty with respect to `before`, then to `back`
  };

  double measure_exactly(S scale, const S* parameters, Index n, const Pass<S>& pass,
                         Matrix<S>& added);
  double estimate(S scale, const S* parameters, Index n, const Pass<S>& pass, RandomKey key,
                  std::span<Matrix<S>> added, Workers& workers, Index first_image);
  void take_back(const S* parameters, Index n, const Pass<S>& pass, Workers& workers);

  const Network<S>* network_;
  std::vector<Layer> layers_;
  Matrix<S> input_;          // J^T v (inputs x max_batch)
  std::vector<S> gradient_;  // the arena's part of the encoder
  std::vector<S> no_bias_;
  Column<S> row_norms_, row_sums_;
};

extern template class Contractive<float>;
extern template class Contractive<double>;

}  // namespace hourglass
