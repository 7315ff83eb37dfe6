// A batch that several processes share, each with some of its columns (training/ranks.h): what is
// computed of the parts adds up to what is computed of the whole.
#pragma once

#include "engine/matrix.h"

namespace hourglass {

// The part that somebody holds; by default the whole.
struct BatchPart {
  Index first = 0;    // the column of the batch that is its column 0
  Index columns = 0;  // of the whole batch; 0: no more than the part has

  // Columns of the whole batch, for a part of n columns.
  Index whole(Index n) const { return columns > 0 ? columns : n; }
};

}  // namespace hourglass
