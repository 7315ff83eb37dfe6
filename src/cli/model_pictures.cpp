#include "cli/model_pictures.h"

#include "study/interpolation.h"

namespace hourglass::cli {

Result<std::unique_ptr<ModelAndImages>> open_model_and_images(const ModelOptions& options,
                                                              const std::string& data) {
  auto shown = std::make_unique<ModelAndImages>();
  Result<Model> model = open_model(options);
  if (!model.ok()) return model.error();
  shown->model = std::move(model.value());
  auto images = open_data(data);
  if (!images.ok()) return images.error();
  shown->data = std::move(images.value());
  if (auto fits = check_fit(shown->recipe(), *shown->data); !fits.ok()) return fits.error();
  shown->inference.use(shown->recipe().network, shown->model.parameters);
  return shown;
}

void add_sheet_options(CLI::App& command, SheetOptions& options) {
  add_model_options(command, options.model);
  add_data_option(command, options.data);
  command
      .add_option("--index", options.indices,
                  "Which test images, counted from 0 (default: the first eight)")
      ->delimiter(',')
      ->expected(1, kMaxPictures)
      ->type_name("I,J,...");
  add_picture_option(command, options.out);
  add_json_flag(command, options.json);
}

int draw_sheet(const SheetOptions& options,
               const std::function<Sheet(ModelAndImages&, const Matrix<float>& clean)>& rows_of) {
  if (auto writable = check_writable(options.out); !writable.ok()) return fail(writable.error());
  const auto shown = open_model_and_images(options.model, options.data);
  if (!shown.ok()) return fail(shown.error());
  const ImageSet& test = shown.value()->test();
  const Result<Matrix<float>> clean = test_images(test, options.indices);
  if (!clean.ok()) return misuse(clean.error());

  Sheet sheet = rows_of(*shown.value(), clean.value());
  const int code = write_sheet(sheet.rows, test, options.out, options.indices);
  if (options.json && code == kSuccess) {
    sheet.figures["images"] = picture_figures(sheet.rows, test, options.indices);
    print_json(sheet.figures);
  }
  return code;
}

std::vector<SheetRow> reconstruction_rows(ModelAndImages& shown, const Matrix<float>& clean) {
  return {{"original", clean}, {"reconstructed", shown.inference.reconstruct(clean)}};
}

std::vector<SheetRow> denoising_rows(ModelAndImages& shown, const NoiseSpec& noise,
                                     std::span<const std::uint32_t> indices,
                                     const Matrix<float>& clean) {
  const Matrix<float> noisy = corrupt_as_tested(noise, shown.recipe().seed, indices, clean);
  return {
      {"noisy", noisy}, {"original", clean}, {"reconstructed", shown.inference.reconstruct(noisy)}};
}

Matrix<float> images_between(ModelAndImages& shown, const Matrix<float>& ends, int steps, Way way) {
  const Matrix<float> codes = shown.inference.encode(ends);
  const auto between = way == Way::spherical ? interpolate_spherical : interpolate;
  return shown.inference.decode(between(codes.col(0), codes.col(1), steps));
}

}  // namespace hourglass::cli
