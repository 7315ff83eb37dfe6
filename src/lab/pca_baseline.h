// Principal components as the model to beat, found in slices of a frame: without a thread of its
// own, so that it is the same in a page that has none.
//
//   PcaBaseline pca;
//   begin(pca, data);
//   while (advance(pca, workers, 2.0)) ...       // a frame each
//   Matrix<float> y = reconstruct_with(pca, x, 8);
#pragma once

#include <memory>
#include <optional>

#include "study/leading_components.h"

namespace hourglass {

struct PcaBaseline {
  static constexpr Index kImages = 2000;  // of the training set
  static constexpr Index kMost = 64;      // components
  static constexpr Index kTested = 256;   // test images

  std::shared_ptr<const Dataset> data;  // that it is of; null: not begun
  std::optional<LeadingComponents> search;
  Index tested = 0;         // images
  double total = 0;         // their squared distance from the mean
  Column<double> energies;  // and what each component holds of it

  bool found() const { return search && search->done(); }
  bool done() const { return found() && tested == test_count(); }
  Index test_count() const;
  // Those there are for a code of this size.
  Index components_for(Index code_size) const;
  // Mean squared error a pixel of the test images from k components. Precondition: done().
  double mse(Index k) const;
};

// Forgets what was found of other data. Does nothing where the data are the same, or hold no image.
void begin(PcaBaseline& pca, const std::shared_ptr<const Dataset>& data);

// Works for about `milliseconds`; true while there is more to do.
bool advance(PcaBaseline& pca, Workers& workers, double milliseconds);

// x (features x n) -> (features x n), through k components. Precondition: found().
Matrix<float> reconstruct_with(const PcaBaseline& pca, ConstBatch<float> x, Index k);

}  // namespace hourglass
