#include "lab/notice.h"

#include <imgui.h>

#include <utility>

namespace hourglass {
namespace {

constexpr double kSaidSeconds = 4;
constexpr double kComplaintSeconds = 15;

}  // namespace

void say(Notice& notice, std::string words) {
  notice = {std::move(words), false, ImGui::GetTime() + kSaidSeconds};
}

void complain(Notice& notice, std::string sentence) {
  notice = {std::move(sentence), true, ImGui::GetTime() + kComplaintSeconds};
}

}  // namespace hourglass
