// Small data for the tests of this folder, and MNIST itself where it is at hand.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "data/dataset.h"

namespace hourglass::test {

// Pixel p of image i is 100 i + p, modulo 256; labels run through the classes.
inline ImageSet numbered_images(Index count, Index rows, Index columns, int classes = 10) {
  ImageSet set{rows, columns, {}, {}};
  for (Index i = 0; i < count; ++i) {
    for (Index p = 0; p < set.features(); ++p) {
      set.pixels.push_back(static_cast<std::uint8_t>(100 * i + p));
    }
    set.labels.push_back(static_cast<std::uint8_t>(i % classes));
  }
  return set;
}

inline std::string mnist_directory() {
  const char* directory = std::getenv("MNIST_DIR");
  return directory ? directory : "";
}

}  // namespace hourglass::test

// Ends a test that wants the real images where there are none.
#define HOURGLASS_NEED_MNIST()                                                       \
  if (hourglass::test::mnist_directory().empty()) {                                  \
    GTEST_SKIP() << "set MNIST_DIR to a folder with MNIST's four files to run this"; \
  }
