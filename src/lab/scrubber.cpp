#include "lab/scrubber.h"

#include <algorithm>
#include <cmath>

#include "lab/widgets.h"

namespace hourglass {

std::shared_ptr<const Moment> moment_near(const MomentList& moments, double epoch,
                                          double last_epoch) {
  if (moments.empty() || epoch > 0.5 * (moments.back()->epoch + last_epoch)) return nullptr;
  return *std::min_element(moments.begin(), moments.end(), [&](const auto& a, const auto& b) {
    return std::abs(a->epoch - epoch) < std::abs(b->epoch - epoch);
  });
}

std::shared_ptr<const Moment> moment_beside(const MomentList& moments,
                                            const std::shared_ptr<const Moment>& from, int by) {
  if (moments.empty()) return nullptr;
  const auto here = !from ? moments.end()
                          : std::find_if(moments.begin(), moments.end(),
                                         [&](const auto& it) { return it->step >= from->step; });
  const auto count = static_cast<std::ptrdiff_t>(moments.size());
  const std::ptrdiff_t place = std::clamp<std::ptrdiff_t>((here - moments.begin()) + by, 0, count);
  return place == count ? nullptr : moments[static_cast<std::size_t>(place)];
}

bool scrubber(Ui& ui, const char* name, const Rect& rect, float from_x, float to_x,
              const MomentList& moments, double last_epoch, std::shared_ptr<const Moment>& chosen) {
  const Press at = press_area(ui, name, rect, ui.theme.rounding());
  std::shared_ptr<const Moment> wanted = chosen;
  if (const int presses = arrow_presses(); presses != 0) {
    wanted = moment_beside(moments, chosen, presses);
  }
  const float knob = ui.em(ui.large_targets ? 0.5625f : 0.4375f);
  const float live_x = to_x + ui.em(0.375f);
  const double epochs_a_unit = last_epoch / static_cast<double>(to_x - from_x);
  if (at.held && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    ui.claimed = true;
    const float x = ImGui::GetIO().MousePos.x;
    wanted = x >= to_x ? nullptr
                       : moment_near(moments, static_cast<double>(x - from_x) * epochs_a_unit,
                                     last_epoch);
  }
  explain(ui,
          "Go back over the run: everything in the laboratory shows what the model was then, "
          "while training goes on.");

  auto x_of = [&](double epoch) {
    return from_x + static_cast<float>(std::min(epoch / last_epoch, 1.0)) * (to_x - from_x);
  };
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = rect.middle().y;
  const float half = ui.em(0.09375f);
  const bool back = wanted != nullptr;
  const float x = back ? x_of(wanted->epoch) : live_x;
  list->AddRectFilled({from_x, y - half}, {live_x, y + half}, palette().control_hover, half);
  list->AddRectFilled({from_x, y - half}, {x, y + half},
                      colour::faded(palette().accent, back ? 1.0f : 0.45f), half);
  for (const auto& moment : moments) {
    const float tick = std::round(x_of(moment->epoch));
    list->AddLine({tick + 0.5f, y - ui.em(0.3125f)}, {tick + 0.5f, y + ui.em(0.3125f)},
                  palette().text_faint, ui.em(0.0625f));
  }
  list->AddCircleFilled({x, y}, knob + ui.em(0.125f), ui.surface, 32);
  list->AddCircleFilled({x, y}, knob,
                        at.hovered || at.held ? palette().knob_lit
                        : back                ? palette().accent
                                              : palette().knob,
                        32);
  if (wanted == chosen) return false;
  chosen = wanted;
  return true;
}

}  // namespace hourglass
