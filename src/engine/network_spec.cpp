#include "engine/network_spec.h"

#include <optional>
#include <utility>

namespace hourglass {
namespace {

constexpr std::int64_t kMaxUnits = 65'536;
constexpr std::int64_t kMaxNumbers = 262'144;  // that one layer gives for one image
constexpr std::size_t kMaxLayers = 32;         // of one part
constexpr std::int64_t kMaxParameters = std::int64_t{64} << 20;

bool has_units(LayerKind kind) {
  return kind == LayerKind::dense || kind == LayerKind::gaussian ||
         kind == LayerKind::convolution || kind == LayerKind::transposed_convolution ||
         kind == LayerKind::unflatten;
}

bool takes_image(LayerKind kind) {
  return kind != LayerKind::dense && kind != LayerKind::gaussian && kind != LayerKind::unflatten;
}

bool computes(LayerKind kind) { return kind != LayerKind::flatten && kind != LayerKind::unflatten; }

Shape shape_after(const LayerSpec& layer, const Shape& input) {
  switch (layer.kind) {
    case LayerKind::dense:
    case LayerKind::gaussian:
      return {0, 0, layer.units};
    case LayerKind::convolution:
      return {input.height, input.width, layer.units};
    case LayerKind::transposed_convolution:
      return {2 * input.height, 2 * input.width, layer.units};
    case LayerKind::max_pool:
      return {input.height / 2, input.width / 2, input.channels};
    case LayerKind::upsample:
      return {2 * input.height, 2 * input.width, input.channels};
    case LayerKind::flatten:
      return {0, 0, input.size()};
    case LayerKind::unflatten:
      return {layer.height, layer.width, layer.units};
  }
  return {};
}

// In 64 bits, where Shape::size() could overflow 32.
std::int64_t numbers_in(const Shape& shape) {
  const std::int64_t pixels =
      shape.flat() ? 1 : static_cast<std::int64_t>(shape.height) * shape.width;
  return pixels * shape.channels;
}

Error expected_between(const std::string& field, std::int64_t low, std::int64_t high,
                       std::int64_t got) {
  return Error{field + ": expected " + std::to_string(low) + " to " + std::to_string(high) +
               ", got " + std::to_string(got)};
}

// The fields of one layer by themselves.
Result<Done> check_fields(const LayerSpec& layer, const std::string& path) {
  const bool channels = layer.kind != LayerKind::dense && layer.kind != LayerKind::gaussian;
  if (has_units(layer.kind) && (layer.units < 1 || layer.units > kMaxUnits)) {
    return expected_between(path + (channels ? ".channels" : ".units"), 1, kMaxUnits, layer.units);
  }
  if (layer.kind == LayerKind::transposed_convolution && layer.kernel != 2 && layer.kernel != 3) {
    return expected_between(path + ".kernel", 2, 3, layer.kernel);
  }
  if (layer.kind == LayerKind::unflatten) {
    if (layer.height < 1 || layer.height > kMaxUnits) {
      return expected_between(path + ".height", 1, kMaxUnits, layer.height);
    }
    if (layer.width < 1 || layer.width > kMaxUnits) {
      return expected_between(path + ".width", 1, kMaxUnits, layer.width);
    }
  }
  return Done{};
}

// Whether a layer can take what comes to it.
Result<Done> check_fit(const LayerSpec& layer, const Shape& input, const std::string& path) {
  if (takes_image(layer.kind) && input.flat()) {
    return Error{path +
                 ": expected an image to come in (put an unflatten before this layer), got " +
                 "a vector of " + std::to_string(input.size()) + " numbers"};
  }
  if (!takes_image(layer.kind) && !input.flat()) {
    return Error{path + ": expected a vector to come in (put a flatten before this layer), got " +
                 "an image " + to_text(input)};
  }
  if (layer.kind == LayerKind::max_pool && (input.height < 2 || input.width < 2)) {
    return Error{path + ": expected an image of at least 2x2 pixels to come in, got " +
                 to_text(input)};
  }
  const Shape output = shape_after(layer, input);
  const std::int64_t numbers = numbers_in(output);
  if (layer.kind == LayerKind::unflatten && numbers != input.size()) {
    return Error{path + ": expected height x width x channels to be the " +
                 std::to_string(input.size()) + " numbers that come in, got " +
                 std::to_string(numbers)};
  }
  if (numbers > kMaxNumbers) {
    return Error{path + ": expected at most " + std::to_string(kMaxNumbers) +
                 " numbers to come out, got " + to_text(output)};
  }
  return Done{};
}

// Goes through one part; `shape` is what comes in and becomes what comes out.
// `flattened` is the image whose numbers come in as a vector, if a flatten was the layer before:
// PyTorch counts an image's numbers channel by channel, so that only the same image may come back.
Result<Done> check_part(const std::vector<LayerSpec>& layers, const std::string& part, Shape& shape,
                        std::optional<Shape>& flattened) {
  if (layers.empty() || layers.size() > kMaxLayers) {
    return expected_between(part + ": number of layers", 1, kMaxLayers,
                            static_cast<std::int64_t>(layers.size()));
  }
  bool computing = false;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string path = part + "[" + std::to_string(i) + "]";
    if (auto fields = check_fields(layers[i], path); !fields.ok()) return fields;
    if (auto fit = check_fit(layers[i], shape, path); !fit.ok()) return fit;
    const Shape output = shape_after(layers[i], shape);
    if (layers[i].kind == LayerKind::unflatten && flattened && *flattened != output) {
      return Error{path + ": expected the image that was flattened just before, " +
                   to_text(*flattened) + ", got " + to_text(output)};
    }
    if (layers[i].kind == LayerKind::gaussian && (part != "encoder" || i + 1 < layers.size())) {
      return Error{path + ": expected a gaussian head only as the encoder's last layer"};
    }
    flattened = layers[i].kind == LayerKind::flatten ? std::optional(shape) : std::nullopt;
    computing |= computes(layers[i].kind);
    shape = output;
  }
  if (!computing) return Error{part + ": expected a layer beside flatten and unflatten"};
  return Done{};
}

}  // namespace

