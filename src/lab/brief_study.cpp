#include "lab/brief_study.h"

#include "data/subset.h"
#include "lab/slices.h"

namespace hourglass {
namespace {

// A block of the next test of the next model.
void evaluate_block(BriefStudy& study, Workers& workers) {
  const std::size_t model = study.errors.size() / study.tests.size();
  const std::size_t test = study.errors.size() % study.tests.size();
  Inference& inference = study.models[model];
  if (!study.evaluation) study.evaluation.emplace(inference.network(), study.sample, 0);
  study.evaluation->advance(inference.parameters(), study.tests[test], workers);
  if (!study.evaluation->done()) return;
  const EvaluationResult result = study.evaluation->result();
  study.errors.push_back(result.reconstruction.mse);
  if (study.noisy_errors.size() < study.tests.size()) {
    study.noisy_errors.push_back(result.noisy.mse);
  }
  study.evaluation.reset();
}

}  // namespace

const double* BriefStudy::error(std::size_t model, std::size_t test) const {
  const std::size_t i = model * tests.size() + test;
  return i < errors.size() ? &errors[i] : nullptr;
}

const double* BriefStudy::noisy_error(std::size_t test) const {
  return test < noisy_errors.size() ? &noisy_errors[test] : nullptr;
}

void begin(BriefStudy& study, std::vector<Recipe> recipes, std::vector<NoiseSpec> tests,
           std::shared_ptr<const Dataset> data) {
  study.evaluation.reset();
  study.models.clear();
  study.errors.clear();
  study.noisy_errors.clear();
  study.runs = {};
  study.runs.recipes = std::move(recipes);
  study.tests = std::move(tests);
  study.data = std::move(data);
  study.sample = first_images(study.data->test, BriefStudy::kTested);
}

void follow(BriefStudy& study, Rival& rival) {
  if (!finished_run(study.runs, rival)) return;
  study.models.emplace_back().use(rival.now->recipe.network, rival.now->parameters);
  if (!study.runs.done()) start_runs(study.runs, rival);
}

bool advance(BriefStudy& study, Workers& workers, double milliseconds) {
  const auto busy = [&] { return study.errors.size() < study.models.size() * study.tests.size(); };
  if (!busy()) return false;
  work_for(milliseconds, [&] {
    evaluate_block(study, workers);
    return busy();
  });
  return busy();
}

}  // namespace hourglass
