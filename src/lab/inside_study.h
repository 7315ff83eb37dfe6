// Look inside: what every unit of the network looks for, how much it is used, and what it does with
// the current digit. Pure numbers; the views draw them.
//
//   InsideStudy study;
//   look(study, inference, digit.noisy);            // new weights or a new digit
//   measure(study, inference, data->test, ...);     // a slice a frame, until it is idle
//   const UnitPictures filters = unit_pictures(inference, Sheet::first);
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "data/dataset.h"
#include "study/activations.h"
#include "study/inference.h"

namespace hourglass {

// Which weights are pictures: those from the image to the first layer's units, or those from the
// units before the last layer to the image.
enum class Sheet : std::uint8_t { first, last };

// How a layer's units are used over a sample of test images. Of an image's channels: means over
// its pixels.
struct UnitUse {
  Column<double> mean;   // activation
  Column<double> size;   // its amount
  Column<double> share;  // of the images in which the unit is not 0, 0 ... 1

  bool dead(Index unit) const { return share[unit] == 0; }
};

// A layer's weights as pictures, each scaled by its own largest amount to -1 ... 1.
struct UnitPictures {
  Matrix<float> pictures;  // (pixels x units)
  int side = 0;            // pixels a side
};

struct InsideStudy {
  static constexpr Index kSample = 256;  // test images

  std::vector<LayerOutput> layers;  // of the current digit; empty while there is no model
  std::vector<UnitUse> use;         // one of each of `layers`; empty until the sample is measured

  // The measurement at work. It reads the network of the Inference that it was begun with.
  std::optional<ActivationStudy> measurement;
  std::unique_ptr<ImageSet> sample;  // where it stays while the study moves
  NetworkSpec measured;              // whose units `use` is of
  bool outdated = true;              // weights or images have changed since it was begun
};

// The number of units of a layer's output: a vector's numbers, an image's channels.
Index unit_count(const Shape& shape);
// What each unit gives: a vector's numbers, the means of an image's channels.
Column<float> unit_values(const LayerOutput& output);
// The same folding for what was measured.
UnitUse unit_use(const LayerActivity& activity, const Shape& shape);

// One channel of an image that a layer gives, row by row. Precondition: an image, channel in range.
Column<float> channel_map(const LayerOutput& output, Index channel);

// Follows the model and the digit (inputs): `layers`, and `use` is forgotten where the network is
// another one. Without a model that takes such a digit everything is emptied.
void look(InsideStudy& study, Inference& inference, const Column<float>& digit);

// Measures `use` anew on the first test images where it is outdated: blocks of a few images until
// about `milliseconds` have gone by.
enum class Measuring : std::uint8_t { idle, busy, done };
Measuring measure(InsideStudy& study, const Inference& inference, const ImageSet& test,
                  Workers& workers, double milliseconds);

// The units' numbers, the most used first; in their own order while that is not known.
// Precondition: layer < study.layers.size().
std::vector<Index> units_by_use(const InsideStudy& study, std::size_t layer);

// The layer whose units a sheet shows, a place in study.layers; Sheet::last of a network that is
// one layer deep has none.
std::optional<std::size_t> layer_of(const InsideStudy& study, Sheet sheet);

// Empty where the weights are no pictures: neither those of a dense layer over square images nor
// kernels of a convolution.
UnitPictures unit_pictures(const Inference& inference, Sheet sheet);

// "Dense 128", "Convolution 32": for people.
const char* layer_words(const NetworkSpec& spec, const LayerOutput& output);
// The layer of the spec that gave it.
const LayerSpec& spec_of(const NetworkSpec& spec, const LayerOutput& output);

}  // namespace hourglass
