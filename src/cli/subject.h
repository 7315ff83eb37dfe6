// A trained model and the images that it is tried on: what most commands begin with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/inputs.h"
#include "engine/network.h"

namespace hourglass::cli {

struct Subject {
  Recipe recipe;
  std::vector<float> parameters;
  Network<float> network;
  std::shared_ptr<const Dataset> data;

  const ImageSet& test() const { return data->test; }
};

// Opens weights and data and checks that the images fit the network.
Result<Subject> open_subject(const ModelOptions& model, const std::string& data);

}  // namespace hourglass::cli
