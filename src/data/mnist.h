// MNIST, or any data of the same four files: train and test images and their labels as IDX, plain
// or gzip. From memory everywhere; from folders natively.
//
//   Result<Dataset> data = find_dataset(options.data);   // says in `origin` what it found
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "data/dataset.h"
#include "engine/result.h"

namespace hourglass {

inline constexpr const char* kTrainImages = "train-images-idx3-ubyte";
inline constexpr const char* kTrainLabels = "train-labels-idx1-ubyte";
inline constexpr const char* kTestImages = "t10k-images-idx3-ubyte";
inline constexpr const char* kTestLabels = "t10k-labels-idx1-ubyte";

// The four files' bytes, plain or gzip. Fails as parse_idx() does (idx.h), and where the test
// images are not of the train images' size.
struct IdxFiles {
  std::span<const std::uint8_t> train_images;
  std::span<const std::uint8_t> train_labels;
  std::span<const std::uint8_t> test_images;
  std::span<const std::uint8_t> test_labels;
};
Result<Dataset> dataset_from_idx(const IdxFiles& files, std::string origin, bool synthetic);

// All four parts have the CRC-32 of MNIST's pixels and labels: one changed byte, or images in
// another order, and it is not called MNIST.
bool is_mnist(const Dataset& data);

// ---- natively only ------------------------------------------------------------------------------

// The four files of a folder, each under its name above or that name with .gz. `origin` becomes
// "MNIST" where all images and labels are MNIST's, else "IDX files in DIRECTORY".
Result<Dataset> load_mnist(const std::string& directory);

// The first that is there: `directory` unless empty; the folder that MNIST_DIR names; the download
// in the cache, ${HOURGLASS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/hourglass}/mnist; else synthetic
// digits, as many as MNIST has. A folder that was asked for and cannot be read is an error.
Result<Dataset> find_dataset(const std::string& directory);

}  // namespace hourglass
