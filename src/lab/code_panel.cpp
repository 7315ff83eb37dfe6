// Code: every number that passes the waist as a bar to pull at, and the strip between two digits.
#include <algorithm>
#include <cmath>

#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

// A heading, three lines and a button beside the tile.
float decoded_height(const Ui& ui) {
  return line_height(ui, Type::strong) + 3 * line_height(ui, Type::small) + ui.em(0.75f) +
         ui.theme.control;
}

void decoded(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  const CodeStudy& code = lab.code;
  const bool any = code.code.size() > 0;
  digit_tile(lab, "tile-decoded", cut_left(row, row.height()), lab.tiles.decoded, ColourMap::paper,
             "The decoder's picture of the bars below: no drawing needed, the numbers are enough.");
  cut_left(row, ui.em(1));
  const auto held = std::count(code.held.begin(), code.held.end(), true);
  const char* title = !any        ? "No code yet"
                      : held == 0 ? "The code of your drawing"
                      : held == 1 ? "1 number set by hand"
                                  : format("%d numbers set by hand", static_cast<int>(held));
  draw_text(ui, cut_top(row, line_height(ui, Type::strong)), Type::strong, colour::kTextStrong,
            title);
  const Rect press = cut_bottom(row, ui.theme.control);
  const char* words = any ? "Pull at a bar and see what the decoder makes of it. The others go on "
                            "following the pen."
                          : "It appears as soon as the weights have arrived.";
  draw_paragraph(ui, row, Type::small, colour::kTextSoft, words);
  const char* label = "Back to the digit";
  const float width = std::min(press.width(), ui.em(10.5f));
  if (button(ui, "code-reset", {press.min, {press.min.x + width, press.max.y}}, Icon::restore,
             label, Look::plain, held > 0)) {
    let_go(lab.code);
    lab.code_changed = ui.again = true;
  }
}

// The bars are drawn in a grid of this many columns.
struct Grid {
  int columns, rows;
  float height;  // of a row
};

Grid grid_of(const Ui& ui, Index count, float width, float room) {
  const float narrowest = ui.em(ui.large_targets ? 2.5f : 1.25f);
  int columns = std::clamp(static_cast<int>(width / narrowest), 4, 16);
  columns = std::min(columns, static_cast<int>(std::max<Index>(count, 1)));
  const int rows = (static_cast<int>(count) + columns - 1) / columns;
  columns = (static_cast<int>(count) + rows - 1) / rows;
  const float height = std::clamp(room / static_cast<float>(rows), ui.em(4.5f), ui.em(16));
  return {columns, rows, height};
}

void bar(LabState& lab, Index i, const Rect& rect) {
  Ui& ui = lab.ui;
  CodeStudy& study = lab.code;
  const char* name = format("code-slider-%d", static_cast<int>(i));
  const Press at = press_area(ui, name, rect, ui.em(0.25f));
  const float range = study.highest - study.lowest;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (at.held && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    ui.claimed = true;
    const float t = std::clamp((rect.max.y - mouse.y) / rect.height(), 0.0f, 1.0f);
    const float value = study.lowest + t * range;
    if (value != study.code[i]) {
      hold(study, i, value);
      lab.code_changed = ui.again = true;
    }
  }
  const bool held = study.held[static_cast<std::size_t>(i)];
  const float value = std::clamp(study.code[i], study.lowest, study.highest);
  auto y = [&](float v) { return rect.max.y - (v - study.lowest) / range * rect.height(); };
  const float zero = y(0);
  const float end = y(value);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float rounding = ui.em(0.1875f);
  list->AddRectFilled(rect.min, rect.max,
                      at.hovered || at.held ? colour::kControlHover : colour::kControl,
                      ui.em(0.25f));
  const ImU32 tone = value < 0 ? colour::kNoise : colour::kAccent;
  const ImU32 fill = held || at.held ? tone : colour::faded(tone, at.hovered ? 0.85f : 0.6f);
  list->AddRectFilled({rect.min.x, std::min(zero, end)}, {rect.max.x, std::max(zero, end) + 1},
                      fill, rounding);
  list->AddLine({rect.min.x, zero}, {rect.max.x, zero}, colour::faded(colour::kTextFaint, 0.5f));
  if (held) {
    list->AddRectFilled({rect.min.x, end - ui.em(0.1f)}, {rect.max.x, end + ui.em(0.1f)},
                        IM_COL32_WHITE, ui.em(0.1f));
  }
  explain(ui, format("Number %d of the code: %.2f", static_cast<int>(i) + 1,
                     static_cast<double>(study.code[i])));
}

