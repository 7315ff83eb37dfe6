#include "cli/inputs.h"

#include <algorithm>

#include "cli/processes.h"
#include "cli/text.h"
#include "data/mnist.h"
#include "embedded/font_files.h"
#include "io/builtin_recipes.h"
#include "io/file.h"
#include "io/names.h"
#include "io/recipe_json.h"

namespace hourglass::cli {
namespace {

constexpr std::uint64_t kMaxRecipeFile = 1 << 20;
constexpr std::uint64_t kMaxWeightsFile = std::uint64_t{1} << 30;

}  // namespace

Error about_file(const std::string& path, const Error& error) {
  return {path + ": " + error.message};
}

void add_data_option(CLI::App& command, std::string& directory) {
  command
      .add_option("--data", directory,
                  "Folder with four IDX files of MNIST's names, plain or .gz: MNIST, Fashion-MNIST "
                  "or other "
                  "grey images of the network's size (default: the folder that MNIST_DIR "
                  "names, else what setup has downloaded, else synthetic digits)")
      ->type_name("DIR");
}

Result<std::shared_ptr<const Dataset>> open_data(const std::string& directory) {
  Result<Dataset> found = agreed(find_dataset(directory));
  if (!found.ok()) return found.error();
  auto data = std::make_shared<const Dataset>(std::move(found.value()));
  if (!ranks().alone()) {
    auto same = check_same(std::to_string(fingerprint(*data)),
                           "its images (" + data->origin + ") are not those of rank 0");
    if (!same.ok()) return same.error();
  }
  note("Data: " + data->origin + ", " + grouped(data->train.count()) + " training and " +
       grouped(data->test.count()) + " test images");
  if (data->synthetic) {
    note(
        "These digits are synthetic, not MNIST: none was found. Give --data DIR or set MNIST_DIR "
        "for the real ones.");
  }
  return data;
}

void add_threads_option(CLI::App& command, int& threads) {
  constexpr int kMost = 64;
  static const int cores = cores_to_use();
  threads = std::clamp(cores, 1, kMost);
  command
      .add_option("--threads", threads,
                  "Threads to work with (default: one a core; processes that mpirun has started "
                  "share the cores of their machine)")
      ->check(CLI::Range(1, kMost))
      ->type_name("N");
}

void add_json_flag(CLI::App& command, bool& json) {
  command.add_flag("--json", json, "Print the figures as JSON");
}

CLI::Option* add_noise_option(CLI::App& command, const std::string& flag,
                              std::optional<NoiseSpec>& noise, const std::string& description) {
  return command
      .add_option_function<std::string>(
          flag,
          [flag, &noise](const std::string& text) {
            const Result<NoiseSpec> parsed = parse_noise(text);
            if (!parsed.ok()) throw CLI::ValidationError(flag, parsed.error().message);
            noise = parsed.value();
          },
          description)
      ->type_name("KIND:STRENGTH");
}

void add_model_options(CLI::App& command, ModelOptions& options) {
  command.add_option("--weights", options.weights, "Weights that train has saved (safetensors)")
      ->type_name("FILE")
      ->required();
  command
      .add_option("--recipe", options.recipe,
                  "Recipe of the weights, for files that come from elsewhere and hold none")
      ->type_name("NAME|FILE");
}

Result<Model> open_model(const ModelOptions& options) {
  const auto bytes = read_file(options.weights, kMaxWeightsFile);
  if (!bytes.ok()) return bytes.error();
  Result<Model> model = [&]() -> Result<Model> {
    if (options.recipe.empty()) return read_weights(bytes.value());
    const Result<Recipe> recipe = find_recipe(options.recipe);
    if (!recipe.ok()) return recipe.error();
    return read_weights(bytes.value(), recipe.value());
  }();
  if (!model.ok()) return about_file(options.weights, model.error());
  return model;
}

Result<Recipe> find_recipe(const std::string& name_or_file) {
  Result<Recipe> builtin = builtin_recipe(name_or_file);
  if (builtin.ok()) return builtin;
  const auto bytes = read_for_all(name_or_file, kMaxRecipeFile);
  if (!bytes.ok()) return Error{builtin.error().message + "; nor a file: " + bytes.error().message};
  const std::string_view text(reinterpret_cast<const char*>(bytes.value().data()),
                              bytes.value().size());
  Result<Recipe> recipe = parse_recipe(text);
  if (!recipe.ok()) return about_file(name_or_file, recipe.error());
  return recipe;
}

Result<Done> check_fit(const Recipe& recipe, const Dataset& data) {
  for (const ImageSet* set : {&data.train, &data.test}) {
    if (set->features() != recipe.network.inputs) {
      return Error{"the images have " + std::to_string(set->rows) + " x " +
                   std::to_string(set->columns) + " pixels, but the network takes " +
                   std::to_string(recipe.network.inputs) + " numbers"};
    }
  }
  return Done{};
}

const Font& picture_font() {
  static const Result<Font> font = Font::open(font_files().front().bytes);
  return font.value();
}

}  // namespace hourglass::cli
