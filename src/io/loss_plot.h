// The course of a run as a chart: training and test loss on a log axis.
#pragma once

#include <string>

#include "io/font.h"
#include "io/image.h"
#include "training/history.h"

namespace hourglass {

struct LossPlot {
  std::string title;          // "B: Denoising autoencoder"
  std::string loss = "Loss";  // what the vertical axis shows: "MSE"
  bool over_epochs = true;    // horizontal axis: epochs, or else steps
  float scale = 1;
};

// RGB, 1600 x 1000 pixels times the scale. Losses that are not finite or not above 0 are left out:
// they have no place on a log axis.
Image plot_losses(const History& history, const LossPlot& plot, const Font& font);

}  // namespace hourglass
