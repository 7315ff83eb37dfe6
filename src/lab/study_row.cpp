#include "lab/study_row.h"

#include "lab/widgets.h"

namespace hourglass {

void study_row(LabState& lab, const Rect& whole, const char* name, BriefStudy& study) {
  Ui& ui = lab.ui;
  Rect row = whole;
  const Rect place = cut_left(row, ui.em(8));
  const bool fresh = study.runs.recipes.empty(), done = !fresh && study.runs.done();
  if (study.runs.running) {
    if (button(ui, name, place, Icon::pause, "Stop", Look::primary)) stop_study(lab, study);
  } else {
    const char* label = done ? "Again" : fresh ? "Start" : "Continue";
    if (button(ui, name, place, done ? Icon::again : Icon::play, label, Look::primary,
               can_study(lab))) {
      start_study(lab, study);
    }
  }
  cut_left(row, ui.em(1));
  row = centred(row, row.width(), ui.em(2.25f));
  const std::size_t count = study.runs.recipes.size();
  const char* words = !can_study(lab) ? "Waiting for the digits"
                      : fresh         ? "One epoch for each model"
                      : study.runs.running
                          ? format("Model %d of %d is learning",
                                   static_cast<int>(study.runs.at) + 1, static_cast<int>(count))
                      : done ? "All models are trained"
                             : "Stopped";
  draw_text(ui, cut_top(row, line_height(ui, Type::small)), Type::small, palette().text_soft,
            words);
  const Rect bar = cut_bottom(row, ui.em(0.25f));
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min, bar.max, palette().control, 0.5f * bar.height());
  const auto share = static_cast<float>(progress(study.runs, lab.rival));
  if (share > 0) {
    list->AddRectFilled(bar.min, {bar.min.x + share * bar.width(), bar.max.y}, palette().accent,
                        0.5f * bar.height());
  }
}

}  // namespace hourglass
