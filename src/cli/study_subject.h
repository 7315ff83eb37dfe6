// What a study of a trained model is given: the subject, threads to work with, a folder to fill.
#pragma once

#include <algorithm>
#include <string>

#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/study_outputs.h"
#include "cli/subject.h"
#include "study/image_blocks.h"

namespace hourglass::cli {

struct StudyOptions {
  ModelOptions model;
  std::string data;
  std::string out;
  int threads = 1;
  bool json = false;
};
void add_study_options(CLI::App& command, StudyOptions& options);

// Opens weights and data, and the folder for what comes out.
Result<Subject> open_subject(const StudyOptions& options);

// {"recipe", "data"}: what the figures of every study begin with.
nlohmann::ordered_json subject_figures(const Subject& subject);

// Goes on with a study (of study/) until it is done, with progress on a terminal.
template <class Study>
void finish_study(Study& study, const Subject& subject, Index images, const std::string& label,
                  Workers& workers) {
  Progress progress(std::max<Index>(1, images));
  while (!study.done()) {
    study.advance(subject.parameters, workers);
    progress.update(study.position(), label);
  }
}

// Calls study(block) for each block of the set (features x n), with progress on a terminal.
template <class Study>
void go_through(const ImageSet& set, const std::string& label, Workers& workers, Study&& study) {
  Progress progress(std::max<Index>(1, set.count()));
  for (ImageBlocks blocks(set); !blocks.done();) {
    study(blocks.next(workers));
    progress.update(blocks.position(), label);
  }
}

}  // namespace hourglass::cli