std::string to_text(const Shape& shape) {
  const std::string channels = std::to_string(shape.channels) + ")";
  return shape.flat() ? "(" + channels
                      : "(" + std::to_string(shape.height) + ", " + std::to_string(shape.width) +
                            ", " + channels;
}

std::vector<Shape> layer_shapes(const NetworkSpec& spec) {
  std::vector<Shape> shapes;
  Shape shape{0, 0, spec.inputs};
  for (const auto* layers : {&spec.encoder, &spec.decoder}) {
    for (const LayerSpec& layer : *layers) {
      shape = shape_after(layer, shape);
      shapes.push_back(shape);
    }
  }
  return shapes;
}

Index NetworkSpec::code_size() const {
  Shape shape{0, 0, inputs};
  for (const LayerSpec& layer : encoder) shape = shape_after(layer, shape);
  return shape.size();
}

Activation output_activation(const NetworkSpec& spec) {
  for (auto layer = spec.decoder.rbegin(); layer != spec.decoder.rend(); ++layer) {
    if (computes(layer->kind)) return layer->activation;
  }
  return Activation::linear;
}

bool is_variational(const NetworkSpec& spec) {
  return !spec.encoder.empty() && spec.encoder.back().kind == LayerKind::gaussian;
}

std::int64_t parameter_count(const LayerSpec& layer, const Shape& input) {
  const std::int64_t units = layer.units;
  switch (layer.kind) {
    case LayerKind::dense:
      return (numbers_in(input) + 1) * units;
    case LayerKind::gaussian:
      return 2 * (numbers_in(input) + 1) * units;
    case LayerKind::convolution:
      return (std::int64_t{9} * input.channels + 1) * units;
    case LayerKind::transposed_convolution:
      return (std::int64_t{layer.kernel} * layer.kernel * input.channels + 1) * units;
    case LayerKind::max_pool:
    case LayerKind::upsample:
    case LayerKind::flatten:
    case LayerKind::unflatten:
      return 0;
  }
  return 0;
}

std::int64_t parameter_count(const NetworkSpec& spec) {
  std::int64_t count = 0;
  Shape shape{0, 0, spec.inputs};
  for (const auto* layers : {&spec.encoder, &spec.decoder}) {
    for (const LayerSpec& layer : *layers) {
      count += parameter_count(layer, shape);
      shape = shape_after(layer, shape);
    }
  }
  return count;
}

Result<Done> validate(const NetworkSpec& spec) {
  if (spec.inputs < 1 || spec.inputs > kMaxUnits) {
    return expected_between("inputs", 1, kMaxUnits, spec.inputs);
  }
  Shape shape{0, 0, spec.inputs};
  std::optional<Shape> flattened;
  for (const auto& [part, layers] :
       {std::pair("encoder", &spec.encoder), std::pair("decoder", &spec.decoder)}) {
    if (auto fine = check_part(*layers, part, shape, flattened); !fine.ok()) return fine;
  }
  if (shape.size() != spec.inputs) {
    return Error{"decoder: expected its last layer to give as many numbers as there are inputs, " +
                 std::to_string(spec.inputs) + ", got " + std::to_string(shape.size())};
  }
  if (const std::int64_t count = parameter_count(spec); count > kMaxParameters) {
    return Error{"the network has " + std::to_string(count) + " parameters; at most " +
                 std::to_string(kMaxParameters) + " are allowed"};
  }
  return Done{};
}

}  // namespace hourglass
