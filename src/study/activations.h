// How much each unit of a network is used over a set of images.
//
//   ActivationStudy study(network, data.test);
//   while (!study.done()) study.advance(parameters, workers);
//   for (const LayerActivity& layer : study.result()) ...
#pragma once

#include <span>
#include <vector>

#include "engine/network.h"
#include "study/image_blocks.h"

namespace hourglass {

// One number a unit, in the order of the layer's outputs.
struct LayerActivity {
  Index layer = 0;       // of the network's spec, the encoder's counted first
  Column<double> mean;   // activation, mean over the images
  Column<double> size;   // its amount, mean over the images: how much the next layer gets
  Column<double> share;  // of the images in which the unit is active, 0 ... 1

  // Means over the units.
  double average() const { return mean.size() > 0 ? mean.mean() : 0; }
  double active_share() const { return share.size() > 0 ? share.mean() : 0; }
  // Units that are active in no image.
  Index dead() const { return (share.array() == 0).count(); }
};

// One pass over a set of clean images.
class ActivationStudy {
 public:
  // A unit is active where the amount of its activation is above `threshold`: 0 for ReLU, where it
  // means that the unit fires; more for layers that are never exactly 0. `network` and `set` must
  // outlive the study. `block`: images at a time.
  ActivationStudy(const Network<float>& network, const ImageSet& set, float threshold = 0,
                  Index block = ImageBlocks::kBlock);

  bool done() const { return blocks_.done(); }
  Index position() const { return blocks_.position(); }
  // Measures the next block. Precondition: !done().
  void advance(std::span<const float> parameters, Workers& workers);
  // Of the images measured so far, one entry for each layer that computes anything; of a gaussian
  // head, its means. Zeros before the first block.
  std::vector<LayerActivity> result() const;

 private:
  const Network<float>* network_;
  float threshold_;
  ImageBlocks blocks_;
  Pass<float> pass_;
  Matrix<float> code_, output_;
  std::vector<LayerActivity> sums_;
};

// The units' numbers, the most used (LayerActivity::size) first; equals in their own order, units
// whose use is no number last.
std::vector<Index> by_use(const LayerActivity& activity);

}  // namespace hourglass
