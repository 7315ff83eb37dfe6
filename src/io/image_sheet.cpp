#include "io/image_sheet.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "io/drawing.h"

namespace hourglass {
namespace {

int label_room(std::span<const SheetRow> rows, float text_size, const Font& font) {
  float widest = 0;
  for (const SheetRow& row : rows) widest = std::max(widest, font.width(row.label, text_size));
  return widest > 0 ? static_cast<int>(std::ceil(widest + text_size)) : 0;
}

void draw_picture(Image& sheet, int left, int top, const SheetLayout& layout, const float* pixels) {
  for (int y = 0; y < layout.rows; ++y) {
    for (int x = 0; x < layout.columns; ++x) {
      const float value = std::clamp(pixels[y * layout.columns + x], 0.0f, 1.0f);
      const auto grey = static_cast<std::uint8_t>(std::lround(value * 255));
      fill_rectangle(sheet, left + x * layout.enlarge, top + y * layout.enlarge, layout.enlarge,
                     layout.enlarge, {grey, grey, grey});
    }
  }
}

}  // namespace

Image image_sheet(std::span<const SheetRow> rows, const SheetLayout& layout, const Font& font) {
  Index most = 0;
  for (const SheetRow& row : rows) most = std::max(most, row.images.cols());
  assert(most > 0);
  const int labels = label_room(rows, layout.text_size, font);
  const int captions = layout.captions.empty() ? 0 : static_cast<int>(layout.text_size * 1.2f);
  const int step_x = layout.columns * layout.enlarge + layout.gap;
  const int step_y = layout.rows * layout.enlarge + layout.gap;
  Image sheet =
      blank_image(labels + layout.gap + static_cast<int>(most) * step_x,
                  captions + layout.gap + static_cast<int>(rows.size()) * step_y, 1, kPaper);
  for (std::size_t i = 0; i < layout.captions.size(); ++i) {
    const int middle =
        labels + layout.gap + static_cast<int>(i) * step_x + layout.columns * layout.enlarge / 2;
    draw_text(sheet, font, {static_cast<float>(middle), layout.text_size}, Align::centre,
              layout.text_size, layout.captions[i], kInk);
  }
  int top = captions + layout.gap;
  for (const SheetRow& row : rows) {
    assert(row.images.rows() == Index{layout.rows} * layout.columns);
    const float baseline = static_cast<float>(top) +
                           static_cast<float>(layout.rows * layout.enlarge) / 2 +
                           layout.text_size * 0.3f;
    draw_text(sheet, font, {static_cast<float>(labels) - layout.text_size / 4, baseline},
              Align::right, layout.text_size, row.label, kInk);
    for (Index i = 0; i < row.images.cols(); ++i) {
      draw_picture(sheet, labels + layout.gap + static_cast<int>(i) * step_x, top, layout,
                   row.images.col(i).data());
    }
    top += step_y;
  }
  return sheet;
}

}  // namespace hourglass