void bars(LabState& lab, Rect area, const Grid& grid) {
  const Ui& ui = lab.ui;
  const Index count = std::min(lab.code.code.size(), CodeStudy::kMaxSliders);
  const float gap = ui.em(0.25f);
  for (int r = 0; r < grid.rows; ++r) {
    Rect row = cut_top(area, grid.height);
    row.max.y -= ui.em(0.5f);
    for (int c = 0; c < grid.columns; ++c) {
      const Index i = static_cast<Index>(r) * grid.columns + c;
      if (i < count) bar(lab, i, cell(row, c, grid.columns, gap));
    }
  }
}

void placeholder_bars(const Ui& ui, const Rect& area) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i < 16; ++i) {
    const Rect place = cell(area, i, 16, ui.em(0.25f));
    list->AddRectFilled(place.min, place.max, colour::kControl, ui.em(0.25f));
  }
}

const char* end_words(const LabState& lab, int end) {
  const Index which = lab.code.ends[end];
  if (which == CodeStudy::kDrawing) return "Your drawing";
  return format("Digit %d of %d", static_cast<int>(which) + 1,
                static_cast<int>(lab.code.gallery.cols()));
}

// One end of the strip: a tile with words beside it, pressed as a whole.
void strip_end(LabState& lab, const Rect& rect, int end) {
  Ui& ui = lab.ui;
  const Press at = press_area(ui, end == 0 ? "strip-a" : "strip-b", rect, 0.5f * rect.height());
  if (at.pressed) {
    next_end(lab.code, end);
    lab.strip_changed = ui.again = true;
  }
  explain(ui, "Press for another digit.");
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max,
                      at.held      ? colour::kControlHeld
                      : at.hovered ? colour::kControlHover
                                   : colour::kControl,
                      ui.theme.rounding());
  Rect inner = inset(rect, ui.em(0.3125f));
  const Rect tile = end == 0 ? cut_left(inner, inner.height()) : cut_right(inner, inner.height());
  lab.digits.begin(list);
  digit_picture(lab, tile, lab.tiles.ends[end], ColourMap::paper);
  lab.digits.end(list);
  inner = inset(inner, ui.em(0.5f), 0);
  const Align align = end == 0 ? Align::left : Align::right;
  const Rect title = cut_top(inner, 0.5f * inner.height());
  draw_text(ui, title, Type::small, colour::kTextFaint, end == 0 ? "From" : "To", align);
  draw_text(ui, inner, Type::small, colour::kTextStrong, end_words(lab, end), align);
}

float strip_tile(const Ui& ui, float width) {
  return std::floor((width - (CodeStudy::kSteps - 1) * ui.em(0.25f)) / CodeStudy::kSteps);
}

float strip_height(const Ui& ui, float width) {
  const float row = line_height(ui, Type::small) + ui.em(0.125f) + strip_tile(ui, width);
  return line_height(ui, Type::strong) + ui.em(0.375f) + ui.em(3.25f) + ui.em(0.625f) + 2 * row +
         ui.em(0.625f);
}

// The step of the strip under the pointer, larger, above it.
void loupe(LabState& lab, const Rect& strip_rows, int step) {
  const Ui& ui = lab.ui;
  const float tile = ui.em(6.5f);
  const float pad = ui.em(0.625f);
  const float line = line_height(ui, Type::small);
  const ImVec2 size(2 * tile + 3 * pad, tile + line + 2 * pad + ui.em(0.25f));
  const float share = static_cast<float>(step) / (CodeStudy::kSteps - 1);
  const float middle = strip_rows.min.x + share * strip_rows.width();
  const float left =
      std::clamp(middle - 0.5f * size.x, strip_rows.min.x, strip_rows.max.x - size.x);
  const float top = strip_rows.min.y - ui.em(0.25f) - size.y;
  const Rect card{{left, top}, {left + size.x, top + size.y}};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled(card.min, card.max, colour::rgb(0x2b333c), ui.theme.rounding() + pad);
  Rect inner = inset(card, pad);
  const Rect words = cut_bottom(inner, line);
  cut_bottom(inner, ui.em(0.25f));
  lab.digits.begin(list);
  for (int r = 0; r < 2; ++r) {
    const Rect place = r == 0 ? cut_left(inner, tile) : cut_right(inner, tile);
    lab.digits.draw(list, lab.tiles.strip[r][step], place.min, place.max, ColourMap::paper,
                    ui.theme.rounding());
  }
  lab.digits.end(list);
  const char* text[] = {"codes", "pixels"};
  for (int r = 0; r < 2; ++r) {
    const char* mix = format("%s, %.0f : %.0f", text[r], 100.0 * (1 - static_cast<double>(share)),
                             100.0 * static_cast<double>(share));
    ImFont* font = ui.theme.regular;
    const float x = r == 0 ? words.min.x : words.max.x - tile;
    list->AddText(font, ui.theme.size(Type::small), {x, words.min.y}, colour::kText, mix);
  }
}

