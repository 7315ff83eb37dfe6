// The commands under `hourglass study`, one file each.
#pragma once

#include "cli/command.h"

namespace hourglass::cli {

void add_study_pca(CLI::App& study, Action& action);

}  // namespace hourglass::cli
