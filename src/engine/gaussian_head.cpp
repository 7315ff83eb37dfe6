#include "engine/gaussian_head.h"

#include <cassert>

#include "engine/activation.h"

namespace hourglass {

template <class S>
std::vector<LayerTensor> GaussianStatistics<S>::tensors() const {
  const AxisOrder order = dense_order(units_, {}, inputs(), from_);
  return {{"mean.weight", {units_, inputs()}, inputs(), units_, order},
          {"log_variance.weight", {units_, inputs()}, inputs(), units_, order},
          {"mean.bias", {units_}, inputs(), units_},
          {"log_variance.bias", {units_}, inputs(), units_}};
}

template <class S>
void GaussianCode<S>::forward(const S* /*parameters*/, ConstBatch<S> x, Activation activation,
                              Batch<S> y, const Room<S>& room, Workers& /*workers*/) const {
  if (room.epsilon != nullptr)
    draw_code<S>(x, room.epsilon->leftCols(x.cols()), y);
  else
    y = x.topRows(units_);
  activate(activation, y);
}

template <class S>
void GaussianCode<S>::backward_data(const S* /*parameters*/, ConstBatch<S> x, ConstBatch<S> dz,
                                    Activation previous, Batch<S> dx, const Room<S>& room,
                                    Workers& /*workers*/) const {
  assert(room.epsilon != nullptr);
  const auto log_variance = x.bottomRows(units_).array();
  dx.topRows(units_) = dz;
  dx.bottomRows(units_).array() = dz.array() * room.epsilon->leftCols(x.cols()).array() *
                                  (log_variance * S(0.5)).exp() * S(0.5);
  multiply_by_derivative(previous, x, dx);
}

template <class S>
void draw_code(ConstBatch<S> statistics, ConstBatch<S> epsilon, Batch<S> code) {
  const Index units = code.rows();
  code.array() = statistics.topRows(units).array() +
                 (statistics.bottomRows(units).array() * S(0.5)).exp() * epsilon.array();
}

template <class S>
double kl_to_normal(const ConstColumn<S>& statistics) {
  const Index units = statistics.size() / 2;
  const auto mean = statistics.head(units).array(), log_variance = statistics.tail(units).array();
  return 0.5 *
         static_cast<double>((mean.square() + log_variance.exp() - log_variance - S{1}).sum());
}

template class GaussianStatistics<float>;
template class GaussianStatistics<double>;
template class GaussianCode<float>;
template class GaussianCode<double>;
template void draw_code<float>(ConstBatch<float>, ConstBatch<float>, Batch<float>);
template void draw_code<double>(ConstBatch<double>, ConstBatch<double>, Batch<double>);
template double kl_to_normal<float>(const ConstColumn<float>&);
template double kl_to_normal<double>(const ConstColumn<double>&);

}  // namespace hourglass
