// hourglass study anomaly: can the reconstruction error tell digits from other images?
#include <cmath>
#include <cstdio>

#include "cli/study.h"
#include "cli/study_subject.h"
#include "cli/test_images.h"
#include "cli/text.h"
#include "data/digit_normalization.h"
#include "data/mnist.h"
#include "data/strangers.h"
#include "data/subset.h"
#include "study/anomaly.h"
#include "study/inference.h"
#include "study/scores.h"

namespace hourglass::cli {
namespace {

struct AnomalyOptions {
  StudyOptions study;
  std::string others;
  double quantile = 0.99;
  int count = 2000;
};

// A set of images with its scores, and what they say about it.
struct Scored {
  std::string name;
  ImageSet images;
  std::vector<float> scores;
  double auc = 0;  // against the test images
};

std::vector<float> scores_of(const Subject& subject, const ImageSet& set, const std::string& name,
                             Workers& workers) {
  ErrorScores study(subject.network, set);
  finish_study(study, subject, set.count(), name, workers);
  return {study.scores().begin(), study.scores().end()};
}

// Images that are not digits. Letters where the pictures have their size.
Result<std::vector<Scored>> strangers(const AnomalyOptions& options, const ImageSet& test) {
  constexpr std::uint64_t kSeed = 1;
  std::vector<Scored> sets;
  sets.push_back({"noise", noise_images(test.rows, test.columns, options.count, kSeed), {}, 0});
  sets.push_back({"inverted digits", inverted(first_images(test, options.count)), {}, 0});
  if (test.rows == kDigitSide && test.columns == kDigitSide) {
    sets.push_back({"letters", synthetic_letters(options.count, kSeed), {}, 0});
  }
  if (options.others.empty()) return sets;
  Result<Dataset> others = load_mnist(options.others);
  if (!others.ok()) return others.error();
  if (others.value().test.features() != test.features()) {
    return Error{options.others + ": the images are not of the digits' size"};
  }
  sets.push_back({"others", first_images(others.value().test, options.count), {}, 0});
  return sets;
}

struct Findings {
  double threshold = 0;
  std::vector<float> train, test;
  std::vector<Scored> strangers;
};

void report(const AnomalyOptions& options, const Subject& subject, const Findings& findings) {
  const double false_alarms = share_above(findings.test, findings.threshold);
  auto list = nlohmann::ordered_json::array();
  if (!options.study.json) {
    std::printf("Threshold %s: the %s quantile of the training images' errors\n",
                figure(findings.threshold).c_str(), figure(options.quantile).c_str());
    std::puts("Images              Median error   Above threshold       AUC");
    std::printf("%-18s%14s%17.1f%%%10s\n", "test digits",
                figure(quantile(findings.test, 0.5)).c_str(), 100 * false_alarms, "");
  }
  for (const Scored& set : findings.strangers) {
    const double found = share_above(set.scores, findings.threshold);
    const double median = quantile(set.scores, 0.5);
    list.push_back({{"images", set.name},
                    {"count", set.images.count()},
                    {"median_error", median},
                    {"detected", found},
                    {"auc", set.auc}});
    if (options.study.json) continue;
    std::printf("%-18s%14s%17.1f%%%10.4f\n", set.name.c_str(), figure(median).c_str(), 100 * found,
                set.auc);
  }
  if (!options.study.json) return;
  nlohmann::ordered_json figures = subject_figures(subject);
  figures.update({{"quantile", options.quantile},
                  {"threshold", findings.threshold},
                  {"false_alarms", false_alarms},
                  {"strangers", list}});
  print_json(figures);
}

// On a log axis: errors of noise are a hundred times those of digits.
Series error_histogram(const std::string& name, std::span<const float> scores, Colour colour,
                       double lowest, double highest) {
  constexpr Index kBins = 80;
  std::vector<float> logs;
  for (float score : scores) logs.push_back(std::log10(std::max(score, 1e-12f)));
  const std::vector<double> shares = histogram(logs, lowest, highest, kBins);
  Series series{name, SeriesStyle::line, colour, {}, {}};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double width = (highest - lowest) / kBins;
    for (std::size_t edge : {i, i + 1}) {
      series.x.push_back(std::pow(10.0, lowest + width * static_cast<double>(edge)));
      series.y.push_back(shares[i]);
    }
  }
  return series;
}

Chart histogram_chart(const Subject& subject, const Findings& findings) {
  std::vector<float> all = findings.test;
  for (const Scored& set : findings.strangers) {
    all.insert(all.end(), set.scores.begin(), set.scores.end());
  }
  const auto edge = [&](double q) { return std::log10(std::max(quantile(all, q), 1e-12)); };
  const double lowest = edge(0) - 0.02, highest = edge(1) + 0.02;
  Chart chart;
  chart.title = subject.recipe.name + ": reconstruction errors";
  chart.x = {"MSE of the reconstruction", true};
  chart.y = {"Share of images", false, 0};
  chart.series.push_back(
      error_histogram("test digits", findings.test, chart_colour(0), lowest, highest));
  for (std::size_t i = 0; i < findings.strangers.size(); ++i) {
    const Scored& set = findings.strangers[i];
    chart.series.push_back(
        error_histogram(set.name, set.scores, chart_colour(i + 1), lowest, highest));
  }
  double top = 0;
  for (const Series& series : chart.series) {
    top = std::max(top, *std::max_element(series.y.begin(), series.y.end()));
  }
  chart.series.push_back({"threshold",
                          SeriesStyle::line,
                          chart_colour(6),
                          {findings.threshold, findings.threshold},
                          {0, top}});
  return chart;
}

Chart roc_chart(const Subject& subject, const Findings& findings) {
  Chart chart;
  chart.title = subject.recipe.name + ": digits against other images";
  chart.x = {"False alarms (share of test digits)", false, 0, 1};
  chart.y = {"Detected (share of other images)", false, 0, 1.02};
  chart.width = 1300, chart.height = 1200;
  for (std::size_t i = 0; i < findings.strangers.size(); ++i) {
    const Scored& set = findings.strangers[i];
    Series series{
        set.name + ", AUC " + figure(set.auc), SeriesStyle::line, chart_colour(i + 1), {}, {}};
    for (const RocPoint& point : roc_curve(findings.test, set.scores)) {
      series.x.push_back(point.false_positives);
      series.y.push_back(point.true_positives);
    }
    chart.series.push_back(std::move(series));
  }
  return chart;
}

// Images and what becomes of them: the test digits with the largest errors, then strangers.
void write_sheet_of(const Subject& subject, const Findings& findings, Outputs& outputs) {
  constexpr std::size_t kShown = 12;
  Inference inference;
  inference.use(subject.recipe.network, subject.parameters);
  Workers workers(1);
  std::vector<SheetRow> rows;
  const auto add = [&](const std::string& name, const ImageSet& set,
                       const std::vector<std::uint32_t>& indices) {
    Matrix<float> images(set.features(), static_cast<Index>(indices.size()));
    gather(set, indices, images, workers);
    rows.push_back({name, images});
    rows.push_back({"reconstructed", inference.reconstruct(images)});
  };
  std::vector<std::uint32_t> worst(findings.test.size());
  for (std::size_t i = 0; i < worst.size(); ++i) worst[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(worst.begin(), worst.end(), [&](std::uint32_t a, std::uint32_t b) {
    return findings.test[a] > findings.test[b];
  });
  worst.resize(std::min(kShown, worst.size()));
  add("worst digits", subject.data->test, worst);
  for (const Scored& set : findings.strangers) {
    std::vector<std::uint32_t> first;
    for (std::uint32_t i = 0; i < std::min<Index>(kShown, set.images.count()); ++i) {
      first.push_back(i);
    }
    add(set.name, set.images, first);
  }
  outputs.sheet("examples.png", rows, subject.data->test);
}

CsvTable score_table(const Findings& findings) {
  CsvTable table({"images", "index", "mse"});
  const auto add = [&](const std::string& name, std::span<const float> scores) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
      table.add(name, {static_cast<double>(i), static_cast<double>(scores[i])});
    }
  };
  add("test digits", findings.test);
  for (const Scored& set : findings.strangers) add(set.name, set.scores);
  return table;
}

