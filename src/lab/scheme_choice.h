// Which colours to use: those of the system, or those that were chosen here.
#pragma once

#include <cstdint>

#include "lab/palette.h"

namespace hourglass {

struct LabState;

enum class SchemeChoice : std::uint8_t { system, light, dark };

struct SchemeSetting {
  SchemeChoice choice = SchemeChoice::system;
  Scheme system = Scheme::dark;  // as far as the host knows
};

// Uses the colours that follow and tells the host of them. Between frames, or within one by what is
// drawn with the rest of it.
void choose_scheme(LabState& lab, SchemeChoice choice);
// The system's colours have become known, or others.
void follow_system(LabState& lab, Scheme system);

}  // namespace hourglass
