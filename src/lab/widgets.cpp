#include "lab/widgets.h"

#include <imgui_internal.h>

#include <algorithm>

namespace hourglass {
namespace {

struct Interaction {
  bool clicked, hovered, held;
};

void focus_ring(const Rect& rect, float rounding, float thickness) {
  if (!ImGui::IsItemFocused() || !ImGui::GetIO().NavVisible) return;
  const Rect ring = inset(rect, -2 * thickness);
  ImGui::GetWindowDrawList()->AddRect(ring.min, ring.max, palette().accent,
                                      rounding + 2 * thickness, 0, thickness);
}

enum class Named : bool { no, yes };

Interaction interact(Ui& ui, const char* name, const Rect& rect, float rounding,
                     Named named = Named::yes) {
  ImGui::SetCursorScreenPos(rect.min);
  Interaction state{};
  state.clicked =
      ImGui::InvisibleButton(name, {std::max(1.0f, rect.width()), std::max(1.0f, rect.height())},
                             ImGuiButtonFlags_EnableNav);
  state.hovered = ImGui::IsItemHovered() && !ui.fingers;
  state.held = ImGui::IsItemActive();
  ui.again = ui.again || state.clicked || ImGui::IsItemActivated();  // show what it did
  focus_ring(rect, rounding, ui.em(0.125f));
  if (named == Named::yes) name_item(ui, name, rect);
  return state;
}

struct ButtonColours {
  ImU32 body, text;
};

ButtonColours colours_of(Look look, const Interaction& at, bool enabled) {
  if (!enabled) {
    return {look == Look::ghost ? 0 : colour::faded(palette().control, 0.6f),
            colour::faded(palette().text_faint, 0.6f)};
  }
  if (look == Look::primary) {
    return {at.held      ? palette().primary_held
            : at.hovered ? palette().primary_hover
                         : palette().primary,
            palette().on_primary};
  }
  const ImU32 rest = look == Look::ghost ? 0 : palette().control;
  const ImU32 text =
      look == Look::ghost && !at.hovered ? palette().text_soft : palette().text_strong;
  return {at.held ? palette().control_held : at.hovered ? palette().control_hover : rest, text};
}

void draw_button(const Ui& ui, const Rect& rect, Icon icon, const char* label, Type type,
                 const ButtonColours& colours) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max, colours.body,
                      0.5f * std::min(rect.height(), rect.width()));
  const float icon_size = icon == Icon::none ? 0 : ui.em(1.125f);
  const bool has_label = *label != 0;
  const float gap = has_label && icon != Icon::none ? ui.em(0.45f) : 0;
  const float text = has_label ? std::min(text_width(ui, type, label),
                                          rect.width() - icon_size - gap - ui.em(0.5f))
                               : 0;
  const float left = rect.middle().x - 0.5f * (icon_size + gap + text);
  draw_icon(list, icon, {left + 0.5f * icon_size, rect.middle().y}, icon_size, colours.text);
  if (has_label) {
    const float x = left + icon_size + gap;
    draw_text(ui, {{x, rect.min.y}, {x + text + 1, rect.max.y}}, type, colours.text, label);
  }
}

// Moves `position` by the arrow keys while the item has the keyboard.
bool arrow_keys(float& position) {
  const int presses = arrow_presses();
  position = std::clamp(position + 0.02f * static_cast<float>(presses), 0.0f, 1.0f);
  return presses != 0;
}

void draw_slider(const Ui& ui, const Rect& track, float x, float knob, ImU32 tone, bool lit) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = track.middle().y;
  const float half = ui.em(0.125f);
  list->AddRectFilled({track.min.x, y - half}, {track.max.x, y + half}, palette().control_hover,
                      half);
  list->AddRectFilled({track.min.x, y - half}, {x, y + half}, tone, half);
  list->AddCircleFilled({x, y}, knob + ui.em(0.1875f), ui.surface, 32);
  list->AddCircleFilled({x, y}, knob, lit ? palette().knob_lit : palette().knob, 32);
}

}  // namespace

