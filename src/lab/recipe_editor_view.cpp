#include "lab/recipe_editor_view.h"

#include <algorithm>
#include <cmath>

#include "lab/fields.h"
#include "lab/hourglass_picture.h"
#include "lab/panels.h"
#include "lab/run_undo.h"

namespace hourglass {
namespace {

constexpr const char* kPages[] = {"Network", "Training"};

float gap(const Ui& ui) { return ui.em(ui.large_targets ? 0.5f : 0.125f); }

Rect next_row(const Ui& ui, Rect& area) {
  const Rect row = cut_top(area, ui.theme.control);
  cut_top(area, gap(ui));
  return row;
}

const char* place_name(const NetworkSpec& network, std::size_t layer) {
  if (is_code(network, layer)) return "The code";
  if (is_output(network, layer)) return "The output";
  const std::size_t encoders = network.encoder.size();
  return layer < encoders ? format("Encoder, layer %d", static_cast<int>(layer) + 1)
                          : format("Decoder, layer %d", static_cast<int>(layer - encoders) + 1);
}

void kind_field(Ui& ui, const Rect& row, RecipeEditor& editor) {
  const std::vector<LayerKind> kinds = kinds_for(editor.draft.network, editor.selected);
  const LayerKind current = layer_at(editor.draft.network, editor.selected).kind;
  std::vector<const char*> names;
  int chosen = -1;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    names.push_back(kind_name(kinds[i]));
    if (kinds[i] == current) chosen = static_cast<int>(i);
  }
  if (chosen < 0) {  // it does not fit what comes in
    chosen = static_cast<int>(names.size());
    names.push_back(kind_name(current));
  }
  if (!list_field(ui, "layer-kind", row, "Kind", names, chosen)) return;
  set_kind(editor, editor.selected, kinds[static_cast<std::size_t>(chosen)]);
}

void width_field(Ui& ui, const Rect& row, RecipeEditor& editor) {
  const NetworkSpec& network = editor.draft.network;
  const LayerSpec& layer = layer_at(network, editor.selected);
  const WidthRange range = width_range(network, editor.selected);
  const bool channels =
      layer.kind == LayerKind::convolution || layer.kind == LayerKind::transposed_convolution;
  const char* label = channels                            ? "Channels"
                      : is_code(network, editor.selected) ? "Code size"
                                                          : "Width";
  double units = static_cast<double>(layer.units);
  const NumberRange numbers{static_cast<double>(range.lowest), static_cast<double>(range.highest),
                            false, true};
  if (!number_field(ui, "layer-width", row, label, numbers, units)) return;
  set_units(editor, editor.selected, static_cast<Index>(units));
}

bool has_activation(LayerKind kind) {
  return kind == LayerKind::dense || kind == LayerKind::convolution ||
         kind == LayerKind::transposed_convolution;
}

// The layer that is selected: what it is, and what can be set of it.
void layer_fields(LabState& lab, Rect& area, RecipeEditor& editor) {
  Ui& ui = lab.ui;
  Rect heading = next_row(ui, area);
  const Rect remove = cut_right(heading, ui.em(6.5f));
  if (button(ui, "layer-remove", remove, Icon::minus, "Remove", Look::plain,
             can_remove(editor, editor.selected))) {
    remove_layer(editor, editor.selected);
  }
  const NetworkSpec& network = editor.draft.network;
  draw_text(ui, heading, Type::strong, palette().text_strong, place_name(network, editor.selected));
  if (has_width(network, editor.selected)) width_field(ui, next_row(ui, area), editor);
  if (kinds_for(network, editor.selected).size() > 1) {
    kind_field(ui, next_row(ui, area), editor);
  }
  const LayerSpec& layer = layer_at(network, editor.selected);
  if (!has_activation(layer.kind)) return;
  int activation = static_cast<int>(layer.activation);
  if (list_field(ui, "layer-activation", next_row(ui, area), "Activation", kActivationNames,
                 activation)) {
    set_activation(editor, editor.selected, static_cast<Activation>(activation));
  }
}

void mirror_button(LabState& lab, const Rect& row, RecipeEditor& editor) {
  Ui& ui = lab.ui;
  const bool possible = editor.mirrored || can_be_mirrored(editor.draft.network);
  const char* words = editor.mirrored ? "Decoder mirrors encoder" : "Decoder on its own";
  const Rect place{row.min, {row.min.x + std::min(row.width(), ui.em(14.5f)), row.max.y}};
  if (toggle(ui, "mirror", place, Icon::link, words, editor.mirrored, possible)) {
    if (!editor.mirrored) {
      offer_undo(lab.undo, "Decoder mirrored", [before = editor](LabState& it) {
        if (it.train.editor) it.train.editor = before;
      });
    }
    set_mirrored(editor, !editor.mirrored);
  }
  explain(ui, possible ? "Whether the decoder has the encoder's layers backward, or layers of its "
                         "own."
                       : "Convolutional networks are edited layer by layer.");
}

void network_page(LabState& lab, Rect& area, RecipeEditor& editor, std::size_t faulty) {
  Ui& ui = lab.ui;
  const bool side_by_side = area.width() > ui.em(42);
  const float below = ui.theme.control + ui.em(1.25f) + 4 * (ui.theme.control + gap(ui));
  const float room = area.height() - (side_by_side ? 0 : below);
  const float height = hourglass_height(ui, editor.draft.network, room);
  Rect picture = area;
  if (side_by_side) {
    picture = cut_left(area, std::floor(0.5f * area.width()));
    cut_left(area, ui.theme.section());
  } else {
    cut_top(area, height + ui.em(0.5f));
  }
  hourglass_picture(ui, cut_top(picture, height), editor, lab.train.grab, faulty);
  mirror_button(lab, cut_top(area, ui.theme.control), editor);
  cut_top(area, ui.em(0.75f));
  layer_fields(lab, area, editor);
  if (side_by_side) area.min.y = std::max(area.min.y, picture.min.y);
}

const char* compression_words(const NetworkSpec& network) {
  const auto inputs = static_cast<double>(network.inputs);
  const auto code = static_cast<double>(std::max<Index>(network.code_size(), 1));
  const char* numbers = format("%s : %s", grouped(network.inputs), grouped(network.code_size()));
  return code <= inputs ? format("%s, %.1f times smaller", numbers, inputs / code)
                        : format("%s, %.1f times larger", numbers, code / inputs);
}

// Parameters and compression, and what is wrong.
void summary(LabState& lab, Rect area, const RecipeEditor& editor, const std::string& wrong) {
  const Ui& ui = lab.ui;
  const NetworkSpec& network = editor.draft.network;
  const char* words = format("%s parameters   ·   %s", grouped(parameter_count(network)),
                             compression_words(network));
  draw_text(ui, cut_top(area, line_height(ui, Type::small)), Type::small, palette().text_soft,
            words);
  draw_paragraph(ui, area, Type::small, palette().warning, wrong.c_str());
}

// With room for a complaint, so that nothing moves when there is one.
float summary_height(const Ui& ui, float width, const std::string& wrong) {
  const Rect measured{{0, 0}, {width, 0}};
  const float words = draw_paragraph(ui, measured, Type::small, 0, wrong.c_str(), true);
  return line_height(ui, Type::small) + std::max(words, 2 * line_height(ui, Type::small));
}

void leave(LabState& lab) {
  const RecipeEditor before = *lab.train.editor;
  const bool changed = before.draft != before.original;
  lab.train.editor.reset();
  lab.ui.again = true;
  if (!changed) return;
  offer_undo(lab.undo, "Changes forgotten", [before](LabState& it) {
    it.train.editor = before;
    open_panel(it, it.ui.one_panel ? Panel::train : it.tab);
  });
}

void use(LabState& lab) {
  offer_run_back(lab, "Recipe changed");
  lab.session.send(UseRecipe{finished(*lab.train.editor)});
  lab.train.editor.reset();
  lab.ui.again = true;
}

void end_buttons(LabState& lab, Rect row, bool fine) {
  Ui& ui = lab.ui;
  const RecipeEditor& editor = *lab.train.editor;
  const bool back =
      button(ui, "cancel-edit", cut_left(row, ui.em(6)), Icon::chevron_left, "Back", Look::plain);
  cut_left(row, ui.em(0.5f));
  const bool changed = editor.draft != editor.original;
  const bool wanted =
      button(ui, "use-recipe", row, Icon::check, "Use it", Look::primary, fine && changed);
  explain(ui, changed ? "New weights of this recipe; the run so far ends."
                      : "Nothing has been changed yet.");
  if (back) leave(lab);
  if (wanted) use(lab);
}

}  // namespace

