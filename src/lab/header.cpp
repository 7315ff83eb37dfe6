// The bar at the top, and the headings that all panels share.
#include <algorithm>

#include "lab/data_view.h"
#include "lab/panels.h"
#include "lab/run_undo.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

void recipe_picker(LabState& lab, const Rect& place, bool short_name) {
  Ui& ui = lab.ui;
  const Recipe& current = lab.now->recipe;
  const bool any = !lab.now->parameters.empty();
  const char* words = !any         ? "Recipe"
                      : short_name ? format("Recipe %s", current.name.c_str())
                                   : format("%s · %s", current.name.c_str(), current.title.c_str());
  if (!shows(lab, Control::recipe)) {
    name_item(ui, "recipe-name", place);
    const Align align = short_name ? Align::right : Align::left;
    return draw_text(ui, place, Type::strong, palette().text, words, align);
  }
  const float width = std::min(ui.em(24), ImGui::GetIO().DisplaySize.x - ui.em(1));
  if (!begin_list(ui, "recipe", place, words, width)) return;
  for (const Recipe& recipe : lab.recipes) {
    const char* title = format("%s · %s", recipe.name.c_str(), recipe.title.c_str());
    const char* name = format("recipe-%s", recipe.name.c_str());
    const bool is_current = any && recipe.name == current.name;
    const char* tag = offer_for(lab.pretrained, recipe.name) ? "trained" : "";
    if (list_row(ui, name, title, recipe.description.c_str(), is_current, tag)) {
      offer_run_back(lab, "Recipe changed");
      lab.session.send(UseRecipe{recipe});
    }
  }
  end_list();
}

// A quiet label with a dot; cut from the right of the bar.
void badge(Ui& ui, Rect& bar, const char* words, ImU32 dot, const char* sentence) {
  const float width = text_width(ui, Type::small, words) + ui.em(0.875f);
  Rect place = cut_right(bar, width);
  ImGui::SetCursorScreenPos(place.min);
  ImGui::InvisibleButton(words, place.size());
  explain(ui, sentence);
  ImGui::GetWindowDrawList()->AddCircleFilled({place.min.x + ui.em(0.375f), place.middle().y},
                                              ui.em(0.21f), dot, 16);
  cut_left(place, ui.em(0.875f));
  draw_text(ui, place, Type::small, palette().text_soft, words);
  cut_right(bar, ui.em(1.25f));
}

const char* thread_words(const LabState& lab) {
  const char* threads = lab.threads == 0   ? "no threads"
                        : lab.threads == 1 ? "1 thread"
                                           : format("%d threads", lab.threads);
  const char* variant = lab.variant.c_str();
  if (lab.variant.starts_with("relaxed")) variant = "relaxed SIMD";
  if (lab.variant.starts_with("simd")) variant = "SIMD";
  return lab.variant.empty() ? threads : format("%s, %s", variant, threads);
}

const char* thread_sentence(const LabState& lab) {
  if (lab.threads > 0) {
    return "How this build computes, and on how many threads it trains. The page itself always has "
           "its own.";
  }
  if (lab.isolated) {
    return "This build has no threads: training happens in slices between frames, more slowly.";
  }
  return "The page is not cross-origin isolated, so there are no threads: training happens in "
         "slices "
         "between frames, more slowly.";
}

void status(LabState& lab, Rect& bar) {
  const ImU32 dot = lab.threads > 0 ? palette().text_faint : palette().warning;
  badge(lab.ui, bar, thread_words(lab), dot, thread_sentence(lab));
}

void scheme_button(LabState& lab, const Rect& place) {
  const bool dark = palette().scheme == Scheme::dark;
  if (button(lab.ui, "scheme", place, dark ? Icon::sun : Icon::moon, "", Look::ghost)) {
    choose_scheme(lab, dark ? SchemeChoice::light : SchemeChoice::dark);
  }
  explain(lab.ui, dark ? "Light colours." : "Dark colours.");
}

}  // namespace

void header(LabState& lab, const Rect& whole, bool short_form) {
  Ui& ui = lab.ui;
  Rect bar = whole;
  const Rect mark = cut_left(bar, ui.em(1.5f));
  draw_mark(ImGui::GetWindowDrawList(), mark.middle(), ui.em(1.625f));
  cut_left(bar, ui.em(0.5f));
  draw_text(ui, cut_left(bar, ui.em(6.25f)), Type::title, palette().text_strong, "Hourglass");
  if (short_form) {
    const Rect place = cut_right(bar, std::min(bar.width(), ui.em(9)));
    recipe_picker(lab, centred(place, place.width(), ui.theme.control), true);
    return;
  }
  cut_left(bar, ui.em(1));
  const Rect place = cut_left(bar, ui.em(17));
  recipe_picker(lab, centred(place, place.width(), ui.theme.control), false);
  if (shows(lab, Control::colours)) {
    const Rect scheme = cut_right(bar, ui.theme.control);
    scheme_button(lab, centred(scheme, ui.theme.control, ui.theme.control));
    cut_right(bar, ui.em(0.75f));
  }
  if (!shows(lab, Control::status)) return;
  status(lab, bar);
  // So long that a button of the page has room beside it (web/lessons-button.js).
  const float width = std::min({data_picker_width(lab), ui.em(14.5f), bar.width()});
  const Rect data = cut_right(bar, width);
  data_picker(lab, centred(data, data.width(), ui.theme.control));
}

float footer_height(const Ui& ui) {
  return ui.theme.control + ui.em(0.5f) + line_height(ui, Type::small);
}

void footer(LabState& lab, Rect area) {
  if (!shows(lab, Control::status)) return;
  const Ui& ui = lab.ui;
  const Rect row = cut_top(area, ui.theme.control);
  data_picker(lab, centred(row, std::min(data_picker_width(lab), row.width()), row.height()));
  cut_top(area, ui.em(0.5f));
  draw_text(ui, area, Type::small, palette().text_faint, thread_words(lab), Align::centre);
}

Rect panel_heading(LabState& lab, Rect& area, const char* title, const char* remark) {
  const Ui& ui = lab.ui;
  const Rect whole = cut_top(area, ui.theme.control);
  cut_top(area, ui.em(0.625f));
  Rect row = whole;
  const float width = text_width(ui, Type::title, title);
  draw_text(ui, cut_left(row, width + 1), Type::title, palette().text_strong, title);
  cut_left(row, ui.em(0.625f));
  Rect words = row;
  words.min.y += ui.em(0.125f);
  words.max.y += ui.em(0.125f);
  cut_right(words, ui.em(6));
  if (text_width(ui, Type::small, remark) <= words.width()) {
    draw_text(ui, words, Type::small, palette().text_faint, remark);
  }
  return row;
}

Rect section_heading(LabState& lab, Rect& area, const char* title) {
  const Ui& ui = lab.ui;
  const Rect row = cut_top(area, line_height(ui, Type::small));
  cut_top(area, ui.em(0.375f));
  draw_text(ui, row, Type::small, palette().text_soft, title);
  return row;
}

}  // namespace hourglass
