// Morph: from one image to another, through the codes and through the pixels.
#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/digit_tile.h"
#include "lab/image_picker.h"
#include "lab/morph_strip.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

bool ends_are(const MorphStudy& morph, bool (*what)(const ImageSource&)) {
  return what(morph.choice.ends[0]) || what(morph.choice.ends[1]);
}

bool is_of_data(const ImageSource& source) { return source.kind == SourceKind::test; }
bool is_kept(const ImageSource& source) { return source.kind == SourceKind::kept; }

bool ends_have_changed(LabState& lab) {
  MorphStudy& morph = lab.morph;
  const Changes changes = take_changes(lab, Panel::morph);
  const bool other_drawer =
      std::exchange(morph.drawer_version, lab.drawer.version) != lab.drawer.version;
  return std::exchange(morph.changed, false) || changes.model ||
         (changes.drawing && ends_are(morph, is_of_drawing)) ||
         (changes.data && ends_are(morph, is_of_data)) ||
         (other_drawer && ends_are(morph, is_kept));
}

void show_strip(LabState& lab, const Column<float>& a, const Column<float>& b) {
  MorphStudy& morph = lab.morph;
  show_image(lab, morph.end_tiles[0], a);
  show_image(lab, morph.end_tiles[1], b);
  for (Index i = 0; i < MorphStudy::kSteps; ++i) {
    const bool any = morph.through_codes.cols() > i;
    show_image(lab, morph.tiles[0][i],
               any ? Column<float>(morph.through_codes.col(i)) : Column<float>());
    show_image(lab, morph.tiles[1][i], morph.through_pixels.col(i));
  }
}

void play(LabState& lab) {
  MorphStudy& morph = lab.morph;
  if (!morph.playing) return;
  morph.phase =
      std::fmod(morph.phase + std::min(ImGui::GetIO().DeltaTime, 0.05f), 2 * kMorphSeconds);
  const Index position = position_at(morph.phase);
  morph.moved |= position != morph.choice.position;
  morph.choice.position = position;
  lab.ui.again = true;
}

// What has changed is brought up to date: pictures at once, what is measured a part in each frame.
void follow_ends(LabState& lab) {
  MorphStudy& morph = lab.morph;
  if (ends_have_changed(lab)) {
    const Sources from = sources_of(lab);
    const Column<float> a = image_of(morph.choice.ends[0], from);
    const Column<float> b = image_of(morph.choice.ends[1], from);
    walk(morph, a, b, lab.inference);
    show_strip(lab, a, b);
    morph.moved = lab.ui.again = true;
  } else {
    if (morph.survey != lab.now->survey) use_survey(morph, lab.now->survey);
    lab.ui.again |= measure_next(morph, lab.inference, lab.now->data.get(), lab.workers);
  }
  play(lab);
  if (!std::exchange(morph.moved, false)) return;
  blend(morph, lab.inference);
  for (int way = 0; way < 2; ++way) show_image(lab, morph.blend_tiles[way], morph.blends[way]);
}

// One end: a tile with words beside it, pressed as a whole.
void end_button(LabState& lab, const Rect& rect, int end) {
  Ui& ui = lab.ui;
  const char* sheet = end == 0 ? "sheet-a" : "sheet-b";
  const Press at = press_area(ui, end == 0 ? "strip-a" : "strip-b", rect, ui.theme.rounding());
  explain(ui, "Press to pick another image.");
  if (at.pressed) open_image_picker(lab, sheet);
  if (const auto picked = image_picker(lab, sheet, rect, OffersDrawing::yes)) {
    lab.morph.choice.ends[end] = picked->source;
    lab.morph.changed = ui.again = true;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min, rect.max,
                      at.held      ? palette().control_held
                      : at.hovered ? palette().control_hover
                                   : palette().control,
                      ui.theme.rounding());
  Rect inner = inset(rect, ui.em(0.3125f));
  const Rect tile = end == 0 ? cut_left(inner, inner.height()) : cut_right(inner, inner.height());
  lab.digits.begin(list);
  digit_picture(lab, tile, lab.morph.end_tiles[end], ColourMap::paper);
  lab.digits.end(list);
  inner = inset(inner, ui.em(0.5f), 0);
  const Align align = end == 0 ? Align::left : Align::right;
  std::string title = title_of(lab.morph.choice.ends[end], sources_of(lab));
  if (text_width(ui, Type::small, title.c_str()) > inner.width())
    title.resize(std::min(title.size(), title.find(',')));
  const Rect upper = cut_top(inner, 0.5f * inner.height());
  draw_text(ui, upper, Type::small, palette().text_faint, end == 0 ? "From" : "To", align);
  draw_text(ui, inner, Type::small, palette().text_strong, title.c_str(), align);
}