bool button(Ui& ui, const char* name, const Rect& rect, Icon icon, const char* label, Look look,
            bool enabled) {
  const float rounding = 0.5f * std::min(rect.height(), rect.width());
  ImGui::BeginDisabled(!enabled);
  ImGui::PushStyleVar(ImGuiStyleVar_DisabledAlpha, 1.0f);
  const Interaction at = interact(ui, name, rect, rounding);
  ImGui::PopStyleVar();
  ImGui::EndDisabled();
  draw_button(ui, rect, icon, label, look == Look::primary ? Type::strong : Type::body,
              colours_of(look, at, enabled));
  return at.clicked && enabled;
}

bool toggle(Ui& ui, const char* name, const Rect& rect, Icon icon, const char* label, bool on,
            bool enabled) {
  if (!on || !enabled) return button(ui, name, rect, icon, label, Look::plain, enabled);
  const Interaction at = interact(ui, name, rect, 0.5f * std::min(rect.height(), rect.width()));
  const float strength = at.held ? 0.4f : at.hovered ? 0.3f : 0.2f;
  draw_button(ui, rect, icon, label, Type::body,
              {colour::faded(palette().accent, strength), palette().accent});
  return at.clicked;
}

bool slider(Ui& ui, const char* name, const Rect& rect, const SliderText& text, float& position,
            ImU32 tone, bool enabled) {
  Rect row = rect;
  draw_text(ui, cut_left(row, text.label_width), Type::small,
            enabled ? palette().text_soft : palette().text_faint, text.label);
  draw_text(ui, cut_right(row, text.value_width), Type::strong,
            enabled ? palette().text_strong : palette().text_faint, text.value, Align::right);
  const float knob = ui.em(ui.large_targets ? 0.6875f : 0.5f);
  cut_right(row, ui.em(0.5f));
  ImGui::BeginDisabled(!enabled);
  const Interaction at = interact(ui, name, row, ui.theme.rounding());
  ImGui::EndDisabled();
  const float first = row.min.x + knob;
  const float length = std::max(1.0f, row.width() - 2 * knob);
  bool changed = enabled && arrow_keys(position);
  if (at.held && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    const float wanted = std::clamp((ImGui::GetIO().MousePos.x - first) / length, 0.0f, 1.0f);
    changed = changed || wanted != position;
    position = wanted;
    ui.claimed = true;
  }
  if (enabled) {
    draw_slider(ui, row, first + position * length, at.held ? 1.15f * knob : knob, tone,
                at.hovered || at.held);
  } else {
    const Rect track = inset(row, 0, 0.5f * row.height() - ui.em(0.125f));
    ImGui::GetWindowDrawList()->AddRectFilled(track.min, track.max, palette().control,
                                              ui.em(0.125f));
  }
  return changed;
}

bool segmented(Ui& ui, const char* name, const Rect& rect, std::span<const char* const> labels,
               std::span<const char* const> short_labels, int& chosen, ImU32 tone) {
  auto total = [&](std::span<const char* const> words) {
    float sum = 0;
    for (const char* word : words) sum += text_width(ui, Type::small, word);
    return sum;
  };
  const float inner = rect.width() - 2 * ui.em(0.1875f);
  const auto count = static_cast<float>(labels.size());
  if (total(labels) + count * ui.em(0.7f) > inner) labels = short_labels;
  const float slack = (inner - total(labels)) / count;

  ImDrawList* list = ImGui::GetWindowDrawList();
  const float rounding = 0.5f * rect.height();
  list->AddRectFilled(rect.min, rect.max, palette().control, rounding);
  name_item(ui, name, rect);
  ImGui::PushID(name);
  bool changed = false;
  Rect row = inset(rect, ui.em(0.1875f));
  for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
    const char* label = labels[static_cast<std::size_t>(i)];
    const Rect part = cut_left(row, text_width(ui, Type::small, label) + slack);
    const Interaction at = interact(ui, label, part, 0.5f * part.height(), Named::no);
    if (at.clicked && chosen != i) {
      chosen = i;
      changed = true;
    }
    const bool on = chosen == i;
    if (on)
      list->AddRectFilled(part.min, part.max, colour::faded(tone, 0.2f), 0.5f * part.height());
    draw_text(ui, part, Type::small,
              on           ? tone
              : at.hovered ? palette().text_strong
                           : palette().text_soft,
              label, Align::centre);
  }
  ImGui::PopID();
  return changed;
}

