// What every widget and panel draws with: the theme, the named items of the frame, and whether
// another frame is wanted.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "lab/geometry.h"
#include "lab/theme.h"

namespace hourglass {

// A part of the screen that scripts and tests know by name.
struct NamedItem {
  std::string name;
  Rect rect;
};

// Two fingers on an item since the last frame: how far apart they went, and their middle, which
// moved by `by`.
struct Pinch {
  bool on = false;  // until the last finger is lifted
  ImVec2 middle;
  ImVec2 by;
  float factor = 1;
};

struct Ui {
  Theme theme;
  std::vector<NamedItem> items;    // of this frame, those that can be seen in full
  bool again = false;              // something moves: another frame is wanted
  bool awaits = false;             // a part is being computed; there will be news of it
  ImU32 surface = palette().card;  // what is drawn on
  bool fingers = false;            // the last pointer was a finger
  bool large_targets = false;      // the layout is one for fingers
  bool one_panel = false;          // at a time is all that has room
  bool tabs_name_panel = false;    // Train and Code stand under tabs: no need to say it again
  Pinch pinch;
  bool claimed = false;  // a widget has the drag of this frame: it does not scroll

  float em(float x) const { return x * theme.em; }
};

// Where this text would end. One line, no wrapping.
float text_width(const Ui& ui, Type type, const char* text);
float line_height(const Ui& ui, Type type);

enum class Align { left, centre, right };

// One line, vertically in the middle of the rectangle; what does not fit ends in an ellipsis.
void draw_text(const Ui& ui, const Rect& rect, Type type, ImU32 colour, const char* text,
               Align align = Align::left);
// Several lines from the top, broken at words. Gives the height it took; draws nothing with
// `measure_only`. `list`: the window's own if null.
float draw_paragraph(const Ui& ui, const Rect& rect, Type type, ImU32 colour, const char* text,
                     bool measure_only = false, ImDrawList* list = nullptr);

// Makes the rectangle known under this name if nothing of it is clipped away.
void name_item(Ui& ui, const char* name, const Rect& rect);

// A sentence about the last item, shown when the mouse rests on it.
void explain(Ui& ui, const char* sentence);

// printf into a string that lives until 64 more have been made: for labels of this frame.
const char* format(const char* pattern, ...) IM_FMTARGS(1);
// 1234567 -> "1,234,567".
const char* grouped(long long number);
// The same in at most four characters, up to a million: 784, "1.6k", "25k".
const char* short_count(long long number);
// A loss to three digits: "0.0179", "1.23", "–" if it is not a number.
const char* loss_text(double loss);

}  // namespace hourglass
