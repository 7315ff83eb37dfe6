#include "lab/page.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

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
  lab.ui.again = lab.ui.again || page.scrolled_panel != 0;
}

using PanelFunction = float (*)(LabState&, Rect);

void panel(LabState& lab, Page& page, const char* id, const Rect& rect, PanelFunction fill,
           bool card) {
  Ui& ui = lab.ui;
  const float padding = card ? ui.theme.padding() : ui.em(1);
  ui.surface = card ? colour::kCard : colour::kPage;
  if (card) {
    ImGui::GetWindowDrawList()->AddRectFilled(rect.min, rect.max, colour::kCard,
                                              ui.theme.card_rounding());
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

struct TabLook {
  Panel tab;
  const char* name;
  const char* title;
  Icon icon;
};
constexpr TabLook kTabs[] = {{Panel::draw, "tab-draw", "Draw", Icon::pen},
                             {Panel::train, "tab-train", "Train", Icon::curve},
                             {Panel::code, "tab-code", "Code", Icon::sliders}};

// The bar at the bottom of a narrow screen.
void tab_bar(LabState& lab, const Rect& bar) {
  Ui& ui = lab.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min, bar.max, colour::kCard);
  list->AddLine(bar.min, {bar.max.x, bar.min.y}, colour::kLine);
  for (int i = 0; i < 3; ++i) {
    const TabLook& look = kTabs[i];
    Rect place = cell(bar, i, 3, 0);
    if (press_area(ui, look.name, place, 0).pressed) lab.tab = look.tab;
    const bool on = lab.tab == look.tab;
    const ImU32 tone = on ? colour::kAccent : colour::kTextSoft;
    place = centred(place, place.width(), ui.em(2.75f));
    const Rect icon = cut_top(place, ui.em(1.5f));
    draw_icon(list, look.icon, icon.middle(), ui.em(1.375f), tone);
    draw_text(ui, place, Type::small, tone, look.title, Align::centre);
  }
}

// Tabs side by side: those of kTabs from `first` on.
void tab_strip(LabState& lab, const Rect& bar, int first) {
  Ui& ui = lab.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min, bar.max, colour::kCard, 0.5f * bar.height());
  const bool one_is_shown = lab.tab >= kTabs[first].tab;
  for (int i = first; i < 3; ++i) {
    const TabLook& look = kTabs[i];
    const Rect place = inset(cell(bar, i - first, 3 - first, 0), ui.em(0.1875f));
    const Press at = press_area(ui, look.name, place, 0.5f * place.height());
    if (at.pressed) lab.tab = look.tab;
    const bool on = one_is_shown ? lab.tab == look.tab : i == first;
    if (on) list->AddRectFilled(place.min, place.max, colour::kControlHover, 0.5f * place.height());
    const ImU32 tone = on || at.hovered ? colour::kTextStrong : colour::kTextSoft;
    const float width = text_width(ui, Type::strong, look.title) + ui.em(1.75f);
    Rect words = centred(place, width, place.height());
    const ImU32 icon_tone = on ? colour::kAccent : tone;
    draw_icon(list, look.icon, cut_left(words, ui.em(1.25f)).middle(), ui.em(1.125f), icon_tone);
    draw_text(ui, words, Type::strong, tone, look.title, Align::right);
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
  list->AddRectFilled(box.min, box.max, colour::rgb(0x3a2723), ui.theme.rounding());
  list->AddRect(box.min, box.max, colour::kWarning, ui.theme.rounding());
  text = inset(box, ui.em(1.25f), ui.em(0.625f));
  draw_paragraph(ui, text, Type::body, colour::kText, sentence, false, list);
}

// A refusal stands until another command has been taken up.
void notices(const LabState& lab, const Rect& body) {
  const Snapshot& now = *lab.now;
  if (!lab.digits.failure().empty()) {
    notice(lab.ui, body, lab.digits.failure().c_str());
  } else if (now.refused_command > 0 && now.refused_command == now.commands_taken) {
    notice(lab.ui, body, now.refusal.c_str());
  }
}

void one_panel(LabState& lab, Page& page, const Rect& screen) {
  constexpr PanelFunction kFill[] = {draw_panel, train_panel, code_panel};
  constexpr const char* kIds[] = {"draw", "train", "code"};
  const auto which = static_cast<std::size_t>(lab.tab);
  panel(lab, page, kIds[which], screen, kFill[which], false);
  notices(lab, screen);
}

void two_columns(LabState& lab, Page& page, Rect body) {
  const Ui& ui = lab.ui;
  const float gap = ui.em(1);
  panel(lab, page, "draw", cut_left(body, std::floor(0.5f * (body.width() - gap))), draw_panel,
        true);
  cut_left(body, gap);
  tab_strip(lab, cut_top(body, ui.theme.control + ui.em(0.375f)), 1);
  cut_top(body, ui.em(0.75f));
  if (lab.tab == Panel::code) {
    panel(lab, page, "code", body, code_panel, true);
  } else {
    panel(lab, page, "train", body, train_panel, true);
  }
}

void three_columns(LabState& lab, Page& page, Rect body) {
  const float gap = lab.ui.em(1);
  const float columns = body.width() - 2 * gap;
  panel(lab, page, "draw", cut_left(body, std::floor(0.355f * columns)), draw_panel, true);
  cut_left(body, gap);
  panel(lab, page, "train", cut_left(body, std::floor(0.345f * columns)), train_panel, true);
  cut_left(body, gap);
  panel(lab, page, "code", body, code_panel, true);
}

void lay_out(LabState& lab, Page& page, Rect screen, Form form) {
  Ui& ui = lab.ui;
  const float most = ui.em(116);
  if (screen.width() > most) screen = centred(screen, most, screen.height());
  const bool columns = form == Form::wide || form == Form::medium;
  const float margin = ui.em(columns ? 1.25f : 1);
  Rect bar = inset(cut_top(screen, ui.em(3.5f)), margin, 0);
  if (form == Form::low) {
    const Rect tabs = centred(bar, ui.em(20), ui.theme.control);
    header(lab, bar, true);
    tab_strip(lab, tabs, 0);
    one_panel(lab, page, screen);
    return;
  }
  header(lab, bar, form == Form::narrow);
  if (form == Form::narrow) {
    const Rect tabs = cut_bottom(screen, ui.em(3.75f));
    one_panel(lab, page, screen);
    tab_bar(lab, tabs);
    return;
  }
  Rect body = inset(screen, margin, 0);
  cut_bottom(body, margin);
  if (form == Form::wide) {
    three_columns(lab, page, body);
  } else {
    two_columns(lab, page, body);
  }
  notices(lab, body);
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
  ui.tabs_name_panel = form != Form::wide;
  apply_size(ui.theme, ui.theme.em, ui.large_targets);

  // Edges are soft over one pixel of the screen, not one of the page, and curves as fine.
  const float pixel = 1 / std::max(io.DisplayFramebufferScale.x, 0.5f);
  GImGui->DrawListSharedData.InitialFringeScale = pixel;
  ImGui::GetStyle().CircleTessellationMaxError = 0.25f * pixel;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  ImGui::Begin("Hourglass", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
  // ImGui notes the screen's density in a font when it is pushed; text is drawn with both directly.
  ImGui::PushFont(ui.theme.semibold, ui.theme.size(Type::strong));
  ImGui::PopFont();
  lay_out(lab, page, {{0, 0}, screen}, form);
  ImGui::End();
  // ImGui hands out press and release one frame at a time.
  ui.again = ui.again || !GImGui->InputEventsQueue.empty();
}

}  // namespace hourglass
