// A line of dashes.
#pragma once

#include <imgui.h>

namespace hourglass {

// From `from` to `to`, dashes of `dash` pixels and gaps as long.
void draw_dashed(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 tone, float dash, float thickness);

}  // namespace hourglass
