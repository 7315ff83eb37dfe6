#include "lab/undo.h"

#include <imgui.h>

#include <utility>

#include "lab/lab_state.h"

namespace hourglass {
namespace {

constexpr double kShownSeconds = 12;

}  // namespace

void offer_undo(Undo& undo, std::string what, std::function<void(LabState&)> take_back) {
  undo = {std::move(what), std::move(take_back), ImGui::GetTime() + kShownSeconds};
}

void offer_undo_quietly(Undo& undo, std::function<void(LabState&)> take_back) {
  undo = {{}, std::move(take_back), 0};
}

void take_back(LabState& lab) {
  const Undo undo = std::exchange(lab.undo, {});
  if (undo.take_back) undo.take_back(lab);
  lab.ui.again = true;
}

}  // namespace hourglass
