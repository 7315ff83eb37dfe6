#include "lab/scheme_choice.h"

#include "lab/lab_state.h"

namespace hourglass {
namespace {

void use_setting(LabState& lab) {
  const auto [choice, system] = lab.colours;
  const Scheme wanted = choice == SchemeChoice::system  ? system
                        : choice == SchemeChoice::light ? Scheme::light
                                                        : Scheme::dark;
  if (wanted != palette().scheme) {
    use_scheme(wanted);
    lab.ui.surface = palette().card;
    lab.ui.again = true;
  }
  lab.requests.push_back(
      {HostRequest::Kind::colours, wanted == Scheme::light ? "light" : "dark", {}});
}

}  // namespace

void choose_scheme(LabState& lab, SchemeChoice choice) {
  lab.colours.choice = choice;
  use_setting(lab);
}

void follow_system(LabState& lab, Scheme system) {
  lab.colours.system = system;
  use_setting(lab);
}

}  // namespace hourglass
