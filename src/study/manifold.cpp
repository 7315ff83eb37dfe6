#include "study/manifold.h"

namespace hourglass {

Matrix<float> code_grid(const CodePlane& plane, std::span<const float> xs,
                        std::span<const float> ys, const Column<float>& lowest,
                        const Column<float>& highest) {
  Matrix<float> codes(plane.centre.size(), static_cast<Index>(xs.size() * ys.size()));
  Index column = 0;
  for (float y : ys) {
    for (float x : xs) {
      codes.col(column++) =
          (plane.centre + x * plane.across + y * plane.down).cwiseMax(lowest).cwiseMin(highest);
    }
  }
  return codes;
}

}  // namespace hourglass
