#include "engine/initialization.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "engine/random.h"

namespace hourglass {
namespace {

void fill(const TensorInfo& tensor, Initialization initialization, RandomKey key,
          std::span<float> out) {
  const bool bias = tensor.shape.size() == 1;
  if (bias && initialization != Initialization::pytorch) {
    std::fill(out.begin(), out.end(), 0.0f);
    return;
  }
  const auto in = static_cast<double>(tensor.fan_in), units = static_cast<double>(tensor.fan_out);
  if (initialization == Initialization::he) {
    fill_normal(key, 0, out);
    for (float& w : out) w *= static_cast<float>(std::sqrt(2 / in));
    return;
  }
  const double bound =
      initialization == Initialization::xavier ? std::sqrt(6 / (in + units)) : 1 / std::sqrt(in);
  fill_uniform(key, 0, out);
  for (float& w : out) w = static_cast<float>(bound) * (2 * w - 1);
}

}  // namespace

template <class S>
void initialize(const Network<S>& network, Initialization initialization, std::uint64_t seed,
                std::span<S> parameters) {
  assert(static_cast<Index>(parameters.size()) == network.parameter_count());
  std::vector<float> values;
  for (std::size_t i = 0; i < network.tensors().size(); ++i) {
    const TensorInfo& tensor = network.tensors()[i];
    values.resize(static_cast<std::size_t>(tensor.size));
    fill(tensor, initialization, {seed, stream_id(Stream::weights, i)}, values);
    std::copy(values.begin(), values.end(), parameters.begin() + tensor.offset);
  }
}

template void initialize<float>(const Network<float>&, Initialization, std::uint64_t,
                                std::span<float>);
template void initialize<double>(const Network<double>&, Initialization, std::uint64_t,
                                 std::span<double>);

}  // namespace hourglass
