// What a model makes of test images: the rows of the sheets that commands draw.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/subject.h"
#include "cli/test_images.h"
#include "study/inference.h"

namespace hourglass::cli {

// What the commands are told that draw a sheet of test digits.
struct SheetOptions {
  ModelOptions model;
  std::string data;
  std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5, 6, 7};
  std::string out;
  bool json = false;
};
// --weights, --recipe, --data, --index, --out, --json.
void add_sheet_options(CLI::App& command, SheetOptions& options);

struct Sheet {
  std::vector<SheetRow> rows;
  nlohmann::ordered_json figures;  // before those of the rows
};
// Opens what the options name, has `rows_of` make the rows of the chosen digits (features x n) with
// the subject's model, writes the picture and prints the figures. Returns the exit code.
int draw_sheet(const SheetOptions& options,
               const std::function<Sheet(const Subject& subject, Inference& model,
                                         const Matrix<float>& clean)>& rows_of);

// The rows of a sheet on test images `clean` (features x n) with these indices.
std::vector<SheetRow> reconstruction_rows(Inference& model, const Matrix<float>& clean);
std::vector<SheetRow> denoising_rows(Inference& model, const NoiseSpec& noise, std::uint64_t seed,
                                     std::span<const std::uint32_t> indices,
                                     const Matrix<float>& clean);

enum class Way : std::uint8_t { linear, spherical };
// From the first of two images to the second in so many steps, by way of their codes. (features x
// steps)
Matrix<float> images_between(Inference& model, const Matrix<float>& ends, int steps, Way way);

}  // namespace hourglass::cli
