#include "lab/theme.h"

#include <algorithm>
#include <cmath>

#include "embedded/font_files.h"

namespace hourglass {
namespace {

ImFont* load_font(const EmbeddedFile& file) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.PixelSnapH = false;
  config.OversampleH = 2;
  config.OversampleV = 1;
  auto* bytes = const_cast<std::uint8_t*>(file.bytes.data());  // ImGui only reads them
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes, static_cast<int>(file.bytes.size()), 16,
                                                    &config);
}

ImVec4 vector(ImU32 c) { return ImGui::ColorConvertU32ToFloat4(c); }

}  // namespace

float Theme::size(Type type) const {
  switch (type) {
    case Type::small:
      return std::round(0.8125f * em);
    case Type::body:
      return std::round(0.9375f * em);
    case Type::strong:
      return std::round(0.9375f * em);
    case Type::title:
      return std::round(1.1875f * em);
    case Type::figure:
      return std::round(1.375f * em);
  }
  return em;
}

ImFont* Theme::font(Type type) const {
  return type == Type::small || type == Type::body ? regular : semibold;
}

Theme make_theme() {
  Theme theme;
  theme.regular = load_font(font_files()[0]);
  theme.semibold = load_font(font_files()[1]);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.FontDefault = theme.regular;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  return theme;
}

void use_scheme(Scheme scheme) {
  use_palette(scheme);
  ImGuiStyle& style = ImGui::GetStyle();
  ImGui::StyleColorsDark(&style);
  auto set = [&style](ImGuiCol which, ImU32 c) { style.Colors[which] = vector(c); };
  set(ImGuiCol_WindowBg, palette().page);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, palette().raised);
  set(ImGuiCol_Border, palette().raised_line);
  set(ImGuiCol_Text, palette().text);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, palette().scroll);
  set(ImGuiCol_ScrollbarGrabHovered, palette().scroll_hover);
  set(ImGuiCol_ScrollbarGrabActive, palette().scroll_held);
  set(ImGuiCol_NavCursor, 0);  // the widgets draw their own focus rings
}

float body_size(float width, float height) {
  const float room = std::clamp(std::min(width / 1440, height / 900), 1.0f, 2.6f);
  return std::round(16 * std::pow(room, 0.85f));
}

void apply_size(Theme& theme, float em, bool fingers) {
  theme.em = em;
  theme.control = std::round((fingers ? 2.75f : 2.25f) * em);
  ImGuiStyle& style = ImGui::GetStyle();
  style.FontSizeBase = theme.size(Type::body);
  style.WindowPadding = {};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.PopupRounding = 0.625f * em;
  style.ItemSpacing = {};
  style.ScrollbarSize = 0.5f * em;
  style.ScrollbarRounding = 0.25f * em;
  style.HoverStationaryDelay = 0.15f;
  style.HoverDelayNormal = 0.45f;
}

}  // namespace hourglass