void open_editor(LabState& lab) {
  lab.train.editor = edit(lab.now->recipe);
  lab.ui.again = true;
}

float recipe_editor_view(LabState& lab, Rect area) {
  Ui& ui = lab.ui;
  RecipeEditor& editor = *lab.train.editor;
  const Rect heading = cut_top(area, ui.theme.control);
  Rect row = heading;
  const Rect pages = cut_right(row, ui.em(12));
  draw_text(ui, row, Type::title, palette().text_strong,
            format("Recipe %s", editor.original.name.c_str()));
  segmented(ui, "edit-page", inset(pages, 0, ui.em(0.125f)), kPages, kPages, lab.train.editor_page,
            palette().accent);
  cut_top(area, ui.em(0.625f));
  const std::string wrong = complaint(editor.draft, lab.recipe_limit);
  const float end = summary_height(ui, area.width(), wrong) + ui.em(0.5f) + ui.theme.control;
  Rect page = area;
  page.max.y -= end + ui.em(0.625f);
  if (lab.train.editor_page == 0) {
    network_page(lab, page, editor, layer_of_complaint(editor.draft.network, wrong));
  } else {
    page.min.y = training_fields(lab, page, editor.draft);
  }
  area.min.y = std::max(page.min.y + ui.em(0.625f), area.max.y - end);
  summary(lab, cut_top(area, end - ui.em(0.5f) - ui.theme.control), editor, wrong);
  cut_top(area, ui.em(0.5f));
  end_buttons(lab, cut_top(area, ui.theme.control), wrong.empty());
  return area.min.y;
}

}  // namespace hourglass
