// What a network is made of, as plain data: what recipes hold and what Network is built from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/matrix.h"
#include "engine/result.h"

namespace hourglass {

enum class Activation : std::uint8_t { linear, relu, sigmoid, tanh };

// What a layer does with vectors or with images. An image lies in a batch's column as NHWC: row by
// row, all channels of a pixel together. So flatten and unflatten are only another way to look at
// the same numbers.
enum class LayerKind : std::uint8_t {
  dense,                   // vector: activation(W x + b), W (units x inputs)
  convolution,             // image: 3x3, stride 1, zeros around it: the same height and width
  transposed_convolution,  // image: twice its height and width, stride 2
  max_pool,                // image: the largest of each 2x2 pixels; an odd last row is left out
  upsample,                // image: each pixel becomes 2x2 pixels, nearest neighbour
  flatten,                 // image -> vector
  unflatten,               // vector -> image
  gaussian,                // vector: mean and log-variance of a code to draw (Kingma, Welling 2014)
};

struct LayerSpec {
  Index units = 0;  // dense, gaussian: numbers that come out; convolutions, unflatten: channels
  Activation activation = Activation::linear;  // of dense layers and convolutions
  LayerKind kind = LayerKind::dense;
  Index kernel = 3;  // transposed_convolution: 2, or 3 with padding 1 and output padding 1
  Index height = 0;  // unflatten
  Index width = 0;   // unflatten

  bool operator==(const LayerSpec&) const = default;
};

// Of one image or vector.
struct Shape {
  Index height = 0;  // 0: a vector
  Index width = 0;
  Index channels = 0;  // a vector's length

  bool flat() const { return height == 0; }
  Index pixels() const { return height * width; }
  Index size() const { return flat() ? channels : pixels() * channels; }
  bool operator==(const Shape&) const = default;
};

// "(784)", "(28, 28, 32)".
std::string to_text(const Shape& shape);

// An hourglass: encoder then decoder; what the encoder's last layer gives is the code.
struct NetworkSpec {
  Index inputs = 784;
  std::vector<LayerSpec> encoder;
  std::vector<LayerSpec> decoder;

  // Numbers in a code. Precondition: valid.
  Index code_size() const;
  bool operator==(const NetworkSpec&) const = default;
};

// What comes out of each layer, the encoder's and then the decoder's. Precondition: valid.
std::vector<Shape> layer_shapes(const NetworkSpec& spec);

// Of the last layer that computes anything. Precondition: valid.
Activation output_activation(const NetworkSpec& spec);

// Whether the code is drawn from a gaussian head: a variational autoencoder.
bool is_variational(const NetworkSpec& spec);

// Weights and biases together. Counted in 64 bits, so that a hostile spec cannot overflow it.
std::int64_t parameter_count(const LayerSpec& layer, const Shape& input);
std::int64_t parameter_count(const NetworkSpec& spec);

// Fails with a sentence that names the layer, its value and what was expected, unless encoder and
// decoder have 1 ... 32 layers each and compute something, every layer fits what comes before it,
// none gives more than 262,144 numbers, dense layers have 1 ... 65,536 units, a gaussian head is
// the encoder's last layer, there are at most 64 Mi parameters, and the decoder gives as many
// numbers as there are inputs.
Result<Done> validate(const NetworkSpec& spec);

}  // namespace hourglass