bool begin_list(Ui& ui, const char* name, const Rect& rect, const char* current, float width) {
  const float rounding = 0.5f * rect.height();
  const Interaction at = interact(ui, name, rect, rounding);
  const char* popup = format("%s-list", name);
  if (at.clicked) ImGui::OpenPopup(popup);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max, at.hovered ? palette().control_hover : palette().control,
                      rounding);
  Rect row = inset(rect, ui.em(0.875f), 0);
  const Rect arrow = cut_right(row, ui.em(1.125f));
  draw_icon(list, Icon::down, arrow.middle(), ui.em(1), palette().text_soft);
  draw_text(ui, row, Type::body, palette().text_strong, current);

  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float x =
      std::clamp(rect.min.x, ui.em(0.5f), std::max(ui.em(0.5f), screen.x - width - ui.em(0.5f)));
  const float gap = ui.em(0.375f);
  const float above = rect.min.y - ui.em(1), below = screen.y - rect.max.y - ui.em(1);
  const bool down = below >= std::min(above, ui.em(16));
  ImGui::SetNextWindowPos({x, down ? rect.max.y + gap : rect.min.y - gap}, ImGuiCond_None,
                          {0, down ? 0.0f : 1.0f});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, down ? below : above});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.em(0.375f), ui.em(0.375f)));
  const bool open = ImGui::BeginPopup(popup);
  if (!open) ImGui::PopStyleVar();
  return open;
}

bool list_row(Ui& ui, const char* name, const char* title, const char* detail, bool is_current,
              const char* tag) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float mark = ui.em(1.75f);
  const Rect text{{at.x + mark, at.y + ui.em(0.5f)}, {at.x + width - ui.em(0.625f), at.y}};
  const float title_height = line_height(ui, Type::strong);
  const float detail_height =
      *detail ? draw_paragraph(ui, text, Type::small, 0, detail, true) + ui.em(0.125f) : 0;
  const Rect row{at, {at.x + width, at.y + title_height + detail_height + ui.em(1)}};
  const Interaction state = interact(ui, name, row, ui.theme.rounding());
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (state.hovered) {
    list->AddRectFilled(row.min, row.max, palette().raised_hover, ui.theme.rounding());
  }
  const Rect first{text.min, {text.max.x, text.min.y + title_height}};
  Rect title_room = first;
  const Rect tag_room = cut_right(title_room, text_width(ui, Type::small, tag));
  draw_text(ui, tag_room, Type::small, palette().accent, tag, Align::right);
  cut_right(title_room, ui.em(0.5f));
  draw_text(ui, title_room, Type::strong, is_current ? palette().accent : palette().text_strong,
            title);
  if (is_current) {
    draw_icon(list, Icon::check, {at.x + 0.55f * mark, first.middle().y}, ui.em(1),
              palette().accent);
  }
  if (*detail) {
    const Rect rest{{text.min.x, first.max.y + ui.em(0.125f)}, text.max};
    draw_paragraph(ui, rest, Type::small, palette().text_soft, detail);
  }
  if (state.clicked) ImGui::CloseCurrentPopup();
  return state.clicked;
}

void end_list() {
  ImGui::EndPopup();
  ImGui::PopStyleVar();
}

int arrow_presses() {
  if (!ImGui::IsItemFocused() || !ImGui::GetIO().NavVisible) return 0;
  const ImGuiID id = ImGui::GetItemID();
  int presses = 0;
  for (const auto& [key, step] : {std::pair{ImGuiKey_LeftArrow, -1}, {ImGuiKey_RightArrow, 1}}) {
    ImGui::SetKeyOwner(key, id);
    if (ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id)) presses += step;
  }
  return presses;
}

Press press_area(Ui& ui, const char* name, const Rect& rect, float rounding) {
  const Interaction at = interact(ui, name, rect, rounding);
  return {at.clicked, at.held, at.hovered};
}

}  // namespace hourglass
