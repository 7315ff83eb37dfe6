// Test images that a command picks, and the sheet that it draws of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/command.h"
#include "data/dataset.h"
#include "data/noise.h"
#include "io/image_sheet.h"

namespace hourglass::cli {

inline constexpr int kMaxPictures = 64;  // in a row of a sheet

// --index I,J,...: test images to show. `which` names the default.
void add_index_option(CLI::App& command, std::vector<std::uint32_t>& indices,
                      const std::string& which);
// --steps of a strip.
void add_steps_option(CLI::App& command, int& steps);
// --out, required.
void add_picture_option(CLI::App& command, std::string& path);

// The images with these numbers (features x n). Fails where there is none with such a number.
Result<Matrix<float>> test_images(const ImageSet& set, std::span<const std::uint32_t> indices);

// Gives each image the noise that it has when the whole set is evaluated. `clean` (features x n).
Matrix<float> corrupt_as_tested(const NoiseSpec& noise, std::uint64_t seed,
                                std::span<const std::uint32_t> indices, const Matrix<float>& clean);

// Draws the rows as pictures of the set's shape, each column under its number in `captions` (empty:
// no captions), writes the PNG and returns the exit code.
int write_sheet(std::span<const SheetRow> rows, const ImageSet& set, const std::string& path,
                std::span<const std::uint32_t> captions = {});

// [{"index", "label", "noisy": {"mse", "mae"}, "reconstructed": {"mse", "mae"}}, ...]: every row of
// the sheet but "original" against that row, image by image.
nlohmann::ordered_json picture_figures(std::span<const SheetRow> rows, const ImageSet& set,
                                       std::span<const std::uint32_t> indices);

}  // namespace hourglass::cli
