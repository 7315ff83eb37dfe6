#include "engine/dense.h"

#include "engine/axis_order.h"
#include "engine/kernels/product.h"

namespace hourglass {

template <class S>
std::vector<LayerTensor> Dense<S>::tensors() const {
  return {{"weight",
           {outputs_, inputs_},
           inputs_,
           outputs_,
           dense_order(outputs_, to_, inputs_, from_)},
          {"bias", {outputs_}, inputs_, outputs_, vector_order(to_)}};
}

template <class S>
void Dense<S>::forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
                       const Room<S>& /*room*/, Workers& workers) const {
  const ConstWeights<S> weights(parameters, outputs_, inputs_);
  product_forward<S>(weights, parameters + weights.size(), x, activation, y, workers);
}

template <class S>
void Dense<S>::backward_parameters(ConstBatch<S> x, ConstBatch<S> dz, S* gradient,
                                   const Room<S>& /*room*/, Workers& workers) const {
  const Weights<S> weights(gradient, outputs_, inputs_);
  product_backward_weights<S>(dz, x, weights, gradient + weights.size(), workers);
}

template <class S>
void Dense<S>::backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz,
                             Activation previous, Batch<S> dx, const Room<S>& /*room*/,
                             Workers& workers) const {
  const ConstWeights<S> weights(parameters, outputs_, inputs_);
  product_backward_data<S>(weights, dz, x, previous, dx, workers);
}

template class Dense<float>;
template class Dense<double>;

}  // namespace hourglass
