#include "lab/page.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "lab/controls.h"
#include "lab/graphics/plain_area.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

enum class Form : std::uint8_t {
  wide,    // three columns
  medium,  // the drawing, and beside it one of the others
  narrow,  // one panel at a time, tabs at the bottom
  low,     // one panel at a time, tabs in the header: a phone on its side
};

Form form_of(const Ui& ui, ImVec2 screen) {
  if (screen.y < ui.em(30) && screen.x >= ui.em(40)) return Form::low;
  if (screen.x >= ui.em(70)) return Form::wide;
  return screen.x >= ui.em(50) ? Form::medium : Form::narrow;
}

// Scrolls a panel as a finger drags it, and lets it glide on.
void scroll_by_finger(LabState& lab, Page& page, ImGuiID panel) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool dragging = lab.ui.fingers && !lab.ui.claimed &&
                        ImGui::IsMouseDragging(ImGuiMouseButton_Left) && ImGui::GetScrollMaxY() > 0;
  if (dragging && page.scrolled_panel == 0 &&
      ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) {
    page.scrolled_panel = panel;
    ImGui::ClearActiveID();  // the finger pressed nothing: it came to scroll
  }
  if (page.scrolled_panel != panel) return;
  if (dragging) {
    ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
    const float now = -io.MouseDelta.y / std::max(io.DeltaTime, 1e-3f);
    page.speed = 0.6f * page.speed + 0.4f * now;
  } else {
    ImGui::SetScrollY(ImGui::GetScrollY() + page.speed * io.DeltaTime);
    page.speed *= std::exp(-4.5f * io.DeltaTime);
    const bool at_end = ImGui::GetScrollY() <= 0 || ImGui::GetScrollY() >= ImGui::GetScrollMaxY();
    if (std::abs(page.speed) < lab.ui.em(2) || at_end ||
        ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      page.scrolled_panel = 0;
      page.speed = 0;
    }
  }
  lab.ui.again = true;  // at the end too: where it was scrolled to is seen in the next frame
}

using PanelFunction = float (*)(LabState&, Rect);

void panel(LabState& lab, Page& page, const char* id, const Rect& rect, PanelFunction fill,
           bool card) {
  Ui& ui = lab.ui;
  const float padding = card ? ui.theme.padding() : ui.em(1);
  ui.surface = card ? palette().card : palette().page;
  if (card) {
    fill_card(ImGui::GetWindowDrawList(), rect, palette().card, ui.theme.card_rounding());
  }
  const float frame = card ? ui.em(0.25f) : 0;
  const Rect window = inset(rect, frame);
  ImGui::SetCursorScreenPos(window.min);
  ImGui::BeginChild(id, window.size(), ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_NoBackground);
  const float scroll = ImGui::GetScrollY();
  Rect area = inset(rect, padding, card ? 0.8f * padding : 0.5f * padding);
  area.min.y -= scroll;
  area.max.y -= scroll;
  const float end = fill(lab, area) + (card ? 0.8f : 0.5f) * padding;
  ImGui::SetCursorScreenPos({window.min.x, window.min.y - scroll});
  ImGui::Dummy({1, std::max(1.0f, end - (window.min.y - scroll) - frame)});
  scroll_by_finger(lab, page, ImGui::GetID("scroll"));
  ImGui::EndChild();
}

struct PanelLook {
  const char* id;
  const char* tab;
  const char* title;
  Icon icon;
  PanelFunction fill;
};
// In Panel's order.
constexpr PanelLook kLooks[kPanels] = {
    {"draw", "tab-draw", "Draw", Icon::pen, draw_panel},
    {"train", "tab-train", "Train", Icon::curve, train_panel},
    {"code", "tab-code", "Code", Icon::sliders, code_panel},
    {"morph", "tab-morph", "Morph", Icon::morph, morph_panel},
    {"inside", "tab-inside", "Inside", Icon::inside, inside_panel},
    {"compare", "tab-compare", "Compare", Icon::compare, compare_panel},
    {"keep", "tab-keep", "Keep", Icon::keep, keep_panel},
};

const PanelLook& look_of(Panel which) { return kLooks[static_cast<std::size_t>(which)]; }

