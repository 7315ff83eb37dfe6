#include "lab/silhouette.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace hourglass {

namespace {

// How wide each layer is, the input first; layers that only change how an image is read are left
// out.
struct Widths {
  std::vector<Index> all;
  std::size_t waist = 0;  // which of them is the code
};

Widths widths_of(const NetworkSpec& network) {
  Widths widths{{network.inputs}};
  const std::vector<Shape> shapes = layer_shapes(network);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const std::size_t encoders = network.encoder.size();
    const LayerSpec& layer = i < encoders ? network.encoder[i] : network.decoder[i - encoders];
    const bool rearranges = layer.kind == LayerKind::flatten || layer.kind == LayerKind::unflatten;
    if (!rearranges) widths.all.push_back(shapes[i].size());
    if (i + 1 == encoders) widths.waist = widths.all.size() - 1;
  }
  return widths;
}

}  // namespace

void silhouette(Ui& ui, const Rect& rect, const NetworkSpec& network) {
  const auto [widths, waist] = widths_of(network);

  Rect bars = rect;
  const Rect labels = cut_bottom(bars, line_height(ui, Type::small));
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
                        {a.max.x, a.max.y}, colour::faded(colour::kControlHover, 0.55f));
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const ImU32 tone = i == waist ? colour::kAccent : colour::rgb(0x66717d);
    list->AddRectFilled(places[i].min, places[i].max, tone, ui.em(0.125f));
    draw_text(ui, cell(labels, static_cast<int>(i), count, 0), Type::small,
              i == waist ? colour::kAccent : colour::kTextFaint,
              in_full ? grouped(widths[i]) : short_count(widths[i]), Align::centre);
  }
  ImGui::SetCursorScreenPos(rect.min);
  ImGui::InvisibleButton("silhouette", rect.size());
  explain(ui,
          "The network's layers and how many units each has. What comes in has to fit through "
          "the narrowest, the code, before it is drawn again.");
}

}  // namespace hourglass
