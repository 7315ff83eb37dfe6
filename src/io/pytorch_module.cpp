#include "io/pytorch_module.h"

#include <span>
#include <vector>

namespace hourglass {
namespace {

constexpr char kGaussian[] = R"(
class Gaussian(nn.Module):
    """The code of a variational autoencoder: drawn in training, its mean otherwise."""

    def __init__(self, inputs, units):
        super().__init__()
        self.mean = nn.Linear(inputs, units)
        self.log_variance = nn.Linear(inputs, units)

    def forward(self, x):
        mean = self.mean(x)
        if not self.training:
            return mean
        deviation = torch.exp(0.5 * self.log_variance(x))
        return mean + deviation * torch.randn_like(deviation)

)";

constexpr char kForward[] = R"(
    def forward(self, x):
        return self.decoder(self.encoder(x))
)";

std::string call(const std::string& name, std::initializer_list<Index> numbers,
                 const std::string& more = "") {
  std::string arguments;
  for (const Index number : numbers) {
    arguments += (arguments.empty() ? "" : ", ") + std::to_string(number);
  }
  return name + "(" + arguments + more + ")";
}

std::string module_of(const LayerSpec& layer, const Shape& input) {
  switch (layer.kind) {
    case LayerKind::dense:
      return call("nn.Linear", {input.size(), layer.units});
    case LayerKind::convolution:
      return call("nn.Conv2d", {input.channels, layer.units}, ", 3, padding=1");
    case LayerKind::transposed_convolution:
      return call(
          "nn.ConvTranspose2d", {input.channels, layer.units},
          layer.kernel == 2 ? ", 2, stride=2" : ", 3, stride=2, padding=1, output_padding=1");
    case LayerKind::max_pool:
      return "nn.MaxPool2d(2)";
    case LayerKind::upsample:
      return "nn.Upsample(scale_factor=2)";
    case LayerKind::flatten:
      return "nn.Flatten()";
    case LayerKind::unflatten:
      return "nn.Unflatten(1, " + call("", {layer.units, layer.height, layer.width}) + ")";
    case LayerKind::gaussian:
      return call("Gaussian", {input.size(), layer.units});
  }
  return {};
}

std::string module_of(Activation activation) {
  switch (activation) {
    case Activation::linear:
      break;
    case Activation::relu:
      return "nn.ReLU()";
    case Activation::sigmoid:
      return "nn.Sigmoid()";
    case Activation::tanh:
      return "nn.Tanh()";
  }
  return {};
}

// One part; `shape` is what comes in and becomes what comes out.
std::string sequential(const std::string& name, const std::vector<LayerSpec>& layers,
                       std::span<const Shape> outputs, Shape& shape, bool flatten) {
  std::string text = "        self." + name + " = nn.Sequential(\n";
  const auto add = [&](const std::string& module) { text += "            " + module + ",\n"; };
  for (std::size_t i = 0; i < layers.size(); ++i) {
    add(module_of(layers[i], shape));
    if (layers[i].activation != Activation::linear) add(module_of(layers[i].activation));
    shape = outputs[i];
  }
  if (flatten && !shape.flat()) add("nn.Flatten()");
  return text + "        )\n";
}

}  // namespace

std::string pytorch_module(const Recipe& recipe) {
  const NetworkSpec& network = recipe.network;
  const std::vector<Shape> shapes = layer_shapes(network);
  const std::span outputs(shapes);
  Shape shape{0, 0, network.inputs};
  std::string text = std::string(is_variational(network) ? "import torch\n" : "") +
                     "from torch import nn\n\n" + (is_variational(network) ? kGaussian : "") +
                     "\nclass Autoencoder(nn.Module):\n    def __init__(self):\n"
                     "        super().__init__()\n";
  text += sequential("encoder", network.encoder, outputs, shape, false);
  text +=
      sequential("decoder", network.decoder, outputs.subspan(network.encoder.size()), shape, true);
  return text + kForward;
}

}  // namespace hourglass
