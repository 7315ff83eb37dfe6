// The controls of the laboratory. Each fills the rectangle it is given, is named for scripts, can
// be reached by keyboard, and reports what the user did in this frame.
#pragma once

#include <span>

#include "lab/icons.h"
#include "lab/ui.h"

namespace hourglass {

enum class Look : std::uint8_t {
  primary,  // the one thing to do here
  plain,
  ghost,  // without a body until the mouse is over it
};

// True when pressed. `label` may be empty: an icon alone, in the middle.
bool button(Ui& ui, const char* name, const Rect& rect, Icon icon, const char* label, Look look,
            bool enabled = true);

// A button that stays down: true when pressed, which turns it on or off.
bool toggle(Ui& ui, const char* name, const Rect& rect, Icon icon, const char* label, bool on,
            bool enabled = true);

// A slider in one row: label, track, value. `position` runs from 0 to 1; true when it was changed.
// Arrow keys move it by 1/50.
struct SliderText {
  const char* label;
  const char* value;
  float label_width;  // UI units; 0: no label
  float value_width;
};
bool slider(Ui& ui, const char* name, const Rect& rect, const SliderText& text, float& position,
            ImU32 tone, bool enabled = true);

// One of several choices, side by side. Uses short_labels where the others do not fit. True when
// `chosen` was changed.
bool segmented(Ui& ui, const char* name, const Rect& rect, std::span<const char* const> labels,
               std::span<const char* const> short_labels, int& chosen, ImU32 tone);

// A button that opens a list: draws the button with the current choice and gives true while the
// list is open; then call end_list() after its rows. `width` is the list's.
bool begin_list(Ui& ui, const char* name, const Rect& rect, const char* current, float width);
// A row of the list; true when it was picked, which closes the list. `detail` and `tag`, a word at
// the right, may be empty.
bool list_row(Ui& ui, const char* name, const char* title, const char* detail, bool is_current,
              const char* tag = "");
void end_list();

// A region that is pressed as a whole, drawn by the caller. The state is of this frame.
struct Press {
  bool pressed = false;  // released over it, or activated by keyboard
  bool held = false;
  bool hovered = false;
};
Press press_area(Ui& ui, const char* name, const Rect& rect, float rounding);

// Presses of the arrow keys that the last item has while it has the keyboard: those to the right
// less those to the left.
int arrow_presses();

}  // namespace hourglass
