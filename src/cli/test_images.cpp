#include "cli/test_images.h"

#include "cli/inputs.h"
#include "io/file.h"
#include "io/png.h"

namespace hourglass::cli {

void add_picture_option(CLI::App& command, std::string& path) {
  command.add_option("--out", path, "Write the picture here (PNG)")->type_name("FILE")->required();
}

Result<Matrix<float>> test_images(const ImageSet& set, std::span<const std::uint32_t> indices) {
  for (std::uint32_t index : indices) {
    if (Index{index} >= set.count()) {
      return Error{"there is no test image " + std::to_string(index) + "; expected 0 to " +
                   std::to_string(set.count() - 1)};
    }
  }
  Workers workers(1);
  Matrix<float> images(set.features(), static_cast<Index>(indices.size()));
  gather(set, indices, images, workers);
  return images;
}

Matrix<float> corrupt_as_tested(const NoiseSpec& noise, std::uint64_t seed,
                                std::span<const std::uint32_t> indices,
                                const Matrix<float>& clean) {
  Workers workers(1);
  Matrix<float> noisy(clean.rows(), clean.cols());
  for (Index i = 0; i < clean.cols(); ++i) {
    corrupt(noise, {seed, stream_id(Stream::test_noise)}, clean.middleCols(i, 1),
            noisy.middleCols(i, 1), workers, indices[static_cast<std::size_t>(i)]);
  }
  return noisy;
}

int write_sheet(std::span<const SheetRow> rows, const ImageSet& set, const std::string& path) {
  SheetLayout layout;
  layout.rows = static_cast<int>(set.rows);
  layout.columns = static_cast<int>(set.columns);
  const auto file = encode_png(image_sheet(rows, layout, picture_font()));
  if (auto done = write_file_atomically(path, std::span(file)); !done.ok()) {
    return fail(done.error());
  }
  note("Wrote " + path);
  return kSuccess;
}

}  // namespace hourglass::cli
