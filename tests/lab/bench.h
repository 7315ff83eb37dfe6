// A model, a digit and a few images to study on.
#pragma once

#include <vector>

#include "data/synthetic.h"
#include "engine/initialization.h"
#include "lab/live_code.h"

namespace hourglass {

// A small random model and a digit that has gone through it.
struct Bench {
  Bench() {
    NetworkSpec spec;
    spec.encoder = {{6, Activation::linear}};
    spec.decoder = {{784, Activation::sigmoid}};
    const Network<float> network(spec);
    std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()));
    initialize(network, Initialization::xavier, 3, std::span<float>(parameters));
    inference.use(spec, parameters);
    drawing.pen_down(0.21f, 0.21f);
    drawing.pen_to(0.71f, 0.79f);
    corrupt_drawing(drawing, {NoiseKind::gaussian, 0.5f}, 0, workers, digit);
    denoise_drawing(inference, digit);
    gallery = Matrix<float>(784, 2);
    for (Index i = 0; i < 2; ++i) {
      const DigitImage image = draw_digit(static_cast<int>(i) + 4, 1, 0);
      std::copy(image.begin(), image.end(), gallery.col(i).data());
    }
    follow_digit(study, digit, inference);
  }

  Workers workers{1};
  Inference inference;
  Drawing drawing;
  LiveDigit digit;
  LiveCode study;
  Matrix<float> gallery;
};

}  // namespace hourglass