// Those that are not hidden, from `first` on.
std::vector<Panel> panels_from(const LabState& lab, Panel first) {
  std::vector<Panel> panels;
  for (auto i = static_cast<std::size_t>(first); i < kPanels; ++i) {
    if (shows(lab, static_cast<Panel>(i))) panels.push_back(static_cast<Panel>(i));
  }
  return panels;
}

// The bar at the bottom of a narrow screen.
void tab_bar(LabState& lab, const Rect& bar) {
  Ui& ui = lab.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min, bar.max, palette().card);
  list->AddLine(bar.min, {bar.max.x, bar.min.y}, palette().line);
  const std::vector<Panel> panels = panels_from(lab, Panel::draw);
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const Panel which = panels[i];
    const PanelLook& look = look_of(which);
    Rect place = cell(bar, static_cast<int>(i), static_cast<int>(panels.size()), 0);
    if (press_area(ui, look.tab, place, 0).pressed) open_panel(lab, which);
    const ImU32 tone = lab.tab == which ? palette().accent : palette().text_soft;
    place = centred(place, place.width(), ui.em(2.75f));
    const Rect icon = cut_top(place, ui.em(1.5f));
    draw_icon(list, look.icon, icon.middle(), ui.em(1.375f), tone);
    draw_text(ui, inset(place, -ui.em(0.5f), 0), Type::small, tone, look.title, Align::centre);
  }
}

// Tabs side by side; icons too where there is room for them.
void tab_strip(LabState& lab, const Rect& bar, const std::vector<Panel>& panels, Panel shown) {
  Ui& ui = lab.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min, bar.max, palette().card, 0.5f * bar.height());
  const auto count = static_cast<float>(panels.size());
  float words = 0;
  for (const Panel which : panels) words += text_width(ui, Type::strong, look_of(which).title);
  Rect row = inset(bar, ui.em(0.1875f));
  const float icon = words + count * ui.em(2.25f) <= row.width() ? ui.em(1.5f) : 0;
  const float slack = (row.width() - words) / count;
  for (const Panel which : panels) {
    const PanelLook& look = look_of(which);
    const Rect place = cut_left(row, text_width(ui, Type::strong, look.title) + slack);
    const Press at = press_area(ui, look.tab, place, 0.5f * place.height());
    if (at.pressed) open_panel(lab, which);
    const bool on = shown == which;
    if (on)
      list->AddRectFilled(place.min, place.max, palette().control_hover, 0.5f * place.height());
    const ImU32 tone = on || at.hovered ? palette().text_strong : palette().text_soft;
    const float width = text_width(ui, Type::strong, look.title) + icon;
    Rect inner = centred(place, width, place.height());
    if (icon > 0) {
      draw_icon(list, look.icon, cut_left(inner, icon - ui.em(0.25f)).middle(), ui.em(1.125f),
                on ? palette().accent : tone);
    }
    draw_text(ui, inner, Type::strong, tone, look.title, Align::right);
  }
}

// A sentence over the bottom of the page, for what has gone wrong.
void notice(const Ui& ui, const Rect& body, const char* sentence) {
  const float width = std::min(ui.em(36), body.width());
  Rect text{{0, 0}, {width - ui.em(2.5f), 0}};
  const float height = draw_paragraph(ui, text, Type::body, 0, sentence, true);
  const float left = body.middle().x - 0.5f * width;
  const Rect box{{left, body.max.y - height - ui.em(1.75f)},
                 {left + width, body.max.y - ui.em(0.5f)}};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled(box.min, box.max, palette().warning_card, ui.theme.rounding());
  list->AddRect(box.min, box.max, palette().warning, ui.theme.rounding());
  text = inset(box, ui.em(1.25f), ui.em(0.625f));
  draw_paragraph(ui, text, Type::body, palette().text, sentence, false, list);
}

// A refusal stands until another command has been taken up.
void notices(const LabState& lab, const Rect& body) {
  const Snapshot& now = *lab.now;
  if (!lab.digits.failure().empty()) {
    notice(lab.ui, body, lab.digits.failure().c_str());
  } else if (lab.notice.complaint && ImGui::GetTime() <= lab.notice.until) {
    notice(lab.ui, body, lab.notice.words.c_str());
  } else if (now.refused_command > 0 && now.refused_command == now.commands_taken) {
    notice(lab.ui, body, now.refusal.c_str());
  }
}

