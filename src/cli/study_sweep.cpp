// hourglass study sweep: one run for each of several settings, tested in the same way.
#include <cstdio>

#include "cli/figures.h"
#include "cli/overrides.h"
#include "cli/processes.h"
#include "cli/study.h"
#include "cli/study_subject.h"
#include "cli/sweep_rows.h"
#include "cli/text.h"
#include "data/subset.h"
#include "io/heat_map.h"
#include "io/names.h"
#include "study/metrics.h"
#include "study/pca.h"
#include "study/sweep.h"

namespace hourglass::cli {
namespace {

struct SweepOptions {
  std::string recipe;
  std::string data;
  std::string out;
  int images = 0;  // of the training set; 0: all
  Overrides overrides;
  int threads = 1;
  bool json = false;
};

struct NoiseOptions : SweepOptions {
  NoiseOptions() { recipe = "B"; }
  std::vector<float> train{0, 0.25f, 0.5f, 0.75f};
  std::vector<float> test{0, 0.25f, 0.5f, 0.75f};
};

struct BottleneckOptions : SweepOptions {
  BottleneckOptions() { recipe = "A"; }
  std::vector<Index> sizes{2, 4, 8, 16, 32, 64};
  float noise = 0.2f;
};

struct Ground {
  Recipe recipe;
  std::shared_ptr<const Dataset> data;
};

// The base recipe and the images, perhaps fewer of them.
Result<Ground> prepare(const SweepOptions& options) {
  auto ready = first_does([&] { return Outputs(options.out).prepare(); });
  if (!ready.ok()) return ready.error();
  const Result<Recipe> found = find_recipe(options.recipe);
  if (!found.ok()) return found.error();
  const Result<Recipe> recipe = apply(options.overrides, found.value());
  if (!recipe.ok()) return recipe.error();
  auto data = open_data(options.data);
  if (!data.ok()) return data.error();
  if (auto fits = check_fit(recipe.value(), *data.value()); !fits.ok()) return fits.error();
  if (options.images > 0 && options.images < data.value()->train.count()) {
    auto fewer = std::make_shared<Dataset>(*data.value());
    fewer->train = stratified_subset(fewer->train, options.images, recipe.value().seed);
    data = Result<std::shared_ptr<const Dataset>>(std::move(fewer));
  }
  return Ground{recipe.value(), std::move(data.value())};
}

// Fails where a setting makes no sense, before the first run begins.
Result<Done> check(const std::vector<Recipe>& recipes) {
  for (const Recipe& recipe : recipes) {
    if (auto valid = validate(recipe); !valid.ok()) return valid;
  }
  return Done{};
}

void add_common_options(CLI::App& command, SweepOptions& options, const std::string& recipe) {
  command
      .add_option("--recipe", options.recipe, "A recipe's name or file (default: " + recipe + ")")
      ->type_name("NAME|FILE");
  add_data_option(command, options.data);
  command
      .add_option("--images", options.images,
                  "Train on this many images, each class with its share (default: all)")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  add_out_option(command, options.out);
  add_threads_option(command, options.threads);
  add_json_flag(command, options.json);
  add_override_options(command, options.overrides);
}

nlohmann::ordered_json sweep_figures(const Ground& ground) {
  return {{"recipe", ground.recipe.name},
          {"data", data_figures(*ground.data)},
          {"epochs", ground.recipe.epochs},
          {"seed", ground.recipe.seed}};
}

// ---- training noise against test noise ----------------------------------------------------------

std::vector<std::string> names_of(const std::vector<float>& strengths) {
  std::vector<std::string> names;
  for (float strength : strengths) names.push_back(figure(strength));
  return names;
}

void report_noise(const NoiseOptions& options, const Ground& ground,
                  const std::vector<SweepRow>& rows) {
  auto list = nlohmann::ordered_json::array();
  if (!options.json) {
    std::string head = "Test MSE; trained with noise down, tested with noise across\n        ";
    for (float strength : options.test) head += pad_left(figure(strength), 10);
    std::puts(head.c_str());
  }
  for (std::size_t r = 0; r < options.train.size(); ++r) {
    std::string line = pad_left(figure(options.train[r]), 8);
    for (std::size_t c = 0; c < options.test.size(); ++c) {
      const EvaluationResult& cell = rows[r].tests[c];
      line += pad_left(figure(cell.reconstruction.mse), 10);
      list.push_back({{"train_noise", options.train[r]},
                      {"test_noise", options.test[c]},
                      {"mse", cell.reconstruction.mse},
                      {"mse_of_doing_nothing", cell.noisy.mse},
                      {"improvement", improvement(cell.noisy.mse, cell.reconstruction.mse)}});
    }
    if (!options.json) std::puts(line.c_str());
  }
  if (!options.json) {
    std::string line = " nothing";
    for (std::size_t c = 0; c < options.test.size(); ++c) {
      line += pad_left(figure(rows[0].tests[c].noisy.mse), 10);
    }
    std::puts(line.c_str());
    return;
  }
  nlohmann::ordered_json figures = sweep_figures(ground);
  figures["cells"] = list;
  print_json(figures);
}

void write_noise(const NoiseOptions& options, const Ground& ground,
                 const std::vector<SweepRow>& rows, Outputs& outputs) {
  HeatMap map{ground.recipe.name + ": test MSE",
              "Training noise",
              "Noise in the test",
              names_of(options.train),
              names_of(options.test),
              Matrix<double>(static_cast<Index>(options.train.size()),
                             static_cast<Index>(options.test.size())),
              true};
  CsvTable table({"train_noise", "test_noise", "mse", "mae", "bce", "mse_of_doing_nothing"});
  for (std::size_t r = 0; r < options.train.size(); ++r) {
    for (std::size_t c = 0; c < options.test.size(); ++c) {
      const EvaluationResult& cell = rows[r].tests[c];
      map.values(static_cast<Index>(r), static_cast<Index>(c)) = cell.reconstruction.mse;
      table.add({options.train[r], options.test[c], cell.reconstruction.mse,
                 cell.reconstruction.mae, cell.reconstruction.bce, cell.noisy.mse});
    }
  }
  if (outputs.wanted()) outputs.picture("noise.png", draw_heat_map(map, picture_font()));
  outputs.table("noise.csv", table);
}

int run_noise(const NoiseOptions& options) {
  const Result<Ground> ground = prepare(options);
  if (!ground.ok()) return fail(ground.error());
  const std::vector<Recipe> recipes = noise_sweep(ground.value().recipe, options.train);
  const NoiseKind kind = ground.value().recipe.noise.kind == NoiseKind::none
                             ? NoiseKind::gaussian
                             : ground.value().recipe.noise.kind;
  std::vector<Recipe> all = recipes;  // test noise has to make sense as well
  for (const NoiseSpec& noise : noises(kind, options.test)) {
    all.push_back(ground.value().recipe);
    all.back().noise = all.back().test_noise = noise;
  }
  if (auto valid = check(all); !valid.ok()) return misuse(valid.error());
  Workers workers(options.threads);
  const std::vector<SweepRow> rows =
      train_rows(recipes, noises(kind, options.test), ground.value().data, workers,
                 [&](std::size_t row) { return "noise " + noise_to_text(recipes[row].noise); });
  if (!is_first()) return kSuccess;
  report_noise(options, ground.value(), rows);
  Outputs outputs(options.out);
  write_noise(options, ground.value(), rows, outputs);
  return outputs.finish();
}

// ---- sizes of the code --------------------------------------------------------------------------

struct BottleneckRow {
  Index size;
  double compression;
  double clean, denoised, noisy, pca;
};

// PCA's test error at each size, from the same training images.
Result<std::vector<BottleneckRow>> rows_of(const BottleneckOptions& options, const Ground& ground,
                                           const std::vector<SweepRow>& trained, Workers& workers) {
  RunningMoments moments(ground.data->train.features());
  go_through(ground.data->train, "PCA", workers,
             [&](ConstBatch<float> x) { moments.add(x, workers); });
  const Result<Pca> pca = principal_components(moments);
  if (!pca.ok()) return pca.error();
  PcaErrors errors(pca.value());
  go_through(ground.data->test, "PCA", workers,
             [&](ConstBatch<float> x) { errors.add(x, workers); });
  std::vector<BottleneckRow> rows;
  for (std::size_t i = 0; i < options.sizes.size(); ++i) {
    const Index size = options.sizes[i], pixels = ground.recipe.network.inputs;
    rows.push_back({size, static_cast<double>(pixels) / static_cast<double>(size),
                    trained[i].tests[0].reconstruction.mse, trained[i].tests[1].reconstruction.mse,
                    trained[i].tests[1].noisy.mse, errors.mse(std::min(size, pixels))});
  }
  return rows;
}

void report_bottleneck(const BottleneckOptions& options, const Ground& ground,
                       const std::vector<BottleneckRow>& rows) {
  auto list = nlohmann::ordered_json::array();
  if (!options.json) {
    std::puts("Code   Compression   Reconstruction       PCA   Denoising   Improvement");
  }
  for (const BottleneckRow& row : rows) {
    const double gain = improvement(row.noisy, row.denoised);
    list.push_back({{"code_size", row.size},
                    {"compression", row.compression},
                    {"mse", row.clean},
                    {"pca_mse", row.pca},
                    {"denoised_mse", row.denoised},
                    {"noisy_mse", row.noisy},
                    {"improvement", gain}});
    if (options.json) continue;
    std::printf("%4s%12s:1%17s%10s%12s%13.1f%%\n", std::to_string(row.size).c_str(),
                figure(row.compression).c_str(), figure(row.clean).c_str(), figure(row.pca).c_str(),
                figure(row.denoised).c_str(), 100 * gain);
  }
  if (!options.json) return;
  nlohmann::ordered_json figures = sweep_figures(ground);
  figures["noise"] = noise_to_text({NoiseKind::gaussian, options.noise});
  figures["sizes"] = list;
  print_json(figures);
}

void write_bottleneck(const BottleneckOptions& options, const Ground& ground,
                      const std::vector<BottleneckRow>& rows, Outputs& outputs) {
  const std::string strength = figure(options.noise);
  Chart chart;
  chart.title = ground.recipe.name + ": size of the code";
  chart.x = {"Numbers in the code", true};
  chart.y = {"Test MSE", true};
  Series clean{"reconstruction", SeriesStyle::marked_line, chart_colour(0), {}, {}};
  Series denoised{"denoising " + strength, SeriesStyle::marked_line, chart_colour(1), {}, {}};
  Series pca{"PCA", SeriesStyle::marked_line, chart_colour(7), {}, {}};
  CsvTable table({"code_size", "compression", "mse", "pca_mse", "denoised_mse", "noisy_mse"});
  for (const BottleneckRow& row : rows) {
    const auto size = static_cast<double>(row.size);
    for (Series* series : {&clean, &denoised, &pca}) series->x.push_back(size);
    clean.y.push_back(row.clean);
    denoised.y.push_back(row.denoised);
    pca.y.push_back(row.pca);
    table.add({size, row.compression, row.clean, row.pca, row.denoised, row.noisy});
  }
  chart.series = {clean, denoised, pca};
  outputs.chart("bottleneck.png", chart);
  outputs.table("bottleneck.csv", table);
}

int run_bottleneck(const BottleneckOptions& options) {
  const Result<Ground> ground = prepare(options);
  if (!ground.ok()) return fail(ground.error());
  const auto recipes = bottleneck_sweep(ground.value().recipe, options.sizes);
  if (!recipes.ok()) return misuse(recipes.error());
  if (auto valid = check(recipes.value()); !valid.ok()) return misuse(valid.error());
  const auto size = check_pca_size(ground.value().recipe.network.inputs);
  if (!size.ok()) return fail(size.error());
  Workers workers(options.threads);
  const float strengths[] = {0, options.noise};
  const std::vector<SweepRow> trained = train_rows(
      recipes.value(), noises(NoiseKind::gaussian, strengths), ground.value().data, workers,
      [&](std::size_t row) { return "code " + std::to_string(options.sizes[row]); });
  if (!is_first()) return kSuccess;
  const auto rows = rows_of(options, ground.value(), trained, workers);
  if (!rows.ok()) return fail(rows.error());
  report_bottleneck(options, ground.value(), rows.value());
  Outputs outputs(options.out);
  write_bottleneck(options, ground.value(), rows.value(), outputs);
  return outputs.finish();
}

void add_noise(CLI::App& sweep, Action& action) {
  const auto [command, options] = add_command<NoiseOptions>(
      sweep, action, "noise", "Train with each noise, test with each noise",
      "hourglass study sweep noise --recipe B --train 0,0.5 --test 0,0.25,0.5 --epochs 5 --out s/",
      run_noise, Needs::processes);
  // Clang 14 captures no structured binding
  const auto add = [command = command](const char* flag, std::vector<float>& strengths,
                                       const std::string& where) {
    command
        ->add_option(flag, strengths,
                     "Strengths in " + where +
                         ", of the recipe's kind of noise (default: "
                         "0,0.25,0.5,0.75)")
        ->delimiter(',')
        ->check(CLI::NonNegativeNumber)
        ->expected(1, 32)
        ->type_name("S,T,...");
  };
  add("--train", options->train, "training");
  add("--test", options->test, "the test");
  add_common_options(*command, *options, "B");
}

void add_bottleneck(CLI::App& sweep, Action& action) {
  const auto [command, options] = add_command<BottleneckOptions>(
      sweep, action, "bottleneck", "Train with each size of the code; PCA beside it",
      "hourglass study sweep bottleneck --recipe A --sizes 2,4,8,32 --epochs 5 --out s/",
      run_bottleneck, Needs::processes);
  command->add_option("--sizes", options->sizes, "Numbers in the code (default: 2,4,8,16,32,64)")
      ->delimiter(',')
      ->expected(1, 32)
      ->type_name("Z,Y,...");
  command
      ->add_option("--gaussian", options->noise,
                   "Deviation of the noise that denoising is tested with")
      ->check(CLI::Range(0.0, 2.0))
      ->type_name("S")
      ->capture_default_str();
  add_common_options(*command, *options, "A");
}

}  // namespace

void add_study_sweep(CLI::App& study, Action& action) {
  CLI::App* sweep = study.add_subcommand("sweep", "Train a model for each of several settings");
  sweep->require_subcommand(1);
  sweep->footer("hourglass study sweep COMMAND --help tells more about a command.");
  add_noise(*sweep, action);
  add_bottleneck(*sweep, action);
}

}  // namespace hourglass::cli
