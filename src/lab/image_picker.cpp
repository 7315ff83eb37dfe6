#include "lab/image_picker.h"

#include <algorithm>
#include <cmath>

#include "lab/digit_tile.h"
#include "lab/drawer_tiles.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

// The sheet's measures on this screen.
struct PickerSheet {
  int columns, rows;  // of test digits
  bool side_by_side;  // test digits, and what else there is: on a low screen
  OffersDrawing drawing;
  float margin, gap, tile, column_width, between;

  float width() const {
    return 2 * margin + (side_by_side ? 2 * column_width + between : column_width);
  }
  float grid_height() const {
    return static_cast<float>(rows) * tile + static_cast<float>(rows - 1) * gap;
  }
  Index shown_tests() const { return columns * rows; }
};

PickerSheet sheet_of(const Ui& ui, OffersDrawing drawing) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  PickerSheet sheet{};
  sheet.drawing = drawing;
  sheet.side_by_side = screen.y < ui.em(30);
  const bool narrow = !sheet.side_by_side && screen.x < ui.em(30);
  sheet.columns = narrow ? 6 : 8;
  sheet.rows = narrow ? 4 : 3;
  sheet.margin = ui.em(0.875f);
  sheet.gap = ui.em(0.375f);
  sheet.between = ui.em(1);
  const float room = screen.x - ui.em(1) - 2 * sheet.margin;
  sheet.column_width =
      std::min(ui.em(24), sheet.side_by_side ? 0.5f * (room - sheet.between) : room);
  const auto columns = static_cast<float>(sheet.columns);
  sheet.tile = std::floor((sheet.column_width - (columns - 1) * sheet.gap) / columns);
  return sheet;
}

float row_height(const Ui& ui, const PickerSheet& sheet) {
  return sheet.tile + line_height(ui, Type::small);
}

float tests_height(const Ui& ui, const PickerSheet& sheet) {
  return 2 * ui.theme.control + 2 * sheet.gap + sheet.grid_height();
}

// Kept drawings have no words below them.
float yours_height(const Ui& ui, const PickerSheet& sheet) {
  return ui.theme.control +
         (sheet.drawing == OffersDrawing::yes ? row_height(ui, sheet) : sheet.tile);
}

float others_height(const Ui& ui, const PickerSheet& sheet) {
  return yours_height(ui, sheet) + sheet.between + ui.theme.control + row_height(ui, sheet);
}

float height_of(const Ui& ui, const PickerSheet& sheet) {
  const float tests = tests_height(ui, sheet);
  const float others = others_height(ui, sheet);
  return 2 * sheet.margin +
         (sheet.side_by_side ? std::max(tests, others) : tests + sheet.between + others);
}

// Beside the button, wholly on the screen.
Rect place_of(const Ui& ui, const PickerSheet& sheet, const Rect& button_place) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float edge = ui.em(0.5f);
  const float width = sheet.width();
  const float height = std::min(height_of(ui, sheet), screen.y - 2 * edge);
  const float x = std::clamp(button_place.min.x, edge, std::max(edge, screen.x - width - edge));
  const float y = std::clamp(button_place.max.y + ui.em(0.375f), edge, screen.y - height - edge);
  return {{x, y}, {x + width, y + height}};
}

void find_members(LabState& lab) {
  ImagePicker& picker = lab.picker;
  picker.members.clear();
  picker.members_of = lab.now->data.get();
  picker.changed = true;
  if (!lab.now->data) return;
  const ImageSet& test = lab.now->data->test;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(test.count()); ++i) {
    const bool wanted =
        picker.digit_class == ImagePicker::kAllClasses || test.labels[i] == picker.digit_class;
    if (wanted) picker.members.push_back(i);
  }
}

ImageSource test_at(const ImagePicker& picker, Index place) {
  const auto count = static_cast<Index>(picker.members.size());
  const Index i = (picker.first_test + place) % std::max<Index>(1, count);
  const Index image =
      count > 0 ? static_cast<Index>(picker.members[static_cast<std::size_t>(i)]) : 0;
  return {SourceKind::test, image};
}

Index tests_on(const ImagePicker& picker, const PickerSheet& sheet) {
  return std::min(sheet.shown_tests(), static_cast<Index>(picker.members.size()));
}

// Brings the tiles up to date, a sheet at a time and only while it is open.
void follow_sheet(LabState& lab, const PickerSheet& sheet) {
  ImagePicker& picker = lab.picker;
  if (picker.members_of != lab.now->data.get()) {
    picker.first_test = 0;
    find_members(lab);
  }
  show_drawer(lab);
  if (!picker.changed) return;
  picker.changed = false;
  const Sources from = sources_of(lab);
  for (Index i = 0; i < tests_on(picker, sheet); ++i) {
    show_image(lab, picker.tests[i], image_of(test_at(picker, i), from));
  }
  show_image(lab, picker.letter_tile, image_of({SourceKind::letter, picker.letter}, from));
  show_image(lab, picker.noise_tile, image_of({SourceKind::noise, picker.noise}, from));
  show_image(lab, picker.blank_tile, image_of({SourceKind::blank, 0}, from));
  show_image(lab, picker.inverted_tile, image_of({SourceKind::inverted, 0}, from));
  show_image(lab, picker.checks_tile, image_of({SourceKind::checks, 0}, from));
}

