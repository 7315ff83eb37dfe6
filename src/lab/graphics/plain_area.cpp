#include "lab/graphics/plain_area.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

struct PlainArea {
  Rect rect;
  ImVec4 colour;
};

// ImGui sets the scissor anew for each of its own commands, and the clear colour for none.
void clear(const ImDrawList*, const ImDrawCmd* command) {
  const auto& area = *static_cast<const PlainArea*>(command->UserCallbackData);
  const ImDrawData* frame = ImGui::GetDrawData();
  const ImVec2 scale = frame->FramebufferScale;
  const auto left = static_cast<int>(std::ceil(area.rect.min.x * scale.x));
  const auto right = static_cast<int>(std::floor(area.rect.max.x * scale.x));
  const float height = std::round(frame->DisplaySize.y * scale.y);
  const auto bottom = static_cast<int>(std::ceil(height - area.rect.max.y * scale.y));
  const auto top = static_cast<int>(std::floor(height - area.rect.min.y * scale.y));
  glScissor(left, bottom, std::max(0, right - left), std::max(0, top - bottom));
  glClearColor(area.colour.x, area.colour.y, area.colour.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void fill_card(ImDrawList* list, const Rect& rect, ImU32 colour, float rounding) {
  const float border = std::max(2.0f, std::ceil(rounding));
  PlainArea area{inset(rect, border - 1), ImGui::ColorConvertU32ToFloat4(colour)};
  list->AddCallback(clear, &area, sizeof area);
  const Rect middle = inset(rect, 0.5f * border);
  list->AddRect(middle.min, middle.max, colour, rounding - 0.5f * border, 0, border);
}

}  // namespace hourglass
