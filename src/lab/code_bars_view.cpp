// Every number of the code as a bar to pull at, and what one of them does as a film strip.
#include <algorithm>
#include <cmath>

#include "lab/code_view.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr Index kMostBars = 64;  // at a time

// The bars are drawn in a grid of this many columns.
struct BarGrid {
  int columns, rows;
  float height;  // of a row
};

float least_height(const Ui& ui) { return ui.em(5.5f); }

// As many as are wide enough for a finger, and for the number below.
int most_columns(const LabState& lab, float width) {
  const Ui& ui = lab.ui;
  const float label = text_width(ui, Type::small, grouped(lab.code.code.size()));
  const float least = std::max(ui.em(ui.large_targets ? 2.5f : 1.25f), label + ui.em(0.375f));
  return std::clamp(static_cast<int>(width / least), 4, 16);
}

// Bars of a page: as many as there is room for, and at least four rows of them.
Index page_length(const LabState& lab, float width, float room) {
  const int rows = std::max(4, static_cast<int>(room / least_height(lab.ui)));
  const Index length = std::min<Index>(kMostBars, Index{rows} * most_columns(lab, width));
  return std::max<Index>(1, std::min(length, lab.code.code.size()));
}

BarGrid grid_of(const LabState& lab, Index count, float width, float room) {
  const Ui& ui = lab.ui;
  int columns = std::min(most_columns(lab, width), static_cast<int>(std::max<Index>(count, 1)));
  const int rows = (static_cast<int>(count) + columns - 1) / columns;
  columns = (static_cast<int>(count) + rows - 1) / rows;
  return {columns, rows, std::clamp(room / static_cast<float>(rows), least_height(ui), ui.em(16))};
}

// What the bar at this place of all pages stands for.
Index dimension_at(const LabState& lab, Index place) {
  const CodeSpread* spread = lab.code_views.spread.result();
  return lab.code_views.look.by_spread && spread
             ? spread->by_deviation[static_cast<std::size_t>(place)]
             : place;
}

void draw_bar(const LabState& lab, Index i, const Rect& rect, const Press& at) {
  const Ui& ui = lab.ui;
  const LiveCode& live = lab.code;
  const bool held = live.held[static_cast<std::size_t>(i)];
  auto y = [&](float value) {
    const float share = (value - live.lowest) / (live.highest - live.lowest);
    return rect.max.y - std::clamp(share, 0.0f, 1.0f) * rect.height();
  };
  const float zero = y(0), end = y(live.code[i]);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max, palette().control, ui.em(0.25f));
  const DimensionRange range = range_of(lab, i);
  if (lab.code_views.spread.result()) {
    list->AddRectFilled({rect.min.x, y(range.high)}, {rect.max.x, y(range.low) + 1},
                        palette().scroll, ui.em(0.1875f));
  }
  const ImU32 tone = live.code[i] < 0 ? palette().noise : palette().accent;
  const float side = std::floor(0.16f * rect.width());
  list->AddRectFilled(
      {rect.min.x + side, std::min(zero, end)}, {rect.max.x - side, std::max(zero, end) + 1},
      held || at.held ? tone : colour::faded(tone, at.hovered ? 0.95f : 0.75f), ui.em(0.125f));
  list->AddLine({rect.min.x, zero}, {rect.max.x, zero}, colour::faded(palette().text_faint, 0.6f));
  if (held) {
    list->AddRectFilled({rect.min.x, end - ui.em(0.1f)}, {rect.max.x, end + ui.em(0.1f)},
                        palette().text_strong, ui.em(0.1f));
  }
}

void set_by_hand(LabState& lab, Index i, float value) {
  lab.code_views.look.dimension = i;
  if (value == lab.code.code[i]) return;
  hold(lab.code, i, value);
  code_was_set(lab);
}

void bar(LabState& lab, Index i, const Rect& rect) {
  Ui& ui = lab.ui;
  const LiveCode& live = lab.code;
  const Press at =
      press_area(ui, format("code-slider-%d", static_cast<int>(i)), rect, ui.em(0.25f));
  const float range = live.highest - live.lowest;
  if (at.held && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    ui.claimed = true;
    const float t = (rect.max.y - ImGui::GetIO().MousePos.y) / rect.height();
    set_by_hand(lab, i, live.lowest + std::clamp(t, 0.0f, 1.0f) * range);
  }
  if (const int steps = key_steps(ImGuiKey_DownArrow, ImGuiKey_UpArrow); steps != 0) {
    const float value = live.code[i] + 0.02f * static_cast<float>(steps) * range;
    set_by_hand(lab, i, std::clamp(value, live.lowest, live.highest));
  }
  draw_bar(lab, i, rect, at);
  const DimensionRange used = range_of(lab, i);
  explain(ui, lab.code_views.spread.result()
                  ? format("Number %d of the code: %.2f. Test digits give it %.2f to %.2f, the "
                           "band in the bar.",
                           static_cast<int>(i) + 1, static_cast<double>(live.code[i]),
                           static_cast<double>(used.low), static_cast<double>(used.high))
                  : format("Number %d of the code: %.2f", static_cast<int>(i) + 1,
                           static_cast<double>(live.code[i])));
}

