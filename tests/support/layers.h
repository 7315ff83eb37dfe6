// Layers by name, for tests that build networks.
#pragma once

#include "engine/network_spec.h"

namespace hourglass::test {

inline LayerSpec dense(Index units, Activation activation) { return {units, activation}; }
inline LayerSpec convolution(Index channels, Activation activation) {
  return {.units = channels, .activation = activation, .kind = LayerKind::convolution};
}
inline LayerSpec transposed(Index channels, Index kernel, Activation activation) {
  return {.units = channels,
          .activation = activation,
          .kind = LayerKind::transposed_convolution,
          .kernel = kernel};
}
inline LayerSpec unflatten(Index height, Index width, Index channels) {
  return {.units = channels, .kind = LayerKind::unflatten, .height = height, .width = width};
}
inline LayerSpec gaussian(Index units) { return {.units = units, .kind = LayerKind::gaussian}; }
inline LayerSpec simple(LayerKind kind) { return {.kind = kind}; }
inline LayerSpec max_pool() { return simple(LayerKind::max_pool); }
inline LayerSpec upsample() { return simple(LayerKind::upsample); }
inline LayerSpec flatten() { return simple(LayerKind::flatten); }

}  // namespace hourglass::test
