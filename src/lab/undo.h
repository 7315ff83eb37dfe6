// Undo for what destroys something: it is done at once, and can be taken back from a line at the
// bottom of the page, or by Ctrl+Z, until something else is done that can.
//
//   lab.drawing.clear();
//   offer_undo(lab.undo, "Drawing cleared", [](LabState& lab) { lab.drawing.undo(); });
#pragma once

#include <functional>
#include <string>

namespace hourglass {

struct LabState;

struct Undo {
  std::string what;  // a few words; empty: there is no line
  std::function<void(LabState&)> take_back;
  double until = 0;  // ImGui's time: then the next frame does without the line, not without Ctrl+Z
};

void offer_undo(Undo& undo, std::string what, std::function<void(LabState&)> take_back);
// Without the line: for what is done often, such as a stroke of the pen.
void offer_undo_quietly(Undo& undo, std::function<void(LabState&)> take_back);

// Takes back what was offered last; nothing where there is nothing.
void take_back(LabState& lab);

}  // namespace hourglass