void strip_rows(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const char* titles[] = {"Blending codes: digits all the way",
                          "Blending pixels: a double exposure"};
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int r = 0; r < 2; ++r) {
    draw_text(ui, cut_top(area, line_height(ui, Type::small)), Type::small, colour::kTextSoft,
              titles[r]);
    cut_top(area, ui.em(0.125f));
    const Rect row = cut_top(area, strip_tile(ui, area.width()));
    lab.digits.begin(list);
    for (int i = 0; i < CodeStudy::kSteps; ++i) {
      const Rect place = cell(row, i, CodeStudy::kSteps, ui.em(0.25f));
      digit_picture(lab, place, lab.tiles.strip[r][i], ColourMap::paper);
    }
    lab.digits.end(list);
    cut_top(area, ui.em(0.625f));
  }
}

void strip(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  section_heading(lab, area, "From one digit to another");
  const Rect ends = cut_top(area, ui.em(3.25f));
  const float swap = ui.theme.control;
  Rect a = ends;
  const Rect b = cut_right(a, 0.5f * (ends.width() - swap));
  const Rect middle = cut_right(a, swap);
  strip_end(lab, a, 0);
  strip_end(lab, b, 1);
  if (button(ui, "strip-swap", centred(middle, swap, swap), Icon::swap, "", Look::ghost)) {
    std::swap(lab.code.ends[0], lab.code.ends[1]);
    lab.strip_changed = ui.again = true;
  }
  cut_top(area, ui.em(0.625f));

  ImGui::SetCursorScreenPos(area.min);
  ImGui::InvisibleButton("strip", area.size());
  name_item(ui, "strip", area);
  strip_rows(lab, area);
  const bool touched = ui.fingers ? ImGui::IsItemActive() : ImGui::IsItemHovered();
  if (!touched) return;
  ui.claimed = ui.claimed || ui.fingers;
  const float share = (ImGui::GetIO().MousePos.x - area.min.x) / area.width();
  const int step = static_cast<int>(share * CodeStudy::kSteps);
  loupe(lab, area, std::clamp(step, 0, static_cast<int>(CodeStudy::kSteps) - 1));
}

void all_bars(LabState& lab, const Rect& place, const Grid& grid) {
  if (lab.code.code.size() > 0) {
    bars(lab, place, grid);
  } else {
    placeholder_bars(lab.ui, place);
  }
}

}  // namespace

float code_panel(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  const Index count = lab.code.code.size();
  const Index shown = count > 0 ? std::min(count, CodeStudy::kMaxSliders) : 16;
  if (area.width() > ui.em(42)) {  // two columns: a phone on its side
    Rect left = cut_left(area, std::floor(0.48f * area.width()));
    cut_left(area, ui.theme.section());
    const Grid grid = grid_of(ui, shown, area.width(), area.height());
    all_bars(lab, cut_top(area, grid.height * static_cast<float>(grid.rows)), grid);
    decoded(lab, cut_top(left, decoded_height(ui)));
    cut_top(left, ui.em(0.875f));
    strip(lab, cut_top(left, strip_height(ui, left.width())));
    return std::max(left.min.y, area.min.y);
  }
  if (!ui.tabs_name_panel) {
    const char* remark =
        count > 0 ? format("%s numbers instead of 784 pixels", grouped(count)) : "";
    panel_heading(lab, area, "Code", remark);
  }
  decoded(lab, cut_top(area, decoded_height(ui)));
  cut_top(area, ui.theme.section());
  const float strip_room = strip_height(ui, area.width()) + ui.em(0.875f);
  const Grid grid = grid_of(ui, shown, area.width(), area.height() - strip_room);
  all_bars(lab, cut_top(area, grid.height * static_cast<float>(grid.rows)), grid);
  cut_top(area, ui.em(0.875f));
  strip(lab, cut_top(area, strip_height(ui, area.width())));
  return area.min.y;
}

}  // namespace hourglass
