// The three pictures of the bottleneck study that hourglass evaluate draws on request: a digit and
// its reconstruction, a digit denoised, the strip between two digits.
#pragma once

#include <string>
#include <vector>

#include "cli/model_pictures.h"

namespace hourglass::cli {

struct SamplePictureOptions {
  std::string folder = ".";
  std::uint32_t clean = 0;
  std::uint32_t denoise = 0;
  float noise_std = 0.2f;  // Gaussian
  std::uint32_t from = 12;
  std::uint32_t to = 3456;
  int steps = 8;
  std::vector<const CLI::Option*> flags;

  // One of the flags was given.
  bool wanted() const;
};

void add_sample_picture_options(CLI::App& command, SamplePictureOptions& options);

// Writes reconstruction.png, denoising.png and interpolation.png; returns the exit code.
int draw_sample_pictures(const Subject& subject, const SamplePictureOptions& options);

}  // namespace hourglass::cli
