// hourglass study activations: how much the units of every layer are used, and which are dead.
#include <cstdio>

#include "cli/study.h"
#include "cli/study_subject.h"
#include "cli/text.h"
#include "io/names.h"
#include "study/activations.h"
#include "study/scores.h"

namespace hourglass::cli {
namespace {

struct ActivationsOptions {
  StudyOptions study;
  float threshold = 0;
};

// "encoder[1] convolution".
std::string layer_name(const NetworkSpec& spec, const LayerActivity& activity) {
  const auto layer = static_cast<std::size_t>(activity.layer), encoders = spec.encoder.size();
  const bool in_encoder = layer < encoders;
  const std::size_t index = in_encoder ? layer : layer - encoders;
  const LayerSpec& of = (in_encoder ? spec.encoder : spec.decoder)[index];
  return (in_encoder ? "encoder[" : "decoder[") + std::to_string(index) + "] " +
         std::string(name_of(of.kind));
}

void report(const ActivationsOptions& options, const Subject& subject,
            const std::vector<LayerActivity>& layers) {
  auto list = nlohmann::ordered_json::array();
  if (!options.study.json) {
    std::puts(
        "Layer                                 Units   Average activation   Active units        "
        "Dead");
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerActivity& layer = layers[i];
    const std::string name = layer_name(subject.recipe.network, layer);
    list.push_back({{"layer", name},
                    {"units", layer.mean.size()},
                    {"average_activation", layer.average()},
                    {"active_share", layer.active_share()},
                    {"dead", layer.dead()}});
    if (options.study.json) continue;
    std::printf("%s%9s %20s %13.1f%% %11s\n", pad_right(name, 34).c_str(),
                grouped(layer.mean.size()).c_str(), figure(layer.average()).c_str(),
                100 * layer.active_share(), grouped(layer.dead()).c_str());
  }
  if (!options.study.json) return;
  nlohmann::ordered_json figures = subject_figures(subject);
  figures["threshold"] = options.threshold;
  figures["layers"] = list;
  print_json(figures);
}

// How often units are active, most active first: one curve a layer.
Chart use_chart(const Subject& subject, const std::vector<LayerActivity>& layers) {
  Chart chart;
  chart.title = subject.recipe.name + ": how often units are active";
  chart.x = {"Units, most active first (share of the layer)", false, 0, 1};
  chart.y = {"Share of images", false, -0.02, 1.02};
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
    Series series{
        layer_name(subject.recipe.network, layers[i]), SeriesStyle::line, chart_colour(i), {}, {}};
    series.y.assign(layers[i].share.begin(), layers[i].share.end());
    std::sort(series.y.begin(), series.y.end(), std::greater<>());
    for (std::size_t unit = 0; unit < series.y.size(); ++unit) {
      series.x.push_back((static_cast<double>(unit) + 0.5) / static_cast<double>(series.y.size()));
    }
    if (series.x.size() <= 64) series.style = SeriesStyle::marked_line;
    chart.series.push_back(std::move(series));
  }
  return chart;
}

int run(const ActivationsOptions& options) {
  const Result<Subject> opened = open_subject(options.study);
  if (!opened.ok()) return fail(opened.error());
  const Subject& subject = opened.value();
  Workers workers(options.study.threads);
  ActivationStudy study(subject.network, subject.data->test, options.threshold);
  finish_study(study, subject, subject.data->test.count(), "activations", workers);
  const std::vector<LayerActivity> layers = study.result();
  report(options, subject, layers);

  Outputs outputs(options.study.out);
  outputs.chart("activations.png", use_chart(subject, layers));
  CsvTable table({"layer", "unit", "mean_activation", "mean_size", "active_share"});
  for (std::size_t i = 0; i < layers.size(); ++i) {
    for (Index unit = 0; unit < layers[i].mean.size(); ++unit) {
      table.add(layer_name(subject.recipe.network, layers[i]),
                {static_cast<double>(unit), layers[i].mean[unit], layers[i].size[unit],
                 layers[i].share[unit]});
    }
  }
  outputs.table("activations.csv", table);
  return outputs.finish();
}

}  // namespace

void add_study_activations(CLI::App& study, Action& action) {
  const auto [command, options] = add_command<ActivationsOptions>(
      study, action, "activations", "Average activation, active and dead units of every layer",
      "hourglass study activations --weights b.safetensors --out activations/\n"
      "A unit is active where the amount of its activation is above the threshold, and dead where "
      "it is active for no test image.",
      run);
  add_study_options(*command, options->study);
  command->add_option("--threshold", options->threshold, "Amount above which a unit is active")
      ->check(CLI::NonNegativeNumber)
      ->type_name("X")
      ->capture_default_str();
}

}  // namespace hourglass::cli
