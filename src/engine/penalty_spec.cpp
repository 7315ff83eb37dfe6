#include "engine/penalty_spec.h"

#include <algorithm>
#include <string>

#include "engine/range.h"

namespace hourglass {
namespace {

constexpr std::size_t kMaxPenalties = 8;
constexpr double kMaxWeight = 1e6;

bool all_dense(const std::vector<LayerSpec>& layers) {
  return std::all_of(layers.begin(), layers.end(),
                     [](const LayerSpec& layer) { return layer.kind == LayerKind::dense; });
}

Result<Done> validate(const PenaltySpec& penalty, const NetworkSpec& network,
                      const std::string& path) {
  if (!within(penalty.weight, 0, kMaxWeight)) {
    return expected(path + ".weight", "a number from 0 to " + written(kMaxWeight), penalty.weight);
  }
  const auto layers = static_cast<std::int64_t>(network.encoder.size());
  if (penalty.layer < PenaltySpec::kCode || penalty.layer >= layers) {
    return Error{path + ".on: expected code or encoder[0] to encoder[" +
                 std::to_string(layers - 1) + "], got encoder[" + std::to_string(penalty.layer) +
                 "]"};
  }
  const LayerSpec& layer = penalty.layer == PenaltySpec::kCode
                               ? network.encoder.back()
                               : network.encoder[static_cast<std::size_t>(penalty.layer)];
  const bool on_layer = penalty.kind == PenaltyKind::l1_sum ||
                        penalty.kind == PenaltyKind::l1_mean ||
                        penalty.kind == PenaltyKind::kl_sparsity;
  if (on_layer && (layer.kind == LayerKind::flatten || layer.kind == LayerKind::unflatten)) {
    return Error{path + ".on: expected a layer beside flatten and unflatten"};
  }
  if (penalty.kind == PenaltyKind::kl_sparsity) {
    if (!(penalty.target > 0 && penalty.target < 1)) {
      return expected(path + ".target", "a number between 0 and 1", penalty.target);
    }
    if (layer.activation != Activation::sigmoid) {
      return Error{path + ": kl_sparsity needs a layer with the activation sigmoid"};
    }
  }
  if (penalty.kind == PenaltyKind::contractive && !all_dense(network.encoder)) {
    return Error{path + ": contractive needs an encoder of dense layers alone"};
  }
  if (penalty.kind == PenaltyKind::kl_normal && !is_variational(network)) {
    return Error{path + ": kl_normal needs an encoder that ends with a gaussian layer"};
  }
  return Done{};
}

}  // namespace

Result<Done> validate(std::span<const PenaltySpec> penalties, const NetworkSpec& network) {
  if (penalties.size() > kMaxPenalties) {
    return Error{"penalties: expected at most " + std::to_string(kMaxPenalties) + ", got " +
                 std::to_string(penalties.size())};
  }
  for (std::size_t i = 0; i < penalties.size(); ++i) {
    const std::string path = "penalties[" + std::to_string(i) + "]";
    if (auto fine = validate(penalties[i], network, path); !fine.ok()) return fine;
    const auto same = [&](const PenaltySpec& other) { return other.kind == penalties[i].kind; };
    const bool once = penalties[i].kind == PenaltyKind::contractive ||
                      penalties[i].kind == PenaltyKind::kl_normal;
    if (once && std::count_if(penalties.begin(), penalties.end(), same) > 1) {
      return Error{path + ": expected contractive and kl_normal at most once each"};
    }
  }
  return Done{};
}

}  // namespace hourglass
