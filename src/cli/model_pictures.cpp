#include "cli/model_pictures.h"

#include "io/file.h"
#include "study/interpolation.h"

namespace hourglass::cli {

void add_sheet_options(CLI::App& command, SheetOptions& options) {
  add_model_options(command, options.model);
  add_data_option(command, options.data);
  add_index_option(command, options.indices, "the first eight");
  add_picture_option(command, options.out);
  add_json_flag(command, options.json);
}

int draw_sheet(const SheetOptions& options,
               const std::function<Sheet(const Subject& subject, Inference& model,
                                         const Matrix<float>& clean)>& rows_of) {
  if (auto writable = check_writable(options.out); !writable.ok()) return fail(writable.error());
  const Result<Subject> subject = open_subject(options.model, options.data);
  if (!subject.ok()) return fail(subject.error());
  const ImageSet& test = subject.value().test();
  const Result<Matrix<float>> clean = test_images(test, options.indices);
  if (!clean.ok()) return misuse(clean.error());

  Inference model;
  model.use(subject.value().recipe.network, subject.value().parameters);
  Sheet sheet = rows_of(subject.value(), model, clean.value());
  const int code = write_sheet(sheet.rows, test, options.out, options.indices);
  if (options.json && code == kSuccess) {
    sheet.figures["images"] = picture_figures(sheet.rows, test, options.indices);
    print_json(sheet.figures);
  }
  return code;
}

std::vector<SheetRow> reconstruction_rows(Inference& model, const Matrix<float>& clean) {
  return {{"original", clean}, {"reconstructed", model.reconstruct(clean)}};
}

std::vector<SheetRow> denoising_rows(Inference& model, const NoiseSpec& noise, std::uint64_t seed,
                                     std::span<const std::uint32_t> indices,
                                     const Matrix<float>& clean) {
  const Matrix<float> noisy = corrupt_as_tested(noise, seed, indices, clean);
  return {{"noisy", noisy}, {"original", clean}, {"reconstructed", model.reconstruct(noisy)}};
}

Matrix<float> images_between(Inference& model, const Matrix<float>& ends, int steps, Way way) {
  const Matrix<float> codes = model.encode(ends);
  const auto between = way == Way::spherical ? interpolate_spherical : interpolate;
  return model.decode(between(codes.col(0), codes.col(1), steps));
}

}  // namespace hourglass::cli
