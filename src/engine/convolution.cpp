#include "engine/convolution.h"

namespace hourglass {

// The side with fewer channels is the big one, of which the others see patches. Where that is the
// output, the input's pixels are spread over it: the same sums, with the taps the other way round.
template <class S>
Convolution<S> Convolution<S>::same(const Shape& input, Index channels) {
  const Shape output{input.height, input.width, channels};
  if (channels < input.channels) return {{input, output, 3, 1, 1}, true, false};
  return {{output, input, 3, 1, 1}, false, false};
}

template <class S>
Convolution<S> Convolution<S>::transposed(const Shape& input, Index channels, Index kernel) {
  const Shape output{2 * input.height, 2 * input.width, channels};
  return {{input, output, kernel, 2, kernel == 3 ? 1 : 0}, true, true};
}

template <class S>
std::vector<LayerTensor> Convolution<S>::tensors() const {
  const Index k = geometry_.kernel, in = input().channels, out = output().channels;
  const Index first = transposed_ ? in : out, second = transposed_ ? out : in;
  const AxisOrder order = convolution_order(k, geometry_.big.channels, geometry_.small.channels,
                                            spreads_ && !transposed_);
  const Index fan_in = second * k * k, fan_out = first * k * k;
  return {{"weight", {first, second, k, k}, fan_in, fan_out, order},
          {"bias", {out}, fan_in, fan_out}};
}

template <class S>
void Convolution<S>::forward(const S* parameters, ConstBatch<S> x, Activation activation,
                             Batch<S> y, const Room<S>& room, Workers& workers) const {
  const Epilogue<S> epilogue{activation, parameters + geometry_.weights(), nullptr};
  const auto run = spreads_ ? convolution_spread<S> : convolution_gather<S>;
  run(geometry_, parameters, x, epilogue, y, room.scratch, workers);
}

template <class S>
void Convolution<S>::backward_parameters(ConstBatch<S> x, ConstBatch<S> dz, S* gradient,
                                         const Room<S>& room, Workers& workers) const {
  const ConstBatch<S>&small = spreads_ ? x : dz, &big = spreads_ ? dz : x;
  convolution_weights<S>(geometry_, small, big, gradient, room.scratch, workers);
  convolution_bias<S>(output().channels, dz, gradient + geometry_.weights(), room.scratch, workers);
}

template <class S>
void Convolution<S>::backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz,
                                   Activation previous, Batch<S> dx, const Room<S>& room,
                                   Workers& workers) const {
  const Epilogue<S> epilogue{previous, nullptr, x.data()};
  const auto run = spreads_ ? convolution_gather<S> : convolution_spread<S>;
  run(geometry_, parameters, dz, epilogue, dx, room.scratch, workers);
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace hourglass
