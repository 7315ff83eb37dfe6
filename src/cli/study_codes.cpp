// hourglass study codes: where the codes of the test images lie, and what noise does to them.
#include <cmath>
#include <cstdio>

#include "cli/study.h"
#include "cli/study_subject.h"
#include "cli/test_images.h"
#include "cli/text.h"
#include "study/code_noise.h"
#include "study/codes.h"
#include "study/inference.h"
#include "study/interpolation.h"
#include "study/pca.h"

namespace hourglass::cli {
namespace {

// Codes of more numbers are left out of tables that hold all of them: these would fill the disk.
constexpr Index kMostInTables = 256;

struct CodesOptions {
  StudyOptions study;
  std::vector<float> strengths{0.1f, 0.2f, 0.5f, 1.0f};
  std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  int nearest = 8;
};

struct Codes {
  CodeStatistics statistics;
  Matrix<double> covariance;
  Pca pca;
  std::vector<CodeNoiseErrors> noise;
};

void report(const CodesOptions& options, const Subject& subject, const Codes& codes) {
  const CodeStatistics& s = codes.statistics;
  if (options.study.json) {
    nlohmann::ordered_json figures = subject_figures(subject);
    auto dimensions = nlohmann::ordered_json::array(), noise = dimensions;
    for (Index i = 0; i < s.mean.size(); ++i) {
      dimensions.push_back({{"mean", s.mean[i]},
                            {"deviation", s.deviation[i]},
                            {"lowest", s.lowest[i]},
                            {"highest", s.highest[i]},
                            {"explained_by_axes", explained_share(codes.pca, i + 1)}});
    }
    for (const CodeNoiseErrors& e : codes.noise) {
      noise.push_back({{"strength", e.strength}, {"input_mse", e.input}, {"code_mse", e.code}});
    }
    figures.update({{"code_size", s.mean.size()},
                    {"dead", s.dead()},
                    {"dimensions", dimensions},
                    {"noise", noise}});
    print_json(figures);
    return;
  }
  std::printf("%s numbers in a code, %s of them dead (the same for every image)\n",
              grouped(s.mean.size()).c_str(), grouped(s.dead()).c_str());
  std::puts("Dimension        Mean   Deviation      Lowest     Highest   Axes so far explain");
  constexpr Index kMostLines = 64;
  for (Index i = 0; i < std::min(kMostLines, s.mean.size()); ++i) {
    std::printf("%9d%12s%12s%12s%12s %20.1f%%\n", static_cast<int>(i), figure(s.mean[i]).c_str(),
                figure(s.deviation[i]).c_str(), figure(s.lowest[i]).c_str(),
                figure(s.highest[i]).c_str(), 100 * explained_share(codes.pca, i + 1));
  }
  if (s.mean.size() > kMostLines) std::puts("      ...  (all of them: --json or --out)");
  std::puts("Gaussian noise    on the image    on the code    (MSE of the reconstruction)");
  for (const CodeNoiseErrors& e : codes.noise) {
    std::printf("%14s%16s%15s\n", figure(e.strength).c_str(), figure(e.input).c_str(),
                figure(e.code).c_str());
  }
}

void write_tables(const Codes& codes, Outputs& outputs) {
  const CodeStatistics& s = codes.statistics;
  CsvTable dimensions({"dimension", "mean", "deviation", "lowest", "highest"});
  std::vector<std::string> names;
  for (Index i = 0; i < s.mean.size(); ++i) {
    dimensions.add({static_cast<double>(i), s.mean[i], s.deviation[i], s.lowest[i], s.highest[i]});
    names.push_back("code" + std::to_string(i));
  }
  outputs.table("dimensions.csv", dimensions);
  CsvTable noise({"strength", "input_mse", "code_mse"});
  for (const CodeNoiseErrors& e : codes.noise) noise.add({e.strength, e.input, e.code});
  outputs.table("noise.csv", noise);
  if (s.mean.size() > kMostInTables) return;
  CsvTable covariance(names);
  for (const auto& row : codes.covariance.rowwise()) {
    covariance.add(std::vector<double>(row.begin(), row.end()));
  }
  outputs.table("covariance.csv", covariance);
}

// Every test image as a point on the codes' first two principal axes, coloured by its class.
void write_scatter(const Subject& subject, const Codes& codes, Outputs& outputs, Workers& workers) {
  const ImageSet& test = subject.data->test;
  const Index axes = std::min<Index>(2, subject.network.code_size());
  std::vector<std::string> names{"image", "label", "axis1", "axis2"};
  const Index size = subject.network.code_size(), numbers = size <= kMostInTables ? size : 0;
  for (Index i = 0; i < numbers; ++i) names.push_back("code" + std::to_string(i));
  CsvTable table(names);
  Chart chart;
  chart.title = subject.recipe.name + ": codes of the test images";
  chart.x.name = "First principal axis of the codes", chart.y.name = "Second";
  chart.width = 1500, chart.height = 1300;
  for (std::size_t c = 0; c < codes.statistics.class_counts.size(); ++c) {
    chart.series.push_back({std::to_string(c), SeriesStyle::points, chart_colour(c), {}, {}});
  }
  CodeStudy study(subject.network, test);
  for (Index image = 0; !study.done();) {
    study.advance(subject.parameters, workers);
    const Matrix<float> places = project(codes.pca, study.codes(), axes);
    for (Index i = 0; i < places.cols(); ++i, ++image) {
      const std::uint8_t label = test.labels[static_cast<std::size_t>(image)];
      const double x = places(0, i), y = axes > 1 ? places(1, i) : 0;
      std::vector<double> line{static_cast<double>(image), static_cast<double>(label), x, y};
      for (Index n = 0; n < numbers; ++n) line.push_back(study.codes()(n, i));
      table.add(line);
      chart.series[label].x.push_back(x);
      chart.series[label].y.push_back(y);
    }
  }
  outputs.chart("scatter.png", chart);
  outputs.table("codes.csv", table);
}

void write_noise_sheet(const CodesOptions& options, const Subject& subject, Inference& decoder,
                       const Matrix<float>& clean, const Matrix<float>& codes, Outputs& outputs,
                       Workers& workers) {
  std::vector<SheetRow> rows{{"original", clean}, {"reconstructed", decoder.decode(codes)}};
  for (float strength : options.strengths) {
    const Matrix<float> noisy = corrupt_as_tested({NoiseKind::gaussian, strength},
                                                  subject.recipe.seed, options.indices, clean);
    rows.push_back({"image + " + figure(strength), decoder.decode(decoder.encode(noisy))});
    rows.push_back({"code + " + figure(strength),
                    decoder.decode(noisy_codes(codes, strength, subject.recipe.seed, 0, workers))});
  }
  outputs.sheet("noise.png", rows, subject.data->test);
}

void write_nearest_sheet(const CodesOptions& options, const Subject& subject,
                         const Matrix<float>& clean, const Matrix<float>& codes, Outputs& outputs,
                         Workers& workers) {
  const ImageSet& train = subject.data->train;
  NearestColumns nearest(codes, options.nearest);
  CodeStudy study(subject.network, train);
  Progress progress(std::max<Index>(1, train.count()));
  while (!study.done()) {
    study.advance(subject.parameters, workers);
    nearest.add(study.codes(), workers);
    progress.update(study.position(), "nearest training images");
  }
  CsvTable table({"test_image", "rank", "training_image", "distance"});
  std::vector<SheetRow> rows;
  for (Index query = 0; query < clean.cols(); ++query) {
    std::vector<std::uint32_t> images;
    for (const auto& neighbour : nearest.nearest(query)) {
      table.add({static_cast<double>(options.indices[static_cast<std::size_t>(query)]),
                 static_cast<double>(images.size() + 1), static_cast<double>(neighbour.column),
                 std::sqrt(neighbour.squared_distance)});
      images.push_back(static_cast<std::uint32_t>(neighbour.column));
    }
    Matrix<float> row(clean.rows(), 1 + static_cast<Index>(images.size()));
    row.col(0) = clean.col(query);
    gather(train, images, row.rightCols(row.cols() - 1), workers);
    rows.push_back({query == 0 ? "test, then nearest" : "", std::move(row)});
  }
  outputs.sheet("nearest.png", rows, subject.data->test);
  outputs.table("nearest.csv", table);
}

void write_walks(const Subject& subject, Inference& decoder, const Codes& codes,
                 const Matrix<float>& test_codes, Outputs& outputs) {
  constexpr Index kSteps = 10;
  outputs.sheet(
      "class-means.png",
      std::vector<SheetRow>{{"", decoder.decode(codes.statistics.class_means.cast<float>())}},
      subject.data->test);
  std::vector<SheetRow> rows;
  for (Index i = 0; i + 1 < test_codes.cols() && i < 4; ++i) {
    const auto a = test_codes.col(i), b = test_codes.col(i + 1);
    rows.push_back({"linear", decoder.decode(interpolate(a, b, kSteps))});
    rows.push_back({"spherical", decoder.decode(interpolate_spherical(a, b, kSteps))});
  }
  if (!rows.empty()) outputs.sheet("interpolation.png", rows, subject.data->test);
}

int run(const CodesOptions& options) {
  const Result<Subject> opened = open_subject(options.study);
  if (!opened.ok()) return fail(opened.error());
  const Subject& subject = opened.value();
  const ImageSet& test = subject.data->test;
  const Result<Matrix<float>> clean = test_images(test, options.indices);
  if (!clean.ok()) return misuse(clean.error());
  for (float strength : options.strengths) {
    if (strength > max_strength(NoiseKind::gaussian)) {
      return misuse({"--noise " + figure(strength) + ": expected at most " +
                     figure(max_strength(NoiseKind::gaussian))});
    }
  }

  if (auto size = check_pca_size(subject.network.code_size()); !size.ok()) {
    return fail(size.error());
  }
  Workers workers(options.study.threads);
  CodeStudy study(subject.network, test);
  finish_study(study, subject, test.count(), "codes", workers);
  const Result<Pca> pca = principal_components(study.moments());
  if (!pca.ok()) return fail(pca.error());
  CodeNoiseStudy noise(subject.network, test, options.strengths, subject.recipe.seed);
  finish_study(noise, subject, test.count(), "noise", workers);
  const Codes codes{study.result(), study.moments().covariance(), pca.value(), noise.result()};
  report(options, subject, codes);

  Outputs outputs(options.study.out);
  if (!outputs.wanted()) return kSuccess;
  Inference model;
  model.use(subject.recipe.network, subject.parameters);
  const Matrix<float> test_codes = model.encode(clean.value());
  write_tables(codes, outputs);
  write_scatter(subject, codes, outputs, workers);
  write_noise_sheet(options, subject, model, clean.value(), test_codes, outputs, workers);
  write_nearest_sheet(options, subject, clean.value(), test_codes, outputs, workers);
  write_walks(subject, model, codes, test_codes, outputs);
  return outputs.finish();
}

}  // namespace

void add_study_codes(CLI::App& study, Action& action) {
  const auto [command, options] = add_command<CodesOptions>(
      study, action, "codes", "Where codes lie, how they spread, and what noise does to them",
      "hourglass study codes --weights b.safetensors --out codes/\n"
      "  hourglass study codes --weights d5.safetensors --noise 0.1,0.2,0.5,1.0 --json",
      run);
  add_study_options(*command, options->study);
  command
      ->add_option("--noise", options->strengths,
                   "Deviations of the noise on image and code (default: 0.1,0.2,0.5,1.0)")
      ->delimiter(',')
      ->check(CLI::NonNegativeNumber)
      ->expected(1, 16)
      ->type_name("S,T,...");
  add_index_option(*command, options->indices, "the first ten");
  command->add_option("--nearest", options->nearest, "Nearest training images to show of each")
      ->check(CLI::Range(1, 32))
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace hourglass::cli