// Which number it is; pressed to see what it does.
void foot(LabState& lab, Index i, const Rect& rect) {
  Ui& ui = lab.ui;
  const Press at = press_area(ui, format("code-foot-%d", static_cast<int>(i)), rect, ui.em(0.25f));
  if (at.pressed) lab.code_views.look.dimension = i;
  const bool on = shown_dimension(lab.code_views) == i;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 tone = on           ? palette().accent
                     : at.hovered ? palette().text_strong
                                  : palette().text_faint;
  if (on) list->AddRectFilled(rect.min, rect.max, colour::faded(tone, 0.2f), ui.em(0.25f));
  draw_text(ui, rect, Type::small, tone, grouped(i + 1), Align::centre);
  explain(ui, format("See what number %d does.", static_cast<int>(i) + 1));
}

void bars(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  const Index all = lab.code.code.size();
  const Index length = page_length(lab, area.width(), area.height());
  const Index first = lab.code_views.look.page * length;
  const Index count = std::min(length, all - first);
  const BarGrid grid = grid_of(lab, length, area.width(), area.height());
  for (int r = 0; r < grid.rows; ++r) {
    Rect row = cut_top(area, grid.height);
    row.max.y -= ui.em(0.375f);
    const Rect feet = cut_bottom(row, ui.em(1.25f));
    row.max.y -= ui.em(0.125f);
    for (int c = 0; c < grid.columns; ++c) {
      const Index place = static_cast<Index>(r) * grid.columns + c;
      if (place >= count) continue;
      const Index i = dimension_at(lab, first + place);
      bar(lab, i, cell(row, c, grid.columns, ui.em(0.25f)));
      foot(lab, i, cell(feet, c, grid.columns, ui.em(0.25f)));
    }
  }
}

void placeholder_bars(const Ui& ui, Rect area) {
  area = cut_top(area, std::min(area.height(), ui.em(16)));
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i < 16; ++i) {
    const Rect place = cell(area, i, 16, ui.em(0.25f));
    list->AddRectFilled(place.min, place.max, palette().control, ui.em(0.25f));
  }
}

struct Parts {
  Rect pages, bars, film;  // pages: nothing where one page holds all
};

Parts parts_of(const LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  Parts parts{};
  const Rect whole = area;
  parts.film = cut_bottom(area, film_height(ui, area.width()));
  cut_bottom(area, ui.em(0.375f));
  if (page_length(lab, area.width(), area.height()) < lab.code.code.size()) {
    parts.pages = cut_bottom(area, ui.theme.control);
    cut_bottom(area, ui.em(0.375f));
  }
  parts.bars = {whole.min, area.max};
  return parts;
}

void choose_page(LabState& lab, Rect row, Index length) {
  Ui& ui = lab.ui;
  Index& page = lab.code_views.look.page;
  const Index count = lab.code.code.size(), pages = (count + length - 1) / length;
  page = std::min(page, pages - 1);
  const float side = ui.theme.control;
  if (button(ui, "code-page-previous", cut_left(row, side), Icon::chevron_left, "", Look::plain,
             page > 0)) {
    --page;
  }
  if (button(ui, "code-page-next", cut_right(row, side), Icon::chevron_right, "", Look::plain,
             page + 1 < pages)) {
    ++page;
  }
  draw_text(ui, row, Type::small, palette().text_soft,
            format("%s – %s of %s", grouped(page * length + 1),
                   grouped(std::min(count, (page + 1) * length)), grouped(count)),
            Align::centre);
}

}  // namespace

ViewSize bars_view_size(LabState& lab, float width) {
  const Ui& ui = lab.ui;
  const Index count = std::max<Index>(1, page_length(lab, width, 0));
  const float rows =
      std::ceil(static_cast<float>(count) / static_cast<float>(most_columns(lab, width)));
  const bool pages = count < lab.code.code.size();
  return {decoded_height(ui) + ui.em(0.625f) + ui.theme.control,
          rows * least_height(ui) + ui.em(0.375f) + film_height(ui, width) +
              (pages ? ui.theme.control + ui.em(0.375f) : 0)};
}

void bars_view_controls(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  decoded(
      lab, cut_top(area, decoded_height(ui)),
      "Pull at a bar and see what the decoder makes of it. The others go on following the pen.");
  cut_top(area, ui.em(0.625f));
  Rect row = cut_top(area, ui.theme.control);
  const Index count = lab.code.code.size();
  constexpr const char* kOrders[] = {"In order", "By spread"};
  int order = lab.code_views.look.by_spread ? 1 : 0;
  if (segmented(ui, "code-order", cut_right(row, ui.em(11.5f)), kOrders, kOrders, order,
                palette().accent)) {
    lab.code_views.look.by_spread = order == 1;
    lab.code_views.look.page = 0;
    ui.again = true;
  }
  draw_text(
      ui, row, Type::small, palette().text_soft,
      count == 0 ? "" : format(count < 784 ? "%s numbers, not 784" : "%s numbers", grouped(count)));
}

void bars_view_picture(LabState& lab, Rect area) {
  if (lab.code.code.size() == 0) {
    const Parts parts = parts_of(lab, area);
    placeholder_bars(lab.ui, parts.bars);
    film_strip(lab, parts.film);
    return;
  }
  const Parts parts = parts_of(lab, area);
  if (parts.pages.height() > 0) {
    choose_page(lab, parts.pages, page_length(lab, parts.bars.width(), parts.bars.height()));
  } else {
    lab.code_views.look.page = 0;
  }
  bars(lab, parts.bars);
  film_strip(lab, parts.film);
}

}  // namespace hourglass
