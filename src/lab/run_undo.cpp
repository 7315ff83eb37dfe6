#include "lab/run_undo.h"

#include <utility>

namespace hourglass {

void offer_run_back(LabState& lab, std::string what) {
  const Snapshot& now = *lab.now;
  if (now.parameters.empty()) return;
  offer_undo(
      lab.undo, std::move(what),
      [model = UseModel{now.recipe, now.parameters}](LabState& it) { it.session.send(model); });
}

}  // namespace hourglass
