#include "data/mnist.h"

#include <zlib.h>

#include <utility>
#include <vector>

#include "data/idx.h"

namespace hourglass {

Result<Dataset> dataset_from_idx(const IdxFiles& files, std::string origin, bool synthetic) {
  constexpr int kAnyLabel = 256;  // letters have more classes than digits
  auto train =
      parse_idx(files.train_images, kTrainImages, files.train_labels, kTrainLabels, kAnyLabel);
  if (!train.ok()) return train.error();
  auto test = parse_idx(files.test_images, kTestImages, files.test_labels, kTestLabels, kAnyLabel);
  if (!test.ok()) return test.error();
  const ImageSet& a = train.value();
  const ImageSet& b = test.value();
  if (a.rows != b.rows || a.columns != b.columns) {
    return Error{std::string(kTestImages) + " has images of " + std::to_string(b.rows) + " x " +
                 std::to_string(b.columns) + ", expected " + std::to_string(a.rows) + " x " +
                 std::to_string(a.columns) + " as in " + kTrainImages};
  }
  return Dataset{std::move(train.value()), std::move(test.value()), std::move(origin), synthetic};
}

bool is_mnist(const Dataset& data) {
  const auto has = [](const std::vector<std::uint8_t>& bytes, uLong crc) {
    return crc32_z(0, bytes.data(), bytes.size()) == crc;
  };
  return has(data.train.pixels, 0xf3639b56) && has(data.train.labels, 0xba07e8ef) &&
         has(data.test.pixels, 0xe4ca5f57) && has(data.test.labels, 0xee8604d9);
}

}  // namespace hourglass
