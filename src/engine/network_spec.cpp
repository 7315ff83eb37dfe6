#include "engine/network_spec.h"

#include <string>

namespace hourglass {
namespace {

constexpr std::int64_t kMaxUnits = 65'536;
constexpr std::size_t kMaxLayers = 64;
constexpr std::int64_t kMaxParameters = std::int64_t{64} << 20;

Result<Done> validate_layers(const std::vector<LayerSpec>& layers, const std::string& part) {
  if (layers.empty() || layers.size() > kMaxLayers / 2) {
    return Error{part + ": expected 1 to " + std::to_string(kMaxLayers / 2) + " layers, got " +
                 std::to_string(layers.size())};
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].units < 1 || layers[i].units > kMaxUnits) {
      return Error{part + "[" + std::to_string(i) + "].units: expected 1 to " +
                   std::to_string(kMaxUnits) + ", got " + std::to_string(layers[i].units)};
    }
  }
  return Done{};
}

}  // namespace

std::int64_t parameter_count(const NetworkSpec& spec) {
  std::int64_t count = 0, inputs = spec.inputs;
  for (const auto* layers : {&spec.encoder, &spec.decoder}) {
    for (const LayerSpec& layer : *layers) {
      count += (inputs + 1) * std::int64_t{layer.units};
      inputs = layer.units;
    }
  }
  return count;
}

Result<Done> validate(const NetworkSpec& spec) {
  if (spec.inputs < 1 || spec.inputs > kMaxUnits) {
    return Error{"inputs: expected 1 to " + std::to_string(kMaxUnits) + ", got " +
                 std::to_string(spec.inputs)};
  }
  if (auto encoder = validate_layers(spec.encoder, "encoder"); !encoder.ok()) return encoder;
  if (auto decoder = validate_layers(spec.decoder, "decoder"); !decoder.ok()) return decoder;
  if (spec.decoder.back().units != spec.inputs) {
    return Error{"decoder: the last layer must have as many units as there are inputs, " +
                 std::to_string(spec.inputs) + ", got " +
                 std::to_string(spec.decoder.back().units)};
  }
  if (const std::int64_t count = parameter_count(spec); count > kMaxParameters) {
    return Error{"the network has " + std::to_string(count) + " parameters; at most " +
                 std::to_string(kMaxParameters) + " are allowed"};
  }
  return Done{};
}

}  // namespace hourglass
