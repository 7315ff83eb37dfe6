// hourglass study: what is measured of a trained model, one subcommand a question.
#include "cli/study.h"

namespace hourglass::cli {

void add_study(CLI::App& app, Action& action) {
  CLI::App* study = app.add_subcommand("study", "Measure what a trained model has learned");
  study->require_subcommand(1);
  study->footer("hourglass study COMMAND --help tells more about a command.");
  add_study_pca(*study, action);
  add_study_filters(*study, action);
  add_study_activations(*study, action);
  add_study_codes(*study, action);
  add_study_manifold(*study, action);
  add_study_anomaly(*study, action);
  add_study_sweep(*study, action);
}

}  // namespace hourglass::cli
