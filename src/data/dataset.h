// Images and labels in memory: bytes, as the files hold them, widened to floats batch by batch.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/matrix.h"
#include "engine/workers.h"

namespace hourglass {

struct ImageSet {
  Index rows = 28;
  Index columns = 28;
  std::vector<std::uint8_t> pixels;  // count() images, each row by row, 0 black ... 255 white
  std::vector<std::uint8_t> labels;  // one an image
  bool labelled = true;              // false: nobody knows their classes, and labels are 0

  Index features() const { return rows * columns; }
  Index count() const { return static_cast<Index>(labels.size()); }
  std::span<const std::uint8_t> image(Index i) const;
};

// `origin` is for people: where the images came from ("MNIST", "synthetic digits").
struct Dataset {
  ImageSet train;
  ImageSet test;
  std::string origin;
  bool synthetic = false;
  std::string key = {};  // by which a saved state names it; empty: what the program came with
};

std::size_t byte_count(const Dataset& data);

// A number that tells data sets apart (64-bit FNV-1a of shapes, pixels and labels).
std::uint64_t fingerprint(const Dataset& data);

// Assigns batch (features x indices.size()), column c = image indices[c] / 255. Never allocates.
void gather(const ImageSet& set, std::span<const std::uint32_t> indices, Batch<float> batch,
            Workers& workers);
// The same for images first ... first + batch.cols() - 1.
void gather_range(const ImageSet& set, Index first, Batch<float> batch, Workers& workers);

}  // namespace hourglass
