#include "state_target.h"

#include "check.h"
#include "data/pen.h"
#include "lab/drawer.h"
#include "lab/drawing.h"
#include "lab/drawing_text.h"
#include "lab/state_table.h"

namespace hourglass::fuzz {

void run_state(std::span<const std::uint8_t> input) {
  const std::string_view text = text_of(input);
  was_read(parse_state(text));
  was_read(drawer_from_text(text));
  const Result<Canvas> sheet = sheet_of_text(text);
  if (was_read(sheet)) {
    const Result<Canvas> again = sheet_of_text(sheet_to_text(sheet.value()));
    require(again.ok(), "what is written is read");
  }
  const Result<DigitImage> image = image_of_text(text);
  if (was_read(image)) {
    require(image_of_text(image_to_text(image.value())).ok(), "what is written is read");
  }
}

std::vector<Bytes> state_seeds() {
  Canvas sheet(Drawing::kSide, Drawing::kSide);
  draw_line(sheet, {60, 40, 12}, {200, 220, 12});
  DigitImage image;
  image.fill(0.5f);
  const std::string all =
      "v1;recipe=C-2;seed=7;rate=0.01;noise=masking:0.25;roll=3;panel=code;code=plane;"
      "plane=points:0+1:0.5:-2:4;morph=drawing:test.5:sphere:9;scheme=light;drawing=" +
      thumbnail_to_text(sheet);
  return {bytes_of(all), bytes_of("v1;recipe=B;weights=trained;drawing=none"),
          bytes_of(sheet_to_text(sheet)), bytes_of(thumbnail_to_text(sheet)),
          bytes_of(image_to_text(image))};
}

}  // namespace hourglass::fuzz
