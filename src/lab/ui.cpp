#include "lab/ui.h"

#include <array>
#include <cmath>
#include <cstdarg>
#include <cstdio>

namespace hourglass {
namespace {

constexpr const char* kEllipsis = "…";

// The end of the longest start of `text` that fits into the width.
const char* end_that_fits(ImFont* font, float size, const char* text, float width) {
  const char* end = nullptr;
  font->CalcTextSizeA(size, width, 0, text, nullptr, &end);
  return end;
}

// Where a card of this size stands below an item, or above it, and on the screen.
ImVec2 place_beside(const Rect& item, ImVec2 size, float gap) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float rightmost = std::max(gap, screen.x - size.x - gap);
  const float x = std::clamp(item.middle().x - 0.5f * size.x, gap, rightmost);
  const bool below = item.max.y + gap + size.y <= screen.y;
  return {x, below ? item.max.y + gap : item.min.y - gap - size.y};
}

}  // namespace

float text_width(const Ui& ui, Type type, const char* text) {
  return ui.theme.font(type)->CalcTextSizeA(ui.theme.size(type), FLT_MAX, 0, text).x;
}

float line_height(const Ui& ui, Type type) { return std::round(1.4f * ui.theme.size(type)); }

void draw_text(const Ui& ui, const Rect& rect, Type type, ImU32 colour, const char* text,
               Align align) {
  ImFont* font = ui.theme.font(type);
  const float size = ui.theme.size(type);
  const float width = text_width(ui, type, text);
  ImDrawList* list = ImGui::GetWindowDrawList();
  // Inter's capitals are 0.727 em high and stand 0.242 em above the line's bottom.
  const float y = std::round(rect.middle().y - 0.5f * size - 0.012f * size);
  if (width <= rect.width() + 0.5f) {
    const float room = rect.width() - width;
    const float x = rect.min.x + (align == Align::left     ? 0
                                  : align == Align::centre ? 0.5f * room
                                                           : room);
    list->AddText(font, size, {std::round(x), y}, colour, text);
    return;
  }
  const char* end = end_that_fits(font, size, text, rect.width() - text_width(ui, type, kEllipsis));
  const float x = std::round(rect.min.x);
  list->AddText(font, size, {x, y}, colour, text, end);
  list->AddText(font, size, {x + font->CalcTextSizeA(size, FLT_MAX, 0, text, end).x, y}, colour,
                kEllipsis);
}

float draw_paragraph(const Ui& ui, const Rect& rect, Type type, ImU32 colour, const char* text,
                     bool measure_only, ImDrawList* list) {
  ImFont* font = ui.theme.font(type);
  const float size = ui.theme.size(type);
  const float leading = line_height(ui, type);
  if (!list) list = ImGui::GetWindowDrawList();
  const char* last = text + std::char_traits<char>::length(text);
  float y = rect.min.y;
  for (const char* line = text; line < last; y += leading) {
    const char* end = font->CalcWordWrapPosition(size, line, last, rect.width());
    if (end == line) ++end;
    if (!measure_only) {
      const float top = std::round(y + 0.5f * (leading - size));
      list->AddText(font, size, {std::round(rect.min.x), top}, colour, line, end);
    }
    line = end;
    while (*line == ' ' || *line == '\n') ++line;
  }
  return y - rect.min.y;
}

void name_item(Ui& ui, const char* name, const Rect& rect) {
  const ImVec2 clip_min = ImGui::GetWindowDrawList()->GetClipRectMin();
  const ImVec2 clip_max = ImGui::GetWindowDrawList()->GetClipRectMax();
  constexpr float kTolerance = 0.5f;
  if (rect.min.x < clip_min.x - kTolerance || rect.min.y < clip_min.y - kTolerance ||
      rect.max.x > clip_max.x + kTolerance || rect.max.y > clip_max.y + kTolerance) {
    return;
  }
  ui.items.push_back({name, rect});
}

void explain(Ui& ui, const char* sentence) {
  if (ui.fingers || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal | ImGuiHoveredFlags_Stationary |
                            ImGuiHoveredFlags_AllowWhenDisabled)) {
    ui.again = ui.again || !ImGui::IsAnyItemActive();
    return;
  }
  if (ImGui::IsAnyItemActive()) return;
  const float width = std::min(ui.em(19), text_width(ui, Type::small, sentence) + 1);
  const Rect measured{{0, 0}, {width, 0}};
  const float height = draw_paragraph(ui, measured, Type::small, 0, sentence, true);
  const ImVec2 margin(ui.em(0.75f), ui.em(0.5f));
  const ImVec2 size(width + 2 * margin.x, height + 2 * margin.y);
  ImGui::SetNextWindowPos(
      place_beside({ImGui::GetItemRectMin(), ImGui::GetItemRectMax()}, size, ui.em(0.375f)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, margin);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.theme.rounding());
  if (ImGui::BeginTooltip()) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, height});
    draw_paragraph(ui, {at, {at.x + width, at.y + height}}, Type::small, palette().text, sentence);
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar(2);
}

const char* format(const char* pattern, ...) {
  static std::array<std::array<char, 256>, 64> ring;
  static std::size_t next = 0;
  std::array<char, 256>& text = ring[next++ % ring.size()];
  va_list arguments;
  va_start(arguments, pattern);
  std::vsnprintf(text.data(), text.size(), pattern, arguments);
  va_end(arguments);
  return text.data();
}

const char* grouped(long long number) {
  char digits[32];
  const int count = std::snprintf(digits, sizeof digits, "%lld", number);
  char result[48];
  int out = 0;
  for (int i = 0; i < count; ++i) {
    if (i > 0 && (count - i) % 3 == 0 && digits[i - 1] != '-') result[out++] = ',';
    result[out++] = digits[i];
  }
  result[out] = 0;
  return format("%s", result);
}

const char* short_count(long long number) {
  if (number < 1000) return grouped(number);
  const double thousands = static_cast<double>(number) / 1000;
  return format(thousands < 9.95 ? "%.1fk" : "%.0fk", thousands);
}

const char* loss_text(double loss) {
  if (!std::isfinite(loss)) return "–";
  if (loss == 0) return "0";
  const int decimals = 2 - static_cast<int>(std::floor(std::log10(std::abs(loss))));
  return format("%.*f", std::clamp(decimals, 0, 6), loss);
}

}  // namespace hourglass
