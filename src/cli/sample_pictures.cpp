#include "cli/sample_pictures.h"

#include <algorithm>
#include <filesystem>

namespace hourglass::cli {

bool SamplePictureOptions::wanted() const {
  return std::any_of(flags.begin(), flags.end(),
                     [](const CLI::Option* flag) { return flag->count() > 0; });
}

void add_sample_picture_options(CLI::App& command, SamplePictureOptions& options) {
  const auto add = [&](const char* flag, auto& value, const char* description) {
    CLI::Option* option = command.add_option(flag, value, description)
                              ->group("Pictures, drawn where one of these is given")
                              ->capture_default_str();
    options.flags.push_back(option);
    return option;
  };
  add("--pictures", options.folder,
      "Folder for reconstruction.png, denoising.png and interpolation.png")
      ->type_name("DIR");
  add("--clean_idx", options.clean, "Test image to reconstruct")->type_name("I");
  add("--denoise_idx", options.denoise, "Test image to denoise")->type_name("I");
  add("--noise_std", options.noise_std, "Standard deviation of its Gaussian noise")
      ->check(CLI::Range(0.0f, max_strength(NoiseKind::gaussian)))
      ->type_name("S");
  add("--interp_idx1", options.from, "Test image at the beginning of the strip")->type_name("I");
  add("--interp_idx2", options.to, "Test image at its end")->type_name("I");
  add("--steps", options.steps, "Pictures in the strip, both ends included")
      ->check(CLI::Range(2, kMaxPictures))
      ->type_name("N");
}

int draw_sample_pictures(const Subject& subject, const SamplePictureOptions& options) {
  const std::filesystem::path folder(options.folder);
  const ImageSet& test = subject.test();
  const std::vector<std::uint32_t> clean{options.clean}, denoise{options.denoise},
      ends{options.from, options.to};
  const Result<Matrix<float>> images[] = {test_images(test, clean), test_images(test, denoise),
                                          test_images(test, ends)};
  for (const Result<Matrix<float>>& found : images) {
    if (!found.ok()) return misuse(found.error());
  }
  Inference model;
  model.use(subject.recipe.network, subject.parameters);
  const auto write = [&](const std::vector<SheetRow>& rows, const char* name,
                         std::span<const std::uint32_t> captions) {
    return write_sheet(rows, test, (folder / name).string(), captions);
  };
  int code = write(reconstruction_rows(model, images[0].value()), "reconstruction.png", clean);
  if (code != kSuccess) return code;
  const NoiseSpec noise{NoiseKind::gaussian, options.noise_std};
  code = write(denoising_rows(model, noise, subject.recipe.seed, denoise, images[1].value()),
               "denoising.png", denoise);
  if (code != kSuccess) return code;
  const Matrix<float> between =
      images_between(model, images[2].value(), options.steps, Way::linear);
  return write({{"", between}}, "interpolation.png", {});
}

}  // namespace hourglass::cli
