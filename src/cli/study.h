// The commands under `hourglass study`, one file each.
#pragma once

#include "cli/command.h"

namespace hourglass::cli {

void add_study_activations(CLI::App& study, Action& action);
void add_study_anomaly(CLI::App& study, Action& action);
void add_study_codes(CLI::App& study, Action& action);
void add_study_filters(CLI::App& study, Action& action);
void add_study_manifold(CLI::App& study, Action& action);
void add_study_pca(CLI::App& study, Action& action);
void add_study_sweep(CLI::App& study, Action& action);

}  // namespace hourglass::cli
