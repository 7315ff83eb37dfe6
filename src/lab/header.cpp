// The bar at the top, and the headings that all panels share.
#include <algorithm>

#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr Index kMnistTrainImages = 60000;

void recipe_picker(LabState& lab, const Rect& place, bool short_name) {
  Ui& ui = lab.ui;
  const Recipe& current = lab.now->recipe;
  const bool any = !lab.now->parameters.empty();
  const char* words = !any         ? "Recipe"
                      : short_name ? format("Recipe %s", current.name.c_str())
                                   : format("%s · %s", current.name.c_str(), current.title.c_str());
  const float width = std::min(ui.em(24), ImGui::GetIO().DisplaySize.x - ui.em(1));
  if (!begin_list(ui, "recipe", place, words, width)) return;
  for (const Recipe& recipe : lab.recipes) {
    const char* title = format("%s · %s", recipe.name.c_str(), recipe.title.c_str());
    const char* name = format("recipe-%s", recipe.name.c_str());
    const bool is_current = any && recipe.name == current.name;
    const char* tag = offer_for(lab.pretrained, recipe.name) ? "trained" : "";
    if (list_row(ui, name, title, recipe.description.c_str(), is_current, tag)) {
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
  draw_text(ui, place, Type::small, colour::kTextSoft, words);
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

const char* data_words(const Snapshot& now) {
  if (now.data_origin.empty()) return "no data yet";
  const bool part = now.data_origin == "MNIST" && now.train_images < kMnistTrainImages;
  return format("%s %s / %s", part ? "MNIST subset" : now.data_origin.c_str(),
                grouped(now.train_images), grouped(now.test_images));
}

const char* data_sentence(const Snapshot& now) {
  if (now.data_origin.empty()) return "The digits to train on have not arrived yet.";
  if (now.data_synthetic) {
    return "Synthetic digits, drawn by this program: MNIST was not at hand. Images to train on / "
           "images to test on.";
  }
  return "Handwritten digits. Images to train on / images to test on.";
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
  const ImU32 dot = lab.threads > 0 ? colour::kTextFaint : colour::kWarning;
  badge(lab.ui, bar, thread_words(lab), dot, thread_sentence(lab));
}

}  // namespace

void header(LabState& lab, const Rect& whole, bool short_form) {
  Ui& ui = lab.ui;
  Rect bar = whole;
  const Rect mark = cut_left(bar, ui.em(1.5f));
  draw_mark(ImGui::GetWindowDrawList(), mark.middle(), ui.em(1.625f));
  cut_left(bar, ui.em(0.5f));
  draw_text(ui, cut_left(bar, ui.em(6.25f)), Type::title, colour::kTextStrong, "Hourglass");
  if (short_form) {
    const Rect place = cut_right(bar, std::min(bar.width(), ui.em(9)));
    recipe_picker(lab, centred(place, place.width(), ui.theme.control), true);
    return;
  }
  cut_left(bar, ui.em(1));
  const Rect place = cut_left(bar, ui.em(17));
  recipe_picker(lab, centred(place, place.width(), ui.theme.control), false);
  status(lab, bar);
  const ImU32 dot = lab.now->data_origin.empty() ? colour::kTextFaint
                    : lab.now->data_synthetic    ? colour::kWarning
                                                 : colour::kNoise;
  badge(ui, bar, data_words(*lab.now), dot, data_sentence(*lab.now));
}

void footer(LabState& lab, const Rect& line) {
  const char* words = format("%s   ·   %s", data_words(*lab.now), thread_words(lab));
  draw_text(lab.ui, line, Type::small, colour::kTextFaint, words, Align::centre);
}

Rect panel_heading(LabState& lab, Rect& area, const char* title, const char* remark) {
  const Ui& ui = lab.ui;
  const Rect whole = cut_top(area, ui.theme.control);
  cut_top(area, ui.em(0.625f));
  Rect row = whole;
  const float width = text_width(ui, Type::title, title);
  draw_text(ui, cut_left(row, width + 1), Type::title, colour::kTextStrong, title);
  cut_left(row, ui.em(0.625f));
  Rect words = row;
  words.min.y += ui.em(0.125f);
  words.max.y += ui.em(0.125f);
  cut_right(words, ui.em(6));
  if (text_width(ui, Type::small, remark) <= words.width()) {
    draw_text(ui, words, Type::small, colour::kTextFaint, remark);
  }
  return row;
}

Rect section_heading(LabState& lab, Rect& area, const char* title) {
  const Ui& ui = lab.ui;
  const Rect row = cut_top(area, line_height(ui, Type::small));
  cut_top(area, ui.em(0.375f));
  draw_text(ui, row, Type::small, colour::kTextSoft, title);
  return row;
}

}  // namespace hourglass
