#include "lab/pca_baseline.h"

#include <algorithm>

#include "lab/slices.h"

namespace hourglass {
namespace {

constexpr Index kBlock = 32;  // test images at a time

void test_block(PcaBaseline& pca, Workers& workers) {
  const Pca& components = pca.search->result();
  const Index n = std::min(kBlock, pca.test_count() - pca.tested);
  Matrix<float> x(components.mean.size(), n);
  gather_range(pca.data->test, pca.tested, x, workers);
  const Matrix<float> codes = project(components, x, components.components.cols());
  pca.energies += codes.cast<double>().array().square().rowwise().sum().matrix();
  pca.total += (x.cast<double>().colwise() - components.mean).squaredNorm();
  pca.tested += n;
}

}  // namespace

Index PcaBaseline::test_count() const { return std::min(kTested, data->test.count()); }

Index PcaBaseline::components_for(Index code_size) const {
  return std::min({code_size, kMost, data->train.features()});
}

double PcaBaseline::mse(Index k) const {
  const double rest = std::max(0.0, total - energies.head(k).sum());
  return rest / static_cast<double>(std::max<Index>(tested, 1) * data->test.features());
}

void begin(PcaBaseline& pca, const std::shared_ptr<const Dataset>& data) {
  if (pca.data == data || !data || data->train.count() == 0) return;
  pca = {};
  pca.data = data;
  const Index most = pca.components_for(PcaBaseline::kMost);
  pca.search.emplace(data->train, PcaBaseline::kImages, most);
  pca.energies = Column<double>::Zero(most);
}

bool advance(PcaBaseline& pca, Workers& workers, double milliseconds) {
  if (!pca.search || pca.done()) return false;
  work_for(milliseconds, [&] {
    if (pca.found()) {
      test_block(pca, workers);
    } else {
      pca.search->advance(workers);
    }
    return !pca.done();
  });
  return !pca.done();
}

Matrix<float> reconstruct_with(const PcaBaseline& pca, ConstBatch<float> x, Index k) {
  const Pca& components = pca.search->result();
  return reconstruct(components, project(components, x, k));
}

}  // namespace hourglass
