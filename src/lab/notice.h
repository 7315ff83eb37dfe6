// What the laboratory has to say for a few seconds: "Link copied", or what went wrong.
//
//   say(lab.notice, "Link copied");
//   complain(lab.notice, "The file could not be read.");
#pragma once

#include <string>

namespace hourglass {

struct Notice {
  std::string words;  // empty: nothing
  bool complaint = false;
  double until = 0;  // ImGui's time: the next frame after it does without
};

void say(Notice& notice, std::string words);
// A whole sentence, for what went wrong; stands longer.
void complain(Notice& notice, std::string sentence);

}  // namespace hourglass