// Where a line of this size stands: in the header's free part if it fits there, else over the
// bottom of the panels, where it hides something for as long.
Rect place_of_line(const Ui& ui, const Rect& header_room, const Rect& body, float width,
                   float height) {
  if (width <= header_room.width()) return centred(header_room, width, height);
  const float bottom = body.max.y - ui.em(0.75f);
  return centred({{body.min.x, bottom - height}, {body.max.x, bottom}}, width, height);
}

// A few words that go by themselves, where the line with the undo stands else.
bool said(const LabState& lab, const Rect& header_room, const Rect& body) {
  const Notice& notice = lab.notice;
  if (notice.words.empty() || notice.complaint || ImGui::GetTime() > notice.until) return false;
  const Ui& ui = lab.ui;
  const char* words = notice.words.c_str();
  const float width = std::min(text_width(ui, Type::body, words) + 1, body.width() - ui.em(3.5f));
  const float text_height = draw_paragraph(ui, {{0, 0}, {width, 0}}, Type::body, 0, words, true);
  const float height = std::max(ui.theme.control + ui.em(0.5f), text_height + ui.em(1));
  const Rect box = place_of_line(ui, header_room, body, width + ui.em(2.5f), height);
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled(box.min, box.max, palette().raised, 0.5f * (ui.theme.control + ui.em(0.5f)));
  draw_paragraph(ui, centred(box, width, text_height), Type::body, palette().text, words, false,
                 list);
  return true;
}

