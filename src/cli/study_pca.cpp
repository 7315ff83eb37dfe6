// hourglass study pca: the principal components of the training images, the linear code that an
// autoencoder has to beat.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>

#include "cli/figures.h"
#include "cli/study.h"
#include "cli/study_subject.h"
#include "cli/test_images.h"
#include "cli/text.h"
#include "study/filters.h"
#include "study/pca.h"

namespace hourglass::cli {
namespace {

constexpr int kShown = 64;  // components on the sheet
constexpr int kUsual[] = {2, 4, 8, 10, 16, 30, 32, 64, 128};

struct PcaOptions {
  std::string data;
  std::vector<int> components;  // none: kUsual, as far as there are so many
  std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  std::string out;
  int threads = 1;
  bool json = false;
};

struct Errors {
  double share, train, train_255, test;
};

Errors errors_at(const Pca& pca, const PcaErrors& test, Index k) {
  const double train = residual_mse(pca, k);
  return {explained_share(pca, k), train, train * 255 * 255, test.mse(k)};
}

void report(const PcaOptions& options, const Dataset& data, const Pca& pca, const PcaErrors& test) {
  auto list = nlohmann::ordered_json::array();
  if (!options.json) std::puts("Components   Explained   Train MSE  (0..255)    Test MSE");
  for (int k : options.components) {
    const Errors errors = errors_at(pca, test, k);
    list.push_back({{"components", k},
                    {"explained", errors.share},
                    {"train_mse", errors.train},
                    {"train_mse_255", errors.train_255},
                    {"test_mse", errors.test}});
    if (options.json) continue;
    std::printf("%10d  %9.2f%%   %9.6f %9.3f   %9.6f\n", k, 100 * errors.share, errors.train,
                errors.train_255, errors.test);
  }
  if (options.json) print_json({{"data", data_figures(data)}, {"pca", list}});
}

CsvTable error_table(const Pca& pca, const PcaErrors& test) {
  CsvTable table({"components", "variance", "explained", "train_mse", "test_mse"});
  for (Index k = 0; k <= pca.mean.size(); ++k) {
    const Errors errors = errors_at(pca, test, k);
    const double variance = k > 0 ? pca.variances[k - 1] : std::nan("");
    table.add({static_cast<double>(k), variance, errors.share, errors.train, errors.test});
  }
  return table;
}

Chart error_chart(const Pca& pca, const PcaErrors& test) {
  Chart chart;
  chart.title = "Reconstruction from principal components";
  chart.x = {"Components", true};
  chart.y = {"MSE", true, 1e-4};
  Series train{"training", SeriesStyle::line, chart_colour(0), {}, {}};
  Series tested{"test", SeriesStyle::line, chart_colour(1), {}, {}};
  for (Index k = 1; k <= pca.mean.size(); ++k) {
    for (Series* series : {&train, &tested}) series->x.push_back(static_cast<double>(k));
    train.y.push_back(residual_mse(pca, k));
    tested.y.push_back(test.mse(k));
  }
  // Where the error is all but gone the curves fall out of the picture.
  const auto cut = [](Series& series) {
    for (double& mse : series.y) mse = mse >= 1e-4 ? mse : std::nan("");
  };
  cut(train), cut(tested);
  chart.series = {train, tested};
  return chart;
}

void write_pictures(const PcaOptions& options, const Dataset& data, const Pca& pca,
                    const PcaErrors& test, const Matrix<float>& originals, Outputs& outputs) {
  outputs.chart("errors.png", error_chart(pca, test));
  outputs.table("errors.csv", error_table(pca, test));
  const Index shown = std::min<Index>(kShown, pca.mean.size());
  const Matrix<float> components = pca.components.leftCols(shown).cast<float>();
  outputs.sheet("components.png", in_rows(signed_pictures(components), 16), data.test);
  std::vector<SheetRow> rows{{"original", originals}};
  for (int k : options.components) {
    rows.push_back({"k = " + std::to_string(k), reconstruct(pca, project(pca, originals, k))});
  }
  outputs.sheet("reconstructions.png", rows, data.test);
}

int run(const PcaOptions& given) {
  PcaOptions options = given;
  Outputs outputs(options.out);
  if (auto ready = outputs.prepare(); !ready.ok()) return fail(ready.error());
  const auto opened = open_data(options.data);
  if (!opened.ok()) return fail(opened.error());
  const Dataset& data = *opened.value();
  const Index features = data.train.features();
  if (auto size = check_pca_size(features); !size.ok()) return fail(size.error());
  if (options.components.empty()) {
    std::copy_if(std::begin(kUsual), std::end(kUsual), std::back_inserter(options.components),
                 [&](int k) { return k <= features; });
  }
  for (int k : options.components) {
    if (k < 1 || k > features) {
      return misuse(
          {"--components " + std::to_string(k) + ": expected 1 to " + std::to_string(features)});
    }
  }
  const Result<Matrix<float>> originals = test_images(data.test, options.indices);
  if (!originals.ok()) return misuse(originals.error());

  Workers workers(options.threads);
  RunningMoments moments(features);
  go_through(data.train, "covariance", workers,
             [&](ConstBatch<float> x) { moments.add(x, workers); });
  const Result<Pca> pca = principal_components(moments);
  if (!pca.ok()) return fail(pca.error());
  PcaErrors test(pca.value());
  go_through(data.test, "test", workers, [&](ConstBatch<float> x) { test.add(x, workers); });
  report(options, data, pca.value(), test);
  if (outputs.wanted()) {
    write_pictures(options, data, pca.value(), test, originals.value(), outputs);
  }
  return outputs.finish();
}

}  // namespace

void add_study_pca(CLI::App& study, Action& action) {
  const auto [command, options] = add_command<PcaOptions>(
      study, action, "pca", "Principal components of the images and their errors",
      "hourglass study pca --out pca/\n  hourglass study pca --components 30 --json", run);
  add_data_option(*command, options->data);
  command
      ->add_option("--components", options->components,
                   "How many, for the table and the reconstructions (default: "
                   "2,4,8,10,16,30,32,64,128)")
      ->delimiter(',')
      ->expected(1, kMaxPictures)
      ->type_name("K,L,...");
  add_index_option(*command, options->indices, "the first ten");
  add_out_option(*command, options->out);
  add_threads_option(*command, options->threads);
  add_json_flag(*command, options->json);
}

}  // namespace hourglass::cli