int run(const AnomalyOptions& options) {
  const Result<Subject> opened = open_subject(options.study);
  if (!opened.ok()) return fail(opened.error());
  const Subject& subject = opened.value();
  auto sets = strangers(options, subject.data->test);
  if (!sets.ok()) return fail(sets.error());

  Workers workers(options.study.threads);
  Findings findings;
  findings.train = scores_of(subject, subject.data->train, "training images", workers);
  findings.test = scores_of(subject, subject.data->test, "test images", workers);
  findings.threshold = quantile(findings.train, options.quantile);
  findings.strangers = std::move(sets.value());
  for (Scored& set : findings.strangers) {
    set.scores = scores_of(subject, set.images, set.name, workers);
    set.auc = area_under_roc(findings.test, set.scores);
  }
  report(options, subject, findings);

  Outputs outputs(options.study.out);
  if (!outputs.wanted()) return kSuccess;
  outputs.chart("roc.png", roc_chart(subject, findings));
  outputs.chart("histogram.png", histogram_chart(subject, findings));
  write_sheet_of(subject, findings, outputs);
  outputs.table("scores.csv", score_table(findings));
  return outputs.finish();
}

}  // namespace

void add_study_anomaly(CLI::App& study, Action& action) {
  const auto [command, options] = add_command<AnomalyOptions>(
      study, action, "anomaly", "Reconstruction error as a detector of what is no digit",
      "hourglass study anomaly --weights c8.safetensors --out anomaly/\n"
      "  hourglass study anomaly --weights c8.safetensors --others fashion/ --quantile 0.95 "
      "--json\n"
      "AUC is the probability that a strange image has a larger error than a test digit, ties "
      "half.",
      run);
  add_study_options(*command, options->study);
  command
      ->add_option("--others", options->others,
                   "Folder with the four files of another set, such as Fashion-MNIST: its test "
                   "images are strangers too")
      ->type_name("DIR");
  command
      ->add_option("--quantile", options->quantile,
                   "The threshold: this quantile of the training images' errors")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("Q")
      ->capture_default_str();
  command->add_option("--count", options->count, "Strange images of each kind")
      ->check(CLI::Range(1, 100000))
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace hourglass::cli