// What was done and can be taken back.
void undo_line(LabState& lab, const Rect& header_room, const Rect& body) {
  Ui& ui = lab.ui;
  if (said(lab, header_room, body)) return;
  if (lab.undo.what.empty() || ImGui::GetTime() > lab.undo.until) return;
  const char* words = lab.undo.what.c_str();
  const float button_width = ui.em(6);
  const float width =
      std::min(text_width(ui, Type::body, words) + button_width + ui.em(2), body.width());
  const float height = ui.theme.control + ui.em(0.5f);
  const Rect box = place_of_line(ui, header_room, body, width, height);
  ImGui::SetNextWindowPos(box.min);
  ImGui::SetNextWindowSize(box.size());
  ImGui::Begin("undo", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::GetWindowDrawList()->AddRectFilled(box.min, box.max, palette().raised, 0.5f * height);
  Rect row = inset(box, ui.em(0.25f));
  const Rect place = cut_right(row, button_width);
  cut_left(row, ui.em(0.875f));
  draw_text(ui, row, Type::body, palette().text, words);
  // Last: the words go with what is taken back.
  if (button(ui, "undo", place, Icon::undo, "Undo", Look::plain)) take_back(lab);
  ImGui::End();
}

void panel(LabState& lab, Page& page, Panel which, const Rect& rect, bool card) {
  panel(lab, page, look_of(which).id, rect, look_of(which).fill, card);
}

void one_panel(LabState& lab, Page& page, const Rect& screen) {
  panel(lab, page, lab.tab, screen, false);
  notices(lab, screen);
  undo_line(lab, {}, screen);
}

// Panels that share a place in the page; under tabs where they are several.
struct PanelColumn {
  std::vector<Panel> panels;
  float share;  // of the width
};

// Those that have something to show, from the left.
std::vector<PanelColumn> columns_of(const LabState& lab, Form form) {
  std::vector<PanelColumn> columns;
  if (shows(lab, Panel::draw)) columns.push_back({{Panel::draw}, 0.345f});
  const bool wide = form == Form::wide;
  if (wide && shows(lab, Panel::train)) columns.push_back({{Panel::train}, 0.335f});
  std::vector<Panel> others = panels_from(lab, wide ? Panel::code : Panel::train);
  if (!others.empty()) columns.push_back({std::move(others), wide ? 0.32f : 0.345f});
  return columns;
}

void column(LabState& lab, Page& page, Rect place, const std::vector<Panel>& panels) {
  Ui& ui = lab.ui;
  const bool side = std::find(panels.begin(), panels.end(), lab.side) != panels.end();
  const Panel shown = side ? lab.side : panels.front();
  ui.tabs_name_panel = panels.size() > 1;
  if (ui.tabs_name_panel) {
    tab_strip(lab, cut_top(place, ui.theme.control + ui.em(0.375f)), panels, shown);
    cut_top(place, ui.em(0.75f));
  }
  panel(lab, page, shown, place, true);
}

void columns(LabState& lab, Page& page, Rect body, Form form) {
  const std::vector<PanelColumn> all = columns_of(lab, form);
  const float gap = lab.ui.em(1);
  const float width = body.width() - gap * static_cast<float>(all.size() - 1);
  float shares = 0;
  for (const PanelColumn& it : all) shares += it.share;
  for (const PanelColumn& it : all) {
    const bool last = &it == &all.back();
    const float own = std::floor(it.share / shares * width);
    column(lab, page, last ? body : cut_left(body, own), it.panels);
    cut_left(body, gap);
  }
}

void lay_out(LabState& lab, Page& page, Rect screen, Form form) {
  Ui& ui = lab.ui;
  const float most = ui.em(116);
  if (screen.width() > most) screen = centred(screen, most, screen.height());
  const float margin = ui.em(ui.one_panel ? 1 : 1.25f);
  Rect bar = inset(cut_top(screen, ui.em(3.5f)), margin, 0);
  if (form == Form::low) {
    Rect tabs = bar;
    cut_left(tabs, ui.em(8.5f));
    cut_right(tabs, ui.em(9.5f));
    header(lab, bar, true);
    const std::vector<Panel> panels = panels_from(lab, Panel::draw);
    tabs = centred(tabs, tabs.width(), ui.theme.control);
    if (panels.size() > 1) tab_strip(lab, tabs, panels, lab.tab);
    one_panel(lab, page, screen);
    return;
  }
  header(lab, bar, form == Form::narrow);
  if (form == Form::narrow) {
    const bool tabs = panels_from(lab, Panel::draw).size() > 1;
    const Rect foot = cut_bottom(screen, tabs ? ui.em(3.75f) : 0);
    one_panel(lab, page, screen);
    if (tabs) tab_bar(lab, foot);
    return;
  }
  Rect body = inset(screen, margin, 0);
  cut_bottom(body, margin);
  columns(lab, page, body, form);
  notices(lab, body);
  // Between the list of recipes, beside which the page may have a button, and the status.
  if (form == Form::wide) cut_left(bar, ui.em(36)), cut_right(bar, ui.em(24));
  undo_line(lab, form == Form::wide ? bar : Rect{}, body);
}

}  // namespace

void draw_page(LabState& lab, Page& page) {
  Ui& ui = lab.ui;
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 screen = io.DisplaySize;
  ui.fingers = io.MouseSource == ImGuiMouseSource_TouchScreen;
  ui.claimed = false;
  ui.theme.em = body_size(screen.x, screen.y);
  const Form form = form_of(ui, screen);
  ui.large_targets = form != Form::wide;
  ui.one_panel = form == Form::narrow || form == Form::low;
  ui.tabs_name_panel = ui.one_panel && panels_from(lab, Panel::draw).size() > 1;
  apply_size(ui.theme, ui.theme.em, ui.large_targets);

  // Edges are soft over one pixel of the screen, not one of the page, and curves as fine.
  const float pixel = 1 / std::max(io.DisplayFramebufferScale.x, 0.5f);
  GImGui->DrawListSharedData.InitialFringeScale = pixel;
  ImGui::GetStyle().CircleTessellationMaxError = 0.25f * pixel;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  ImGui::Begin("Hourglass", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
  // ImGui notes the screen's density in a font when it is pushed; text is drawn with both directly.
  ImGui::PushFont(ui.theme.semibold, ui.theme.size(Type::strong));
  ImGui::PopFont();
  lay_out(lab, page, {{0, 0}, screen}, form);
  if (ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_Z, ImGuiInputFlags_RouteGlobal)) take_back(lab);
  ImGui::End();
  // ImGui hands out press and release one frame at a time.
  ui.again = ui.again || !GImGui->InputEventsQueue.empty();
}

}  // namespace hourglass
