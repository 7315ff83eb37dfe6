#include "lab/health.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hourglass {
namespace {

constexpr double kSmallest = 1e-7;
constexpr double kLargest = 1e-1;

std::string text(const char* pattern, double number) {
  char digits[96];
  std::snprintf(digits, sizeof digits, pattern, number);
  return digits;
}

}  // namespace

const LayerHealth* health_of(std::span<const LayerHealth> layers, std::size_t layer) {
  const auto found = std::find_if(layers.begin(), layers.end(), [layer](const LayerHealth& it) {
    return it.layer == static_cast<Index>(layer);
  });
  return found == layers.end() ? nullptr : &*found;
}

float gradient_share(double gradient) {
  if (!(gradient > kSmallest)) return 0;
  return static_cast<float>(
      std::min(std::log(gradient / kSmallest) / std::log(kLargest / kSmallest), 1.0));
}

std::string layer_sentence(const NetworkSpec& network, std::size_t layer,
                           const LayerHealth* health) {
  const std::size_t encoders = network.encoder.size();
  const Shape shape = layer_shapes(network)[layer];
  const std::string numbers = std::to_string(shape.size()) + " numbers. ";
  std::string words = layer + 1 == encoders ? "The code: "
                      : layer < encoders
                          ? "Encoder, layer " + std::to_string(layer + 1) + ": "
                          : "Decoder, layer " + std::to_string(layer - encoders + 1) + ": ";
  words += numbers;
  if (!health) return words;
  words += health->dead_share > 0
               ? text("%.3g %% of its units are dead: ", 100 * health->dead_share) +
                     "they say the same about every test digit (hollow). "
               : std::string("None of its units is dead. ");
  if (health->gradient > 0) {
    words += text("Its gradients are about %.1e (the line below): ", health->gradient) +
             "far smaller than in other layers, it learns more slowly.";
  }
  return words;
}

}  // namespace hourglass
