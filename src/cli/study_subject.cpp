#include "cli/study_subject.h"

#include "cli/figures.h"
#include "cli/test_images.h"

namespace hourglass::cli {

void add_study_options(CLI::App& command, StudyOptions& options) {
  add_model_options(command, options.model);
  add_data_option(command, options.data);
  add_out_option(command, options.out);
  add_threads_option(command, options.threads);
  add_json_flag(command, options.json);
}

void add_index_option(CLI::App& command, std::vector<std::uint32_t>& indices,
                      const std::string& which) {
  command
      .add_option("--index", indices,
                  "Which test images to show, counted from 0 (default: " + which + ")")
      ->delimiter(',')
      ->expected(1, kMaxPictures)
      ->type_name("I,J,...");
}

Result<Subject> open_subject(const StudyOptions& options) {
  if (auto ready = Outputs(options.out).prepare(); !ready.ok()) return ready.error();
  Result<Model> model = open_model(options.model);
  if (!model.ok()) return model.error();
  auto data = open_data(options.data);
  if (!data.ok()) return data.error();
  Recipe& recipe = model.value().recipe;
  if (auto fits = check_fit(recipe, *data.value()); !fits.ok()) return fits.error();
  Network<float> network(recipe.network);
  return Subject{std::move(recipe), std::move(model.value().parameters), std::move(network),
                 std::move(data.value())};
}

nlohmann::ordered_json subject_figures(const Subject& subject) {
  return {{"recipe", subject.recipe.name}, {"data", data_figures(*subject.data)}};
}

}  // namespace hourglass::cli
