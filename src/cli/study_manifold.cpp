// hourglass study manifold: a plane of codes, decoded.
#include <cstdio>

#include "cli/study.h"
#include "cli/study_subject.h"
#include "cli/text.h"
#include "study/codes.h"
#include "study/inference.h"
#include "study/manifold.h"
#include "study/pca.h"
#include "study/scores.h"

namespace hourglass::cli {
namespace {

struct ManifoldOptions {
  StudyOptions study;
  std::vector<int> dimensions;  // none: the principal axes
  int grid = 16;
  double margin = 0.02;
};

// The plane that was asked for. Axes of length 1.
Result<CodePlane> plane_of(const ManifoldOptions& options, const CodeStudy& study) {
  const CodeStatistics codes = study.result();
  const Index size = codes.mean.size();
  const Column<float> centre = codes.mean.cast<float>();
  if (!options.dimensions.empty() || size == 2) {
    const std::vector<int> axes =
        options.dimensions.empty() ? std::vector<int>{0, 1} : options.dimensions;
    for (int axis : axes) {
      if (axis < 0 || axis >= size) {
        return Error{"--dimensions " + std::to_string(axis) + ": expected 0 to " +
                     std::to_string(size - 1)};
      }
    }
    return CodePlane{centre, Column<float>::Unit(size, axes[0]),
                     Column<float>::Unit(size, axes[1])};
  }
  if (size < 2) return Error{"a code of one number has no plane; expected two at least"};
  const Result<Pca> pca = principal_components(study.moments());
  if (!pca.ok()) return pca.error();
  return CodePlane{centre, pca.value().components.col(0).cast<float>(),
                   pca.value().components.col(1).cast<float>()};
}

// Where the codes lie along an axis: evenly many of them between two neighbours.
std::vector<float> ticks_of(const std::vector<float>& places, const ManifoldOptions& options) {
  std::vector<float> ticks;
  for (int i = 0; i < options.grid; ++i) {
    const double part = static_cast<double>(i) / (options.grid - 1);
    ticks.push_back(
        static_cast<float>(quantile(places, options.margin + (1 - 2 * options.margin) * part)));
  }
  return ticks;
}

int run(const ManifoldOptions& options) {
  const Result<Subject> opened = open_subject(options.study);
  if (!opened.ok()) return fail(opened.error());
  const Subject& subject = opened.value();
  const ImageSet& test = subject.data->test;
  if (auto size = check_pca_size(subject.network.code_size()); !size.ok()) {
    return fail(size.error());
  }
  Workers workers(options.study.threads);
  CodeStudy study(subject.network, test);
  finish_study(study, subject, test.count(), "codes", workers);
  const Result<CodePlane> plane = plane_of(options, study);
  if (!plane.ok()) return misuse(plane.error());

  std::vector<float> across, down;
  CodeStudy again(subject.network, test);
  while (!again.done()) {
    again.advance(subject.parameters, workers);
    const Matrix<float> moved = again.codes().colwise() - plane.value().centre;
    for (const auto& code : moved.colwise()) {
      across.push_back(code.dot(plane.value().across));
      down.push_back(code.dot(plane.value().down));
    }
  }
  const std::vector<float> xs = ticks_of(across, options), ys = ticks_of(down, options);
  const CodeStatistics codes = study.result();
  const Matrix<float> grid =
      code_grid(plane.value(), xs, ys, codes.lowest.cast<float>(), codes.highest.cast<float>());

  if (options.study.json) {
    nlohmann::ordered_json figures = subject_figures(subject);
    figures["across"] = xs;
    figures["down"] = ys;
    print_json(figures);
  } else {
    std::printf("Across from %s to %s, down from %s to %s, as distances from the mean code\n",
                figure(xs.front()).c_str(), figure(xs.back()).c_str(), figure(ys.front()).c_str(),
                figure(ys.back()).c_str());
  }
  Outputs outputs(options.study.out);
  if (!outputs.wanted()) return kSuccess;
  Inference model;
  model.use(subject.recipe.network, subject.parameters);
  outputs.sheet("manifold.png", in_rows(model.decode(grid), options.grid), test);
  CsvTable table({"row", "column", "across", "down"});
  for (std::size_t r = 0; r < ys.size(); ++r) {
    for (std::size_t c = 0; c < xs.size(); ++c) {
      table.add({static_cast<double>(r), static_cast<double>(c), static_cast<double>(xs[c]),
                 static_cast<double>(ys[r])});
    }
  }
  outputs.table("manifold.csv", table);
  return outputs.finish();
}

}  // namespace

void add_study_manifold(CLI::App& study, Action& action) {
  const auto [command, options] = add_command<ManifoldOptions>(
      study, action, "manifold", "A plane of codes, decoded: a map of what the decoder knows",
      "hourglass study manifold --weights d5.safetensors --grid 20 --out manifold/\n"
      "  hourglass study manifold --weights c2.safetensors --dimensions 0,1 --out manifold/\n"
      "The plane goes through the mean code along the codes' first two principal axes, or along "
      "two "
      "dimensions. Steps are quantiles: between two neighbours lie as many test images.",
      run);
  add_study_options(*command, options->study);
  command
      ->add_option("--dimensions", options->dimensions,
                   "Two numbers of the code, counted from 0 (default: the principal axes)")
      ->delimiter(',')
      ->expected(2)
      ->type_name("I,J");
  command->add_option("--grid", options->grid, "Pictures in a row and in a column")
      ->check(CLI::Range(2, 64))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--margin", options->margin, "Share of the images beyond each end")
      ->check(CLI::Range(0.0, 0.49))
      ->type_name("SHARE")
      ->capture_default_str();
}

}  // namespace hourglass::cli
