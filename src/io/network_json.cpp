#include "io/network_json.h"

#include <string>
#include <string_view>

#include "io/numbers.h"

namespace hourglass {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::int64_t kMaxUnits = 65536;

void read_index(ObjectReader& reader, const char* key, Index& out) {
  std::int64_t number = 0;
  reader.integer(key, 1, kMaxUnits, number, ObjectReader::kRequired);
  out = static_cast<Index>(number);
}

LayerSpec read_layer(const json& value, const std::string& path, ObjectReader& parent) {
  ObjectReader reader(value, path);
  LayerSpec layer;
  reader.choice("kind", layer.kind);
  switch (layer.kind) {
    case LayerKind::dense:
      read_index(reader, "units", layer.units);
      reader.choice("activation", layer.activation, ObjectReader::kRequired);
      break;
    case LayerKind::transposed_convolution:
      read_index(reader, "kernel", layer.kernel);
      [[fallthrough]];
    case LayerKind::convolution:
      read_index(reader, "channels", layer.units);
      reader.choice("activation", layer.activation, ObjectReader::kRequired);
      break;
    case LayerKind::unflatten:
      read_index(reader, "height", layer.height);
      read_index(reader, "width", layer.width);
      read_index(reader, "channels", layer.units);
      break;
    case LayerKind::gaussian:
      read_index(reader, "units", layer.units);
      break;
    case LayerKind::max_pool:
    case LayerKind::upsample:
    case LayerKind::flatten:
      break;
  }
  if (auto fault = reader.finish()) parent.fail(*fault);
  return layer;
}

ordered_json layer_to_json(const LayerSpec& layer) {
  ordered_json value = ordered_json::object();
  if (layer.kind != LayerKind::dense) value["kind"] = name_of(layer.kind);
  switch (layer.kind) {
    case LayerKind::dense:
      value["units"] = layer.units;
      value["activation"] = name_of(layer.activation);
      break;
    case LayerKind::convolution:
    case LayerKind::transposed_convolution:
      value["channels"] = layer.units;
      if (layer.kind == LayerKind::transposed_convolution) value["kernel"] = layer.kernel;
      value["activation"] = name_of(layer.activation);
      break;
    case LayerKind::unflatten:
      value["height"] = layer.height;
      value["width"] = layer.width;
      value["channels"] = layer.units;
      break;
    case LayerKind::gaussian:
      value["units"] = layer.units;
      break;
    case LayerKind::max_pool:
    case LayerKind::upsample:
    case LayerKind::flatten:
      break;
  }
  return value;
}

// "code", or "encoder[2]" for that layer.
void read_place(const char* key, std::int64_t& out, ObjectReader& reader) {
  std::string place = "code";
  reader.text(key, place);
  constexpr std::string_view kBefore = "encoder[";
  if (place == "code") {
    out = PenaltySpec::kCode;
    return;
  }
  std::int64_t number = -1;
  if (place.size() > kBefore.size() + 1 && place.starts_with(kBefore) && place.back() == ']' &&
      place.size() < kBefore.size() + 4) {
    number = 0;
    for (const char c : place.substr(kBefore.size(), place.size() - kBefore.size() - 1)) {
      number = number < 0 || c < '0' || c > '9' ? -1 : 10 * number + (c - '0');
    }
  }
  if (number < 0) {
    reader.fail({reader.path_of(key) + ": expected code or a layer such as encoder[0], got \"" +
                 place.substr(0, 64) + "\""});
    return;
  }
  out = number;
}

PenaltySpec read_penalty(const json& value, const std::string& path, ObjectReader& parent) {
  ObjectReader reader(value, path);
  PenaltySpec penalty;
  reader.choice("kind", penalty.kind, ObjectReader::kRequired);
  reader.number("weight", penalty.weight, ObjectReader::kRequired);
  if (penalty.kind == PenaltyKind::kl_sparsity) reader.number("target", penalty.target);
  if (penalty.kind != PenaltyKind::contractive && penalty.kind != PenaltyKind::kl_normal) {
    read_place("on", penalty.layer, reader);
  }
  if (auto fault = reader.finish()) parent.fail(*fault);
  return penalty;
}

// Calls read(value, path) for each element of the list `value`.
template <class Read>
void read_list(const json& value, const char* key, const char* what, ObjectReader& parent,
               Read&& read) {
  if (!value.is_array()) {
    parent.fail({parent.path_of(key) + ": expected a list of " + what + ", got " + preview(value)});
    return;
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    read(value[i], parent.path_of(key) + "[" + std::to_string(i) + "]");
  }
}

}  // namespace

void read_layers(const char* key, std::vector<LayerSpec>& out, ObjectReader& parent) {
  const json* value = parent.member(key, ObjectReader::kRequired);
  if (value == nullptr) return;
  read_list(*value, key, "layers", parent, [&](const json& layer, const std::string& path) {
    out.push_back(read_layer(layer, path, parent));
  });
}

void read_penalties(const char* key, std::vector<PenaltySpec>& out, ObjectReader& parent) {
  const json* value = parent.member(key);
  if (value == nullptr) return;
  read_list(*value, key, "penalties", parent, [&](const json& penalty, const std::string& path) {
    out.push_back(read_penalty(penalty, path, parent));
  });
}

ordered_json layers_to_json(const std::vector<LayerSpec>& layers) {
  ordered_json list = ordered_json::array();
  for (const LayerSpec& layer : layers) list.push_back(layer_to_json(layer));
  return list;
}

ordered_json penalties_to_json(const std::vector<PenaltySpec>& penalties) {
  ordered_json list = ordered_json::array();
  for (const PenaltySpec& penalty : penalties) {
    ordered_json value = {{"kind", name_of(penalty.kind)}, {"weight", penalty.weight}};
    if (penalty.kind == PenaltyKind::kl_sparsity) value["target"] = penalty.target;
    if (penalty.layer != PenaltySpec::kCode) {
      value["on"] = "encoder[" + std::to_string(penalty.layer) + "]";
    }
    list.push_back(value);
  }
  return list;
}

}  // namespace hourglass
