#include "lab/silhouette.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "lab/health.h"

namespace hourglass {

namespace {

// How wide each layer is, the input first; layers that only change how an image is read are left
// out.
struct Widths {
  std::vector<Index> all;
  std::vector<std::size_t> layers;  // of each but the input
  std::size_t waist = 0;            // which of them is the code
};

Widths widths_of(const NetworkSpec& network) {
  Widths widths{{network.inputs}, {}};
  const std::vector<Shape> shapes = layer_shapes(network);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const std::size_t encoders = network.encoder.size();
    const LayerSpec& layer = i < encoders ? network.encoder[i] : network.decoder[i - encoders];
    const bool rearranges = layer.kind == LayerKind::flatten || layer.kind == LayerKind::unflatten;
    if (!rearranges) {
      widths.all.push_back(shapes[i].size());
      widths.layers.push_back(i);
    }
    if (i + 1 == encoders) widths.waist = widths.all.size() - 1;
  }
  return widths;
}

// A layer's bar, its dead units hollow, its gradients below.
void draw_layer(const Ui& ui, const Rect& bar, const Rect& below, ImU32 tone,
                const LayerHealth* health) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float rounding = ui.em(0.125f);
  Rect alive = bar;
  if (health && health->dead_share > 0) {
    list->AddRect(bar.min, bar.max, tone, rounding, 0, ui.em(0.0625f));
    cut_top(alive, static_cast<float>(health->dead_share) * bar.height());
  }
  list->AddRectFilled(alive.min, alive.max, tone, rounding);
  if (!health || health->gradient <= 0) return;
  const Rect line = centred(below, ui.em(2.5f), ui.em(0.125f));
  list->AddRectFilled(line.min, line.max, palette().control, ui.em(0.0625f));
  const Rect part = centred(line, gradient_share(health->gradient) * line.width(), line.height());
  list->AddRectFilled(part.min, part.max, palette().train_curve, ui.em(0.0625f));
}

}  // namespace

void silhouette(Ui& ui, const Rect& rect, const NetworkSpec& network,
                std::span<const LayerHealth> health) {
  const auto [widths, layers, waist] = widths_of(network);

  Rect bars = rect;
  const Rect labels = cut_bottom(bars, line_height(ui, Type::small));
  const Rect lines = cut_bottom(bars, ui.em(0.375f));
  const auto count = static_cast<int>(widths.size());
  const float largest =
      std::log2(static_cast<float>(*std::max_element(widths.begin(), widths.end())));
  const float room = labels.width() / static_cast<float>(count) - ui.em(0.25f);
  const bool in_full = std::all_of(widths.begin(), widths.end(), [&](Index width) {
    return text_width(ui, Type::small, grouped(width)) <= room;
  });
  ImDrawList* list = ImGui::GetWindowDrawList();
  std::vector<Rect> places;
  for (int i = 0; i < count; ++i) {
    const float share =
        std::log2(static_cast<float>(widths[static_cast<std::size_t>(i)]) + 1) / largest;
    const float height = bars.height() * std::clamp(share * share, 0.12f, 1.0f);
    places.push_back(centred(cell(bars, i, count, 0), ui.em(0.5f), height));
  }
  for (std::size_t i = 0; i + 1 < places.size(); ++i) {
    const Rect& a = places[i];
    const Rect& b = places[i + 1];
    list->AddQuadFilled({a.max.x, a.min.y}, {b.min.x, b.min.y}, {b.min.x, b.max.y},
                        {a.max.x, a.max.y}, colour::faded(palette().control_hover, 0.55f));
  }
  ImGui::SetCursorScreenPos(rect.min);
  ImGui::InvisibleButton("silhouette", rect.size());
  int pointed = -1;  // the bar that the mouse is at
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const ImU32 tone = at == waist ? palette().accent : palette().unit;
    draw_layer(ui, places[at], cell(lines, i, count, 0), tone,
               i > 0 ? health_of(health, layers[at - 1]) : nullptr);
    draw_text(ui, cell(labels, i, count, 0), Type::small,
              at == waist ? palette().accent : palette().text_faint,
              in_full ? grouped(widths[at]) : short_count(widths[at]), Align::centre);
    Rect column = cell(rect, i, count, 0);
    if (column.contains(ImGui::GetIO().MousePos)) pointed = i;
  }
  if (pointed > 0) {
    const std::size_t layer = layers[static_cast<std::size_t>(pointed) - 1];
    explain(ui, layer_sentence(network, layer, health_of(health, layer)).c_str());
  } else {
    explain(ui,
            "The network's layers and how many numbers each gives. What comes in has to fit "
            "through the narrowest, the code, before it is drawn again.");
  }
}

}  // namespace hourglass
