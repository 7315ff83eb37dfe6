// The products of convolutions: where nearly all the time of a convolutional network goes.
//
// A convolution and a transposed convolution are each other's backward pass. Both are about a big
// image, of which each pixel of a small one sees a patch (image_frame.h):
//
//   convolution_gather    small = W^T patches(big)        forward; backward of the transposed one
//   convolution_spread    big = patches^T(W small)        backward; forward of the transposed one
//   convolution_weights   W's gradient = patches(big) small^T
//
// Images are NHWC, W is ((kernel x kernel x big channels) x small channels), row-major. The product
// runs over windows onto the framed image, for few channels onto the image itself; only where it is
// spread over few channels or with a stride are patches written out. Work is cut into ranges of
// images by their number alone, each on one thread, and partial sums of weights are added in the
// order of the ranges: the same bits for any number of threads. None of these allocates in float;
// scratch has convolution_scratch() numbers.
#pragma once

#include "engine/kernels/image_frame.h"
#include "engine/matrix.h"
#include "engine/network_spec.h"
#include "engine/workers.h"

namespace hourglass {

// What is done to a result while it is in cache: y = activation(y + bias), or with `x`, the result
// of the activation that dy is to be taken back through, dy *= activation'(x).
template <class S>
struct Epilogue {
  Activation activation = Activation::linear;
  const S* bias = nullptr;  // (channels)
  const S* x = nullptr;     // a whole batch, like the result
};

Index convolution_scratch(const PatchGeometry& geometry, Index batch);

// big (big.size() x n), small (small.size() x n), assigned. Preconditions: the batches are whole.
template <class S>
void convolution_gather(const PatchGeometry& geometry, const S* weights, ConstBatch<S> big,
                        const Epilogue<S>& epilogue, Batch<S> small, S* scratch, Workers& workers);

// small (small.size() x n), big (big.size() x n), assigned.
template <class S>
void convolution_spread(const PatchGeometry& geometry, const S* weights, ConstBatch<S> small,
                        const Epilogue<S>& epilogue, Batch<S> big, S* scratch, Workers& workers);

// Assigns the weights' gradient.
template <class S>
void convolution_weights(const PatchGeometry& geometry, ConstBatch<S> small, ConstBatch<S> big,
                         S* gradient, S* scratch, Workers& workers);

// Assigns sums (channels) with each channel's sum over all pixels of dz: a bias's gradient.
template <class S>
void convolution_bias(Index channels, ConstBatch<S> dz, S* sums, S* scratch, Workers& workers);

}  // namespace hourglass
