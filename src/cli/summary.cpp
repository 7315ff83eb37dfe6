// hourglass summary: the layers of a network, their shapes and their parameters.
#include <cstdio>
#include <vector>

#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/text.h"
#include "io/names.h"
#include "io/pytorch_module.h"

namespace hourglass::cli {
namespace {

struct SummaryOptions {
  std::string recipe;
  std::string weights;
  bool json = false;
  bool pytorch = false;
};

struct Row {
  std::string name;
  Shape shape;
  std::int64_t parameters;
};

std::string name_of_layer(const LayerSpec& layer) {
  const std::string name(name_of(layer.kind));
  return layer.activation == Activation::linear && layer.kind != LayerKind::dense
             ? name
             : name + " " + std::string(name_of(layer.activation));
}

std::vector<Row> rows_of(const NetworkSpec& spec) {
  std::vector<Row> rows{{"input", {0, 0, spec.inputs}, 0}};
  const std::vector<Shape> shapes = layer_shapes(spec);
  for (const auto& [part, layers] :
       {std::pair("encoder", &spec.encoder), std::pair("decoder", &spec.decoder)}) {
    for (std::size_t i = 0; i < layers->size(); ++i) {
      const LayerSpec& layer = (*layers)[i];
      rows.push_back({part + ("[" + std::to_string(i) + "] ") + name_of_layer(layer),
                      shapes[rows.size() - 1], parameter_count(layer, rows.back().shape)});
    }
  }
  return rows;
}

double compression(const NetworkSpec& spec) {
  return static_cast<double>(spec.inputs) / static_cast<double>(spec.code_size());
}

void print_table(const Recipe& recipe) {
  const auto print_row = [](const std::string& name, const std::string& shape,
                            const std::string& parameters) {
    std::puts((pad_right(name, 38) + pad_left(shape, 14) + pad_left(parameters, 14)).c_str());
  };
  const std::string rule(66, '-');
  const std::int64_t parameters = parameter_count(recipe.network);
  char size[32];
  std::snprintf(size, sizeof size, "%.2f MB", static_cast<double>(parameters) * 4e-6);

  std::puts((recipe.name + ": " + recipe.title + "\n" + rule).c_str());
  print_row("Layer", "Output shape", "Parameters");
  std::puts(rule.c_str());
  for (const Row& row : rows_of(recipe.network)) {
    print_row(row.name, to_text(row.shape), grouped(row.parameters));
  }
  std::puts(rule.c_str());
  print_row("Total", "", grouped(parameters));
  print_row("Size, float32", "", size);
  print_row("Compression, " + std::to_string(recipe.network.inputs) + " pixels in " +
                std::to_string(recipe.network.code_size()),
            "", figure(compression(recipe.network)) + ":1");
}

void print_figures(const Recipe& recipe) {
  auto layers = nlohmann::ordered_json::array();
  for (const Row& row : rows_of(recipe.network)) {
    nlohmann::ordered_json layer = {{"name", row.name}, {"units", row.shape.size()}};
    if (!row.shape.flat()) {
      layer["shape"] = {row.shape.height, row.shape.width, row.shape.channels};
    }
    layer["parameters"] = row.parameters;
    layers.push_back(layer);
  }
  const std::int64_t parameters = parameter_count(recipe.network);
  print_json({{"name", recipe.name},
              {"title", recipe.title},
              {"layers", layers},
              {"parameters", parameters},
              {"bytes", parameters * 4},
              {"code_size", recipe.network.code_size()},
              {"compression", compression(recipe.network)}});
}

Result<Recipe> recipe_of(const SummaryOptions& options) {
  if (options.weights.empty()) return find_recipe(options.recipe);
  Result<Model> model = open_model({options.weights, options.recipe});
  if (!model.ok()) return model.error();
  return std::move(model.value().recipe);
}

int run(const SummaryOptions& options) {
  if (options.recipe.empty() && options.weights.empty()) {
    return misuse({"summary: expected --recipe NAME|FILE or --weights FILE"});
  }
  const Result<Recipe> recipe = recipe_of(options);
  if (!recipe.ok()) return fail(recipe.error());
  if (options.pytorch) {
    std::fputs(pytorch_module(recipe.value()).c_str(), stdout);
  } else {
    options.json ? print_figures(recipe.value()) : print_table(recipe.value());
  }
  return kSuccess;
}

}  // namespace

void add_summary(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<SummaryOptions>(
      app, action, "summary", "Show the layers of a network", "hourglass summary --recipe B", run);
  command->add_option("--recipe", options->recipe, "A recipe's name or file")
      ->type_name("NAME|FILE");
  command->add_option("--weights", options->weights, "Weights that train has saved (safetensors)")
      ->type_name("FILE");
  command->add_flag(
      "--pytorch", options->pytorch,
      "Print the equivalent PyTorch module, which loads the weights that train saves");
  add_json_flag(*command, options->json);
}

}  // namespace hourglass::cli
