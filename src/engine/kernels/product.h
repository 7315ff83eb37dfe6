// The three products of a dense layer: where nearly all the time of a training step goes.
//
// Each output is cut into tiles by its shape alone, and each tile is one product on one thread: the
// same bits for any number of threads. In float by our own kernels (panel_product.h), for whichever
// instruction set the processor has; in double, for gradient checks, by Eigen. None of them
// allocates.
#pragma once

#include "engine/matrix.h"
#include "engine/network_spec.h"
#include "engine/workers.h"

namespace hourglass {

// y = activation(W x + b). W (out x in), b (out), x (in x n), y (out x n) assigned.
template <class S>
void product_forward(ConstWeights<S> weights, const S* bias, ConstBatch<S> x, Activation activation,
                     Batch<S> y, Workers& workers);

// dx = (W^T dz) * previous'(x). dz (out x n), x (in x n) the result of the activation `previous`,
// dx (in x n) assigned.
template <class S>
void product_backward_data(ConstWeights<S> weights, ConstBatch<S> dz, ConstBatch<S> x,
                           Activation previous, Batch<S> dx, Workers& workers);

// dW = dz x^T, db = the sum of dz's columns; both assigned.
template <class S>
void product_backward_weights(ConstBatch<S> dz, ConstBatch<S> x, Weights<S> weights_gradient,
                              S* bias_gradient, Workers& workers);

}  // namespace hourglass
