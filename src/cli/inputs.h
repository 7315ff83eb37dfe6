// What commands are given: data, recipes, weights, noise, places to write to.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/command.h"
#include "data/dataset.h"
#include "io/font.h"
#include "io/weights.h"

namespace hourglass::cli {

// The error with the name of the file that it is about before it.
Error about_file(const std::string& path, const Error& error);

// --data, and what it means when it is absent.
void add_data_option(CLI::App& command, std::string& directory);
// Opens it and says on standard error where the images come from. Each process opens its own; fails
// on all of them where one cannot, or finds other images than the first.
Result<std::shared_ptr<const Dataset>> open_data(const std::string& directory);

// --threads: 1 ... 64; absent: as many as there are cores for this process.
void add_threads_option(CLI::App& command, int& threads);

// --json: figures for programs.
void add_json_flag(CLI::App& command, bool& json);

// `flag` takes KIND:STRENGTH; anything else is a usage error.
CLI::Option* add_noise_option(CLI::App& command, const std::string& flag,
                              std::optional<NoiseSpec>& noise, const std::string& description);

// --weights, and --recipe for weights that hold none.
struct ModelOptions {
  std::string weights;
  std::string recipe;
};
void add_model_options(CLI::App& command, ModelOptions& options);
Result<Model> open_model(const ModelOptions& options);

// The name of a recipe that is built in, or else a file.
Result<Recipe> find_recipe(const std::string& name_or_file);

// Fails unless images of `data` are what the network takes.
Result<Done> check_fit(const Recipe& recipe, const Dataset& data);

// The font of all pictures, which is part of the program.
const Font& picture_font();

}  // namespace hourglass::cli
