#include "lab/hourglass_picture.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr float kWidest = 1024;  // units that fill the picture; images may have more

// An hourglass is round: a layer's units are the area of its cross-section, a bar is its diameter.
float share_of(Index units) {
  return std::min(std::sqrt(static_cast<float>(units) / kWidest), 1.0f);
}
float units_at(float share) { return kWidest * share * share; }

float row_height(const Rect& rect, const NetworkSpec& network) {
  return rect.height() / static_cast<float>(layer_count(network) + 1);
}

// The columns of a row.
struct Row {
  Rect whole;  // what is pressed
  Rect words, bars, number;
};

Row row_at(const Ui& ui, const Rect& rect, float height, std::size_t index) {
  Rect area = rect;
  area.min.y += static_cast<float>(index) * height;
  area.max.y = area.min.y + height;
  cut_right(area, ui.theme.control);  // of the plus signs
  Row row{area, {}, {}, {}};
  area = inset(area, ui.em(0.5f), 0);
  row.words = cut_left(area, ui.em(6));
  row.number = cut_right(area, ui.em(4));
  row.bars = inset(area, ui.em(0.5f), 0);
  return row;
}

Rect bar_of(const Ui& ui, const Row& row, Index numbers) {
  const float width = std::max(ui.em(0.25f), share_of(numbers) * row.bars.width());
  return centred(row.bars, width, std::min(0.45f * row.bars.height(), ui.em(1)));
}

const char* shape_text(const Shape& shape) {
  if (shape.flat()) return grouped(shape.channels);
  return format("%d×%d×%d", static_cast<int>(shape.height), static_cast<int>(shape.width),
                static_cast<int>(shape.channels));
}

const char* words_of(const LayerSpec& layer) {
  if (layer.activation == Activation::linear) {
    return layer.kind == LayerKind::dense ? "Linear" : kind_name(layer.kind);
  }
  const char* activation = kActivationNames[static_cast<std::size_t>(layer.activation)];
  if (layer.kind == LayerKind::dense) return activation;
  const char* kind = layer.kind == LayerKind::convolution ? "Conv" : "Up-conv";
  return format("%s · %s", kind, activation);
}

void draw_flow(const Rect& above, const Rect& below) {
  ImGui::GetWindowDrawList()->AddQuadFilled({above.min.x, above.max.y}, {above.max.x, above.max.y},
                                            {below.max.x, below.min.y}, {below.min.x, below.min.y},
                                            colour::faded(palette().control_hover, 0.45f));
}

void draw_words(const Ui& ui, const Row& row, const char* words, const char* number, ImU32 tone) {
  draw_text(ui, row.words, Type::small, tone, words);
  draw_text(ui, row.number, Type::small, tone, number, Align::right);
}

// The mouse or a finger at a bar's end. True when it gave the layer another width.
bool drag_end(Ui& ui, const Row& row, const Rect& bar, const Press& at, RecipeEditor& editor,
              std::size_t layer, PictureGrab& grab) {
  const float mouse = ImGui::GetIO().MousePos.x;
  const float reach = ui.em(ui.fingers ? 1.5f : 0.75f);
  const bool near_end = std::abs(mouse - bar.max.x) < reach;
  if (ImGui::IsItemActivated()) grab = {near_end, mouse - bar.max.x};
  if (grab.bar ? at.held : at.hovered && near_end) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  }
  if (!at.held || !grab.bar || !ImGui::IsMouseDown(ImGuiMouseButton_Left)) return false;
  ui.claimed = true;
  editor.selected = layer;
  if (!ImGui::IsMouseDragging(ImGuiMouseButton_Left, 2)) return false;
  const float half = std::max(mouse - grab.offset - row.bars.middle().x, 0.0f);
  const WidthRange range = width_range(editor.draft.network, layer);
  const float wanted = units_at(std::min(2 * half / row.bars.width(), 1.0f));
  const Index units =
      std::clamp(round_width(static_cast<double>(wanted)), range.lowest, range.highest);
  if (units == layer_at(editor.draft.network, layer).units) return false;
  set_units(editor, layer, units);
  return true;
}

bool nudge(RecipeEditor& editor, std::size_t layer) {
  const int presses = arrow_presses();
  if (presses == 0) return false;
  const WidthRange range = width_range(editor.draft.network, layer);
  const Index units = layer_at(editor.draft.network, layer).units;
  const Index step = units >= 64 + (presses < 0 ? 8 : 0) ? 8 : 1;
  set_units(editor, layer, std::clamp(units + presses * step, range.lowest, range.highest));
  return true;
}

