// The images of a set a block at a time, as floats: what every study that goes through a set reads.
//
//   ImageBlocks blocks(data.test);
//   while (!blocks.done()) study.add(blocks.next(workers), workers);
#pragma once

#include <algorithm>

#include "data/dataset.h"

namespace hourglass {

class ImageBlocks {
 public:
  static constexpr Index kBlock = 256;  // images

  // `set` must outlive it. `block`: images at a time.
  explicit ImageBlocks(const ImageSet& set, Index block = kBlock)
      : set_(&set), images_(set.features(), block) {}

  bool done() const { return position_ == set_->count(); }
  Index position() const { return position_; }  // images given so far
  Index count() const { return set_->count(); }

  // The next block (features x n), 1 <= n <= the block; valid until the next call.
  // Precondition: !done().
  ConstBatch<float> next(Workers& workers) {
    const Index n = std::min(images_.cols(), set_->count() - position_);
    gather_range(*set_, position_, images_.leftCols(n), workers);
    position_ += n;
    return images_.leftCols(n);
  }

 private:
  const ImageSet* set_;
  Matrix<float> images_;
  Index position_ = 0;
};

}  // namespace hourglass
