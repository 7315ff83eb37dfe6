#include "cli/study_subject.h"

#include "cli/figures.h"

namespace hourglass::cli {

void add_study_options(CLI::App& command, StudyOptions& options) {
  add_model_options(command, options.model);
  add_data_option(command, options.data);
  add_out_option(command, options.out);
  add_threads_option(command, options.threads);
  add_json_flag(command, options.json);
}

Result<Subject> open_subject(const StudyOptions& options) {
  if (auto ready = Outputs(options.out).prepare(); !ready.ok()) return ready.error();
  return open_subject(options.model, options.data);
}

nlohmann::ordered_json subject_figures(const Subject& subject) {
  return {{"recipe", subject.recipe.name}, {"data", data_figures(*subject.data)}};
}

}  // namespace hourglass::cli