// A layer's row; its bar is drawn later, over all flows.
bool layer_row(Ui& ui, const Row& row, const Shape& shape, RecipeEditor& editor, std::size_t layer,
               PictureGrab& grab) {
  const Press at =
      press_area(ui, format("layer-%d", static_cast<int>(layer)), row.whole, ui.theme.rounding());
  if (at.pressed) editor.selected = layer;
  const bool vector = shape.flat() && has_width(editor.draft.network, layer);
  bool changed = false;
  if (vector) {
    changed = drag_end(ui, row, bar_of(ui, row, shape.size()), at, editor, layer, grab);
    changed = nudge(editor, layer) || changed;
  }
  if (editor.selected == layer || at.hovered) {
    const float strength = editor.selected == layer ? 1.0f : 0.5f;
    ImGui::GetWindowDrawList()->AddRectFilled(row.whole.min, row.whole.max,
                                              colour::faded(palette().control, strength),
                                              ui.theme.rounding());
  }
  explain(ui, vector ? "Press to choose this layer. Drag the end of its bar to make it wider or "
                       "narrower."
                     : "Press to choose this layer.");
  return changed;
}

void draw_bar(Ui& ui, const Rect& bar, const NetworkSpec& network, std::size_t layer,
              bool selected) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 tone = is_code(network, layer) ? palette().accent : palette().unit;
  list->AddRectFilled(bar.min, bar.max, tone, ui.em(0.125f));
  const bool vector = layer_at(network, layer).kind == LayerKind::dense ||
                      layer_at(network, layer).kind == LayerKind::gaussian;
  if (!selected || !vector || !has_width(network, layer)) return;
  const ImVec2 end(bar.max.x, bar.middle().y);
  list->AddCircleFilled(end, ui.em(0.4375f), palette().knob_lit, 24);
  list->AddCircle(end, ui.em(0.4375f), tone, 24, ui.em(0.09f));
  name_item(ui, "layer-end", {{end.x - 1, end.y - 1}, {end.x + 1, end.y + 1}});
}

bool plus_signs(Ui& ui, const Rect& rect, float height, RecipeEditor& editor) {
  Rect column = rect;
  column = cut_right(column, ui.theme.control);
  std::optional<std::size_t> wanted;
  for (std::size_t layer = 0; layer < layer_count(editor.draft.network); ++layer) {
    const float y = rect.min.y + (static_cast<float>(layer) + 0.5f) * height;
    const Rect place{{column.min.x, y}, {column.max.x, y + height}};
    const char* name = format("layer-add-%d", static_cast<int>(layer));
    const Rect round = centred(place, std::min(ui.theme.control, height), height);
    if (button(ui, name, round, Icon::plus, "", Look::ghost)) wanted = layer;
    explain(ui, "Puts a layer in between.");
  }
  if (wanted) add_layer(editor, *wanted);
  return wanted.has_value();
}

}  // namespace

float hourglass_height(const Ui& ui, const NetworkSpec& network, float room) {
  const auto rows = static_cast<float>(layer_count(network) + 1);
  const float smallest = ui.large_targets ? ui.theme.control : ui.em(1.75f);
  return rows * std::clamp(room / rows, smallest, ui.em(3.25f));
}

bool hourglass_picture(Ui& ui, const Rect& rect, RecipeEditor& editor, PictureGrab& grab,
                       std::size_t faulty) {
  std::vector<Shape> shapes = layer_shapes(editor.draft.network);
  shapes.insert(shapes.begin(), Shape{0, 0, editor.draft.network.inputs});
  const float height = row_height(rect, editor.draft.network);
  bool changed = false;
  for (std::size_t layer = 0; layer + 1 < shapes.size(); ++layer) {
    const Row row = row_at(ui, rect, height, layer + 1);
    changed = layer_row(ui, row, shapes[layer + 1], editor, layer, grab) || changed;
  }
  // What was dragged is drawn from the next frame on.
  std::vector<Rect> bars;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    bars.push_back(bar_of(ui, row_at(ui, rect, height, i), shapes[i].size()));
  }
  for (std::size_t i = 0; i + 1 < bars.size(); ++i) draw_flow(bars[i], bars[i + 1]);
  draw_words(ui, row_at(ui, rect, height, 0), "Image", shape_text(shapes[0]), palette().text_faint);
  ImGui::GetWindowDrawList()->AddRectFilled(bars[0].min, bars[0].max, palette().control_hover,
                                            ui.em(0.125f));
  const NetworkSpec& network = editor.draft.network;
  for (std::size_t layer = 0; layer + 1 < shapes.size(); ++layer) {
    const ImU32 tone = layer == faulty           ? palette().warning
                       : is_code(network, layer) ? palette().accent
                                                 : palette().text_soft;
    draw_words(ui, row_at(ui, rect, height, layer + 1), words_of(layer_at(network, layer)),
               shape_text(shapes[layer + 1]), tone);
    draw_bar(ui, bars[layer + 1], network, layer, editor.selected == layer);
  }
  return plus_signs(ui, rect, height, editor) || changed;
}

const char* kind_name(LayerKind kind) {
  switch (kind) {
    case LayerKind::dense:
      return "Dense";
    case LayerKind::convolution:
      return "Convolution";
    case LayerKind::transposed_convolution:
      return "Transposed convolution";
    case LayerKind::max_pool:
      return "Max pooling";
    case LayerKind::upsample:
      return "Upsampling";
    case LayerKind::flatten:
      return "Flatten";
    case LayerKind::unflatten:
      return "Unflatten";
    case LayerKind::gaussian:
      return "Gaussian";
  }
  return "";
}

}  // namespace hourglass
