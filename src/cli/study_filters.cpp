// hourglass study filters: the weights of the first and the last layer as pictures.
#include <cstdio>

#include "cli/study.h"
#include "cli/study_subject.h"
#include "cli/test_images.h"
#include "cli/text.h"
#include "study/activations.h"
#include "study/filters.h"

namespace hourglass::cli {
namespace {

struct FiltersOptions {
  StudyOptions study;
  int count = 64;
};

// One of the two layers: its filters and how much their units are used.
struct Layer {
  const char* name;  // of the files
  const char* what;
  Matrix<float> filters;
  LayerActivity activity;
  std::vector<Index> order;
};

// Filters of the last layer belong to the units before it.
Result<std::vector<Layer>> layers_of(const Subject& subject, Workers& workers) {
  const auto first = first_layer_filters(subject.network, subject.parameters);
  if (!first.ok()) return first.error();
  const auto last = last_layer_filters(subject.network, subject.parameters);
  if (!last.ok()) return last.error();
  ActivationStudy study(subject.network, subject.data->test);
  finish_study(study, subject, subject.data->test.count(), "activations", workers);
  const std::vector<LayerActivity> activity = study.result();
  const LayerActivity& before_last = activity[activity.size() - 2];
  return std::vector<Layer>{{"first", "what each unit of the first layer looks for", first.value(),
                             activity.front(), by_use(activity.front())},
                            {"last", "what each unit before the last layer draws", last.value(),
                             before_last, by_use(before_last)}};
}

void report(const FiltersOptions& options, const Subject& subject,
            const std::vector<Layer>& layers) {
  nlohmann::ordered_json figures = subject_figures(subject);
  for (const Layer& layer : layers) {
    figures[layer.name] = {{"filters", layer.filters.cols()},
                           {"dead", layer.activity.dead()},
                           {"average_activation", layer.activity.average()},
                           {"active_share", layer.activity.active_share()}};
    if (options.study.json) continue;
    std::printf("%s: %s filters, %s; %s dead\n", layer.name, grouped(layer.filters.cols()).c_str(),
                layer.what, grouped(layer.activity.dead()).c_str());
  }
  if (options.study.json) print_json(figures);
}

int run(const FiltersOptions& options) {
  const Result<Subject> subject = open_subject(options.study);
  if (!subject.ok()) return fail(subject.error());
  Workers workers(options.study.threads);
  const auto layers = layers_of(subject.value(), workers);
  if (!layers.ok()) return fail(layers.error());
  report(options, subject.value(), layers.value());

  Outputs outputs(options.study.out);
  for (const Layer& layer : layers.value()) {
    const auto shown =
        std::min<std::size_t>(static_cast<std::size_t>(options.count), layer.order.size());
    const Matrix<float> pictures =
        signed_pictures(columns_of(layer.filters, std::span(layer.order).first(shown)));
    outputs.sheet(std::string(layer.name) + "-layer.png", in_rows(pictures, 8),
                  subject.value().data->test);
    CsvTable table({"unit", "mean_activation", "mean_size", "active_share", "weight_norm"});
    for (Index unit : layer.order) {
      table.add({static_cast<double>(unit), layer.activity.mean[unit], layer.activity.size[unit],
                 layer.activity.share[unit], static_cast<double>(layer.filters.col(unit).norm())});
    }
    outputs.table(std::string(layer.name) + "-layer.csv", table);
  }
  return outputs.finish();
}

}  // namespace

void add_study_filters(CLI::App& study, Action& action) {
  const auto [command, options] = add_command<FiltersOptions>(
      study, action, "filters", "Weights of the first and last layer as pictures, most used first",
      "hourglass study filters --weights d2.safetensors --count 64 --out filters/\n"
      "Grey is 0, white what a unit likes, black what it dislikes; each picture has its own scale.",
      run);
  add_study_options(*command, options->study);
  command->add_option("--count", options->count, "Filters on a sheet")
      ->check(CLI::Range(1, 1024))
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace hourglass::cli
