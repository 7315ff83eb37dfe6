// A small network with weights of its own, for studies of blob images (8 x 8).
#pragma once

#include <vector>

#include "engine/initialization.h"
#include "engine/network.h"
#include "support/blobs.h"

namespace hourglass::test {

struct SmallModel {
  Network<float> network{{64,
                          {{12, Activation::relu}, {5, Activation::tanh}},
                          {{9, Activation::relu}, {64, Activation::sigmoid}}}};
  std::vector<float> parameters =
      std::vector<float>(static_cast<std::size_t>(network.parameter_count()));

  SmallModel() { initialize<float>(network, Initialization::pytorch, 3, parameters); }

  // The whole set at once, by the plain calls.
  Matrix<float> images(const ImageSet& set) {
    Workers workers(1);
    Matrix<float> x(set.features(), set.count());
    gather_range(set, 0, x, workers);
    return x;
  }
  Matrix<float> encode(const Matrix<float>& x) {
    Workers workers(1);
    Pass<float> pass(network, x.cols(), false);
    Matrix<float> code(5, x.cols());
    network.encode(parameters.data(), x, pass, code, workers);
    return code;
  }
  Matrix<float> decode(const Matrix<float>& code) {
    Workers workers(1);
    Pass<float> pass(network, code.cols(), false);
    Matrix<float> y(64, code.cols());
    network.decode(parameters.data(), code, pass, y, workers);
    return y;
  }
};

// Runs a study to its end.
template <class Study>
void finish(Study& study, const SmallModel& model, int threads = 1) {
  Workers workers(threads);
  while (!study.done()) study.advance(model.parameters, workers);
}

}  // namespace hourglass::test