void ends(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  const float swap = ui.theme.control;
  const Rect b = cut_right(row, 0.5f * (row.width() - swap));
  const Rect middle = cut_right(row, swap);
  end_button(lab, row, 0);
  end_button(lab, b, 1);
  if (button(ui, "strip-swap", centred(middle, swap, swap), Icon::swap, "", Look::ghost)) {
    MorphChoice& choice = lab.morph.choice;
    std::swap(choice.ends[0], choice.ends[1]);
    choice.position = MorphChoice::kPositions - 1 - choice.position;
    lab.morph.phase = phase_of(choice.position);
    lab.morph.changed = ui.again = true;
  }
  explain(ui, "From the other end.");
}

void way_choice(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  const char* title = "Way between the codes";
  const char* names[] = {"Straight", "Spherical"};
  draw_text(ui, cut_left(row, text_width(ui, Type::small, title) + ui.em(1)), Type::small,
            palette().text_soft, title);
  int way = lab.morph.choice.spherical ? 1 : 0;
  if (segmented(ui, "morph-path", row, names, names, way, palette().accent)) {
    lab.morph.choice.spherical = way == 1;
    lab.morph.changed = ui.again = true;
  }
  explain(ui,
          "The spherical way turns from one code to the other and keeps the length that codes "
          "have; the straight one cuts across.");
}

void player_pictures(LabState& lab, const Rect& row, float side) {
  Ui& ui = lab.ui;
  const char* names[] = {"morph-codes", "morph-pixels"};
  const char* titles[] = {"Through codes", "Through pixels"};
  const char* sentences[] = {"The two codes are mixed, and the mixture is decoded.",
                             "The two images themselves are mixed, pixel by pixel."};
  const Rect both = centred(row, 2 * side + ui.em(0.75f), row.height());
  for (int way = 0; way < 2; ++way) {
    Rect place = cell(both, way, 2, ui.em(0.75f));
    const Rect words = cut_bottom(place, line_height(ui, Type::small));
    cut_bottom(place, ui.em(0.25f));
    digit_tile(lab, names[way], place, lab.morph.blend_tiles[way], ColourMap::paper,
               sentences[way]);
    draw_text(ui, words, Type::small, palette().text_soft, titles[way], Align::centre);
  }
}

void player_controls(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  MorphStudy& morph = lab.morph;
  if (!lab.reduced_motion) {
    const Rect place = cut_left(row, ui.theme.control);
    cut_left(row, ui.em(0.625f));
    const Icon icon = morph.playing ? Icon::pause : Icon::play;
    if (button(ui, "morph-play", place, icon, "", Look::plain)) {
      morph.playing = !morph.playing;
      morph.phase = phase_of(morph.choice.position);
    }
    explain(ui, morph.playing ? "Stop here." : "From one to the other and back again.");
  }
  constexpr float kLast = MorphChoice::kPositions - 1;
  float share = static_cast<float>(morph.choice.position) / kLast;
  const char* value = format("%.0f %%", 100 * static_cast<double>(share));
  if (slider(ui, "morph-position", row, {"", value, 0, ui.em(3)}, share, palette().accent)) {
    morph.choice.position = static_cast<Index>(std::round(share * kLast));
    morph.playing = false;
    morph.moved = ui.again = true;
  }
}

float fixed_height(const Ui& ui) {  // of what is above the strip, without the large pictures
  return ui.em(3.25f) + 2 * ui.theme.control + line_height(ui, Type::small) + ui.em(0.25f) +
         3 * ui.em(0.75f);
}

// Cut from the top of the area, the pictures at most `side` large.
void player(LabState& lab, Rect& area, float side) {
  const Ui& ui = lab.ui;
  ends(lab, cut_top(area, ui.em(3.25f)));
  cut_top(area, ui.em(0.75f));
  way_choice(lab, cut_top(area, ui.theme.control));
  cut_top(area, ui.em(0.75f));
  side = std::floor(std::min(side, 0.5f * (area.width() - ui.em(0.75f))));
  player_pictures(lab, cut_top(area, side + ui.em(0.25f) + line_height(ui, Type::small)), side);
  cut_top(area, ui.em(0.75f));
  player_controls(lab, cut_top(area, ui.theme.control));
}

void strip_and_graph(LabState& lab, Rect& area) {
  const Ui& ui = lab.ui;
  morph_strip(lab, cut_top(area, morph_strip_height(ui, area.width())));
  cut_top(area, ui.em(1));
  morph_graph(lab, cut_top(area, morph_graph_height(ui)));
}

}  // namespace

float morph_panel(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  follow_ends(lab);
  if (!ui.tabs_name_panel) panel_heading(lab, area, "Morph", "");
  const float least = ui.em(7);
  if (area.width() > ui.em(42)) {
    Rect left = cut_left(area, std::floor(0.5f * (area.width() - ui.theme.section())));
    cut_left(area, ui.theme.section());
    player(lab, left, std::max(least, left.height() - fixed_height(ui)));
    strip_and_graph(lab, area);
    return std::max(left.min.y, area.min.y);
  }
  const float below = morph_strip_height(ui, area.width()) + ui.em(1) + morph_graph_height(ui);
  player(lab, area, std::max(ui.em(9), area.height() - fixed_height(ui) - ui.em(1) - below));
  cut_top(area, ui.em(1));
  strip_and_graph(lab, area);
  return area.min.y;
}

}  // namespace hourglass