// A picture to press, with a ring under the pointer and words below if there are any.
bool picture(LabState& lab, const char* name, const Rect& rect, TileId tile, const char* words) {
  const Ui& ui = lab.ui;
  const Press at = press_area(lab.ui, name, rect, tile_rounding(ui, rect));
  lab.digits.begin(ImGui::GetWindowDrawList());
  digit_picture(lab, rect, tile, ColourMap::paper);
  lab.digits.end(ImGui::GetWindowDrawList());
  if (at.hovered || at.held) {
    ImGui::GetWindowDrawList()->AddRect(rect.min, rect.max, palette().accent,
                                        tile_rounding(ui, rect), 0, ui.em(0.125f));
  }
  const Rect line{{rect.min.x - ui.em(1.5f), rect.max.y},
                  {rect.max.x + ui.em(1.5f), rect.max.y + line_height(ui, Type::small)}};
  draw_text(ui, line, Type::small, palette().text_soft, words, Align::centre);
  return at.pressed;
}

// A section's title; true when "More" at its right was pressed.
bool section(LabState& lab, Rect& area, const char* title, const char* more, bool any_more) {
  Rect row = cut_top(area, lab.ui.theme.control);
  const bool pressed = any_more && button(lab.ui, more, cut_right(row, lab.ui.em(4.5f)), Icon::none,
                                          "More", Look::ghost);
  draw_text(lab.ui, row, Type::strong, palette().text_strong, title);
  return pressed;
}

void class_row(LabState& lab, const Rect& row) {
  Ui& ui = lab.ui;
  ImagePicker& picker = lab.picker;
  for (int c = 0; c < 10; ++c) {
    const Rect place = cell(row, c, 10, ui.em(0.125f));
    const float rounding = 0.5f * std::min(place.width(), place.height());
    const Press at = press_area(ui, format("pick-class-%d", c), place, rounding);
    const bool on = picker.digit_class == c;
    if (at.pressed) {
      picker.digit_class = on ? ImagePicker::kAllClasses : c;
      picker.first_test = 0;
      find_members(lab);
      ui.again = true;
    }
    if (on || at.hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          place.min, place.max, on ? colour::faded(class_colour(c), 0.25f) : palette().raised_hover,
          rounding);
    }
    draw_text(ui, place, Type::strong, class_colour(c), format("%d", c), Align::centre);
  }
}

std::optional<ImageSource> tests(LabState& lab, Rect area, const PickerSheet& sheet) {
  Ui& ui = lab.ui;
  ImagePicker& picker = lab.picker;
  const Index shown = tests_on(picker, sheet);
  const bool more = static_cast<Index>(picker.members.size()) > shown;
  if (section(lab, area, "Test digits", "pick-more", more)) {
    picker.first_test = (picker.first_test + shown) % static_cast<Index>(picker.members.size());
    picker.changed = ui.again = true;
  }
  class_row(lab, cut_top(area, ui.theme.control));
  cut_top(area, 2 * sheet.gap);
  if (shown == 0) {
    draw_paragraph(
        ui, area, Type::small, palette().text_soft,
        lab.now->data ? "There are none of this class." : "The digits are on their way.");
  }
  std::optional<ImageSource> picked;
  for (int r = 0; r < sheet.rows; ++r) {
    const Rect row = cut_top(area, sheet.tile);
    cut_top(area, sheet.gap);
    for (int c = 0; c < sheet.columns && r * sheet.columns + c < shown; ++c) {
      const int i = r * sheet.columns + c;
      Rect place = cell(row, c, sheet.columns, sheet.gap);
      if (picture(lab, format("pick-test-%d", i), centred(place, sheet.tile, sheet.tile),
                  picker.tests[i], "")) {
        picked = test_at(picker, i);
      }
    }
  }
  return picked;
}

