#include "lab/code_views.h"

#include <imgui_internal.h>

#include <algorithm>

#include "lab/code_view.h"

namespace hourglass {
namespace {

void start_over(CodeViews& views, Index code_size) {
  views.code_size = code_size;
  views.survey = nullptr;
  views.spread.forget();
  views.scatter = {};
  views.grid = {};
  views.film = views.pixels = views.codes = {};
  views.walk = {};
  views.pointed.resize(0);
  views.look.page = 0;
  views.look.dimension.reset();
  if (views.coming && views.coming->first == code_size) {
    views.look.plane = views.coming->second;
    views.coming.reset();
  } else {
    views.look.plane.across = 0;
    views.look.plane.up = 1;
    views.look.plane.fitted = true;
  }
  views.axes_stale = true;
}

void find_axes(LabState& lab) {
  CodeViews& views = lab.code_views;
  const PlaneLook& look = views.look.plane;
  const CodeSpread* spread = views.spread.result();
  views.axes_stale = false;
  views.axes =
      views.code_size > 2 && look.principal && spread
          ? spread->principal
          : number_axes(views.code_size, std::min(look.across, views.code_size - 1), look.up);
  const bool any = views.survey && lab.now->data;
  views.scatter = any ? scatter(views.axes, *views.survey, lab.now->data->test) : Scatter{};
  views.fitted_to = {};
  views.walk.trail.clear();
  views.through.resize(0);
  views.grid.stale = true;
}

}  // namespace

CodeTiles make_code_tiles(DigitRenderer& digits) {
  constexpr int kSide = static_cast<int>(kDigitSide);
  CodeTiles tiles;
  tiles.sheet = digits.add(PlaneGrid::kMost * kSide, PlaneGrid::kMost * kSide);
  for (TileId& tile : tiles.film) tile = digits.add(kSide, kSide);
  for (TileId& tile : tiles.samples) tile = digits.add(kSide, kSide);
  return tiles;
}

Index shown_dimension(const CodeViews& views) {
  const CodeSpread* spread = views.spread.result();
  const Index otherwise = spread ? spread->by_deviation.front() : 0;
  return std::min(views.look.dimension.value_or(otherwise), views.code_size - 1);
}

CodeView shown_view(const CodeLook& look, Index code_size, bool variational) {
  const bool there = look.view && (*look.view != CodeView::prior || variational);
  if (there) return *look.view;
  return code_size == 2 ? CodeView::plane : CodeView::numbers;
}

void follow_model(LabState& lab) {
  CodeViews& views = lab.code_views;
  const Changes changes = take_changes(lab, Panel::code);
  if (lab.code.code.size() != views.code_size) start_over(views, lab.code.code.size());
  if (changes.model || changes.data) views.grid.stale = views.film_stale = true;
  if (changes.model || changes.drawing) views.samples_stale = true;
  const std::shared_ptr<const Survey> survey = shown_survey(lab);
  if (survey != views.survey) {
    const bool fits = survey && survey->test.codes.rows() == views.code_size;
    views.survey = fits ? survey : nullptr;
    if (fits) {
      views.spread.begin(survey);
    } else {
      views.spread.forget();
    }
    views.axes_stale = true;
  }
  if (views.spread.advance(kFrameShare)) {
    views.axes_stale = views.film_stale = views.samples_stale = true;
  }
  lab.ui.again |= views.spread.busy();
  if (views.axes_stale && views.code_size > 0) find_axes(lab);
}

void code_was_set(LabState& lab) { lab.code_changed = lab.ui.again = true; }

int key_steps(ImGuiKey less, ImGuiKey more) {
  if (!ImGui::IsItemFocused() || !ImGui::GetIO().NavVisible) return 0;
  const ImGuiID id = ImGui::GetItemID();
  int steps = 0;
  for (const auto& [key, step] : {std::pair{less, -1}, {more, 1}}) {
    ImGui::SetKeyOwner(key, id);
    if (ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id)) steps += step;
  }
  return steps;
}

}  // namespace hourglass
