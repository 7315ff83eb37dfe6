#include "cli/subject.h"

namespace hourglass::cli {

Result<Subject> open_subject(const ModelOptions& options, const std::string& directory) {
  Result<Model> model = open_model(options);
  if (!model.ok()) return model.error();
  auto data = open_data(directory);
  if (!data.ok()) return data.error();
  Recipe& recipe = model.value().recipe;
  if (auto fits = check_fit(recipe, *data.value()); !fits.ok()) return fits.error();
  Network<float> network(recipe.network);
  return Subject{std::move(recipe), std::move(model.value().parameters), std::move(network),
                 std::move(data.value())};
}

}  // namespace hourglass::cli