std::optional<ImageSource> yours(LabState& lab, Rect area, const PickerSheet& sheet) {
  Ui& ui = lab.ui;
  ImagePicker& picker = lab.picker;
  const auto count = static_cast<Index>(lab.drawer.kept.size());
  const Index first_column = sheet.drawing == OffersDrawing::yes ? 1 : 0;
  const Index shown = std::min(count, sheet.columns - first_column);
  if (section(lab, area, "Yours", "pick-more-kept", count > shown)) picker.first_kept += shown;
  if (picker.first_kept >= count) picker.first_kept = 0;
  std::optional<ImageSource> picked;
  const Rect row = cut_top(area, sheet.tile);
  auto place = [&](Index column) {
    return centred(cell(row, static_cast<int>(column), sheet.columns, sheet.gap), sheet.tile,
                   sheet.tile);
  };
  if (sheet.drawing == OffersDrawing::yes &&
      picture(lab, "pick-drawing", place(0), lab.tiles.seen, "Drawing")) {
    picked = ImageSource{SourceKind::drawing, 0};
  }
  for (Index i = 0; i < shown; ++i) {
    const Index which = (picker.first_kept + i) % count;
    const auto column = static_cast<int>(which);
    if (picture(lab, format("pick-kept-%d", column), place(first_column + i),
                lab.drawer_tiles.kept[which], "")) {
      picked = ImageSource{SourceKind::kept, which};
    }
  }
  if (shown == 0) {
    Rect words = row;
    if (first_column > 0) words.min.x = place(0).max.x + ui.em(1.25f);
    const char* sentence = "What you keep of your drawings will be here.";
    const float height = draw_paragraph(ui, words, Type::small, 0, sentence, true);
    draw_paragraph(ui, centred(words, words.width(), height), Type::small, palette().text_soft,
                   sentence);
  }
  return picked;
}

std::optional<ImageSource> strangers(LabState& lab, Rect area, const PickerSheet& sheet) {
  ImagePicker& picker = lab.picker;
  section(lab, area, "Not a digit", "", false);
  struct Stranger {
    const char *name, *words;
    TileId tile;
    ImageSource source;
  };
  const Stranger all[] = {
      {"pick-letter", "Letter", picker.letter_tile, {SourceKind::letter, picker.letter}},
      {"pick-noise", "Noise", picker.noise_tile, {SourceKind::noise, picker.noise}},
      {"pick-blank", "Blank", picker.blank_tile, {SourceKind::blank, 0}},
      {"pick-inverted", "Inverted", picker.inverted_tile, {SourceKind::inverted, 0}},
      {"pick-checks", "Checks", picker.checks_tile, {SourceKind::checks, 0}}};
  std::optional<ImageSource> picked;
  const Rect row = cut_top(area, sheet.tile);
  for (int i = 0; i < 5; ++i) {
    const Rect place = centred(cell(row, i, 5, sheet.gap), sheet.tile, sheet.tile);
    if (picture(lab, all[i].name, place, all[i].tile, all[i].words)) picked = all[i].source;
  }
  return picked;
}

void offer_others(ImagePicker& picker, const ImageSource& picked) {
  if (picked.kind == SourceKind::letter) ++picker.letter;
  if (picked.kind == SourceKind::noise) ++picker.noise;
  picker.changed = true;
}

}  // namespace

void add_tiles(ImagePicker& picker, DigitRenderer& digits) {
  constexpr int kSide = static_cast<int>(kDigitSide);
  for (TileId& tile : picker.tests) tile = digits.add(kSide, kSide);
  for (TileId* tile : {&picker.letter_tile, &picker.noise_tile, &picker.blank_tile,
                       &picker.inverted_tile, &picker.checks_tile}) {
    *tile = digits.add(kSide, kSide);
  }
}

Sources sources_of(const LabState& lab) { return {lab.live.seen, lab.now->data.get(), lab.drawer}; }

void open_image_picker(LabState& lab, const char* name) {
  ImGui::OpenPopup(name);
  lab.picker.changed = lab.ui.again = true;
}

std::optional<PickedImage> image_picker(LabState& lab, const char* name, const Rect& button_place,
                                        OffersDrawing drawing) {
  if (!ImGui::IsPopupOpen(name)) return std::nullopt;
  const Ui& ui = lab.ui;
  const PickerSheet sheet = sheet_of(ui, drawing);
  const Rect place = place_of(ui, sheet, button_place);
  ImGui::SetNextWindowPos(place.min);
  ImGui::SetNextWindowSize(place.size());
  if (!ImGui::BeginPopup(name)) return std::nullopt;
  const ImU32 surface = std::exchange(lab.ui.surface, palette().raised);
  follow_sheet(lab, sheet);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  Rect area = inset({at, {at.x + sheet.width(), at.y + height_of(ui, sheet)}}, sheet.margin);
  ImGui::Dummy({sheet.width(), height_of(ui, sheet)});
  Rect others = area;
  if (sheet.side_by_side) {
    cut_left(others, sheet.column_width + sheet.between);
    area.max.x = area.min.x + sheet.column_width;
  } else {
    cut_top(others, tests_height(ui, sheet) + sheet.between);
  }
  std::optional<ImageSource> picked = tests(lab, area, sheet);
  const Rect own = cut_top(others, yours_height(ui, sheet));
  cut_top(others, sheet.between);
  if (const auto found = yours(lab, own, sheet)) picked = found;
  if (const auto found = strangers(lab, others, sheet)) picked = found;
  if (picked) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  lab.ui.surface = surface;
  if (!picked) return std::nullopt;
  offer_others(lab.picker, *picked);
  const Sources from = sources_of(lab);
  return PickedImage{*picked, image_of(*picked, from), title_of(*picked, from)};
}

}  // namespace hourglass
