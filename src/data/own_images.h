// Images of the visitor's own: IDX files as MNIST, Fashion-MNIST and others have them, or pictures
// one by one. 28x28 grey, white on black. Nothing of the files is trusted; errors name the file and
// what was expected.
//
//   Result<Dataset> data = dataset_of_files({{"train-images-idx3-ubyte.gz", bytes}, ...});
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "engine/result.h"

namespace hourglass {

inline constexpr Index kMostOwnImages = 70'000;  // as many as MNIST has in all
inline constexpr std::size_t kMostOwnFiles = 4;

struct NamedFile {
  std::string name;
  std::vector<std::uint8_t> bytes;  // plain or gzip
};

// One or two files of images, each with or without a file of labels, in any order. Labels belong to
// the images that are as many. Of two, the test images are those whose name says so, else the
// fewer; of one alone every sixth image is kept for testing. `origin` is what the names have in
// common, or "MNIST" where that is what they hold; `key` is set.
Result<Dataset> dataset_of_files(std::vector<NamedFile> files);

// Pictures, 784 bytes each, to be looked at as test images beside the images to train on. Fails
// unless there are 1 ... kMostOwnImages of them in all and `train` is of the same size.
Result<Dataset> dataset_of_pictures(std::vector<std::uint8_t> pixels, const ImageSet& train);

// "mnist", or "own." and the fingerprint.
std::string data_key(const Dataset& data);

}  // namespace hourglass
