// Keep: weights, figures, curves and the whole state, saved and loaded; colours; a fresh start.
#include <algorithm>
#include <cmath>
#include <utility>

#include "io/history_csv.h"
#include "io/png.h"
#include "io/weights.h"
#include "lab/keep_pictures.h"
#include "lab/panels.h"
#include "lab/saved_state.h"
#include "lab/state_table.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

void save_file(LabState& lab, const std::string& what, std::vector<std::uint8_t> content) {
  lab.requests.push_back(
      {HostRequest::Kind::save_file, file_name(lab.now->recipe.name, what), std::move(content)});
}

void open_file(LabState& lab, std::string name) {
  lab.requests.push_back({HostRequest::Kind::open_file, std::move(name), {}});
}

void sentence(const Ui& ui, Rect& area, const char* words) {
  const float height = draw_paragraph(ui, area, Type::small, palette().text_faint, words);
  cut_top(area, height + ui.em(0.5f));
}

void section_end(const Ui& ui, Rect& area) { cut_top(area, ui.em(1.25f)); }

// ---- weights ------------------------------------------------------------------------------------

void weights(LabState& lab, Rect& area) {
  if (!shows(lab, Control::weights)) return;
  Ui& ui = lab.ui;
  const Snapshot& now = *lab.now;
  section_heading(lab, area, "Weights");
  const bool any = !now.parameters.empty();
  sentence(
      ui, area,
      any ? format("%s numbers of recipe %s as safetensors, for PyTorch too.",
                   grouped(static_cast<long long>(now.parameters.size())), now.recipe.name.c_str())
          : "There is no network yet.");
  const Rect row = cut_top(area, ui.theme.control);
  const float gap = ui.em(0.5f);
  if (button(ui, "save-weights", cell(row, 0, 2, gap), Icon::download, "Save weights", Look::plain,
             any)) {
    save_file(lab, ".safetensors", write_weights({now.recipe, now.parameters}));
  }
  explain(ui, "The network as it is now, with its recipe, in a file.");
  if (button(ui, "load-weights", cell(row, 1, 2, gap), Icon::upload, "Load …", Look::plain)) {
    open_file(lab, file_name(now.recipe.name, ".safetensors"));
  }
  explain(ui, "Recipe and weights out of a file; dropping the file anywhere here does the same.");
  section_end(ui, area);
}

// ---- figures ------------------------------------------------------------------------------------

void save_figure(LabState& lab, Figure figure) {
  const int scale = KeepStudy::kScales[lab.keep.scale];
  const Result<Image> image = draw_figure(lab, figure, scale);
  if (!image.ok()) return complain(lab.notice, image.error().message);
  save_file(lab, format("%s-%dx.png", words_of(figure).name, scale), encode_png(image.value()));
}

void figure_row(LabState& lab, Rect row, Figure figure) {
  Ui& ui = lab.ui;
  const FigureWords& words = words_of(figure);
  const char* reason = why_no_figure(lab, figure);
  const Rect picture = cut_left(row, ui.em(6.5f));
  if (reason) {
    ImGui::GetWindowDrawList()->AddRectFilled(picture.min, picture.max,
                                              colour::faded(palette().control, 0.5f), ui.em(0.25f));
  } else {
    figure_picture(lab, picture, figure);
  }
  cut_left(row, ui.em(0.75f));
  const float width = ui.em(4.75f);
  const auto place = [&] {
    const Rect cut = cut_right(row, width);
    cut_right(row, ui.em(0.375f));
    return centred(cut, width, ui.theme.control);
  };
  const char* name = format("save-figure-%s", words.name);
  if (button(ui, name, place(), Icon::download, "PNG", Look::plain, !reason))
    save_figure(lab, figure);
  if (figure == Figure::curves) {
    if (button(ui, "save-curves", place(), Icon::download, "CSV", Look::plain, !reason)) {
      save_file(lab, "curves.csv", content_of(history_to_csv(lab.now->history)));
    }
    explain(ui, "Step, epoch, training loss and test loss as a table.");
  }
  row = centred(row, row.width(), line_height(ui, Type::body) + line_height(ui, Type::small));
  draw_text(ui, cut_top(row, line_height(ui, Type::body)), Type::body,
            reason ? palette().text_faint : palette().text_strong, words.title);
  draw_text(ui, row, Type::small, palette().text_faint, reason ? reason : words.detail);
}

void figures(LabState& lab, Rect& area) {
  if (!shows(lab, Control::figures)) return;
  Ui& ui = lab.ui;
  follow_keep(lab);
  Rect heading = cut_top(area, ui.theme.control);
  const Rect scale = cut_right(heading, ui.em(9));
  draw_text(ui, heading, Type::small, palette().text_soft, "Figures and curves");
  constexpr const char* kLabels[] = {"1×", "2×", "4×"};
  segmented(ui, "figure-scale", scale, kLabels, kLabels, lab.keep.scale, palette().accent);
  const float height = std::max(ui.em(2.75f), ui.theme.control);
  for (std::size_t i = 0; i < kFigures; ++i) {
    cut_top(area, ui.em(0.5f));
    figure_row(lab, cut_top(area, height), static_cast<Figure>(i));
  }
  section_end(ui, area);
}

// ---- the whole state ----------------------------------------------------------------------------

void copy_link(LabState& lab) {
  const Result<std::string> link = state_to_link(lab);
  if (!link.ok()) return complain(lab.notice, link.error().message);
  lab.requests.push_back({HostRequest::Kind::copy_link, {}, content_of(link.value())});
}

void state(LabState& lab, Rect& area) {
  if (!shows(lab, Control::state)) return;
  Ui& ui = lab.ui;
  section_heading(lab, area, "Everything as it stands");
  sentence(ui, area,
           "Recipe, seed, settings and drawing, but not the weights: who opens it and trains gets "
           "the same network, bit for bit.");
  const Rect row = cut_top(area, ui.theme.control);
  const float gap = ui.em(0.5f);
  if (button(ui, "copy-link", cell(row, 0, 3, gap), Icon::link, "Copy link", Look::primary)) {
    copy_link(lab);
  }
  explain(ui, "The state is in the link itself: nothing is sent anywhere.");
  if (button(ui, "save-state", cell(row, 1, 3, gap), Icon::download, "Save", Look::plain)) {
    lab.requests.push_back({HostRequest::Kind::save_file, "hourglass-state.txt",
                            content_of(state_to_text(lab, StateForm::file) + "\n")});
  }
  explain(ui, "The same as a file, with the drawing in full.");
  if (button(ui, "load-state", cell(row, 2, 3, gap), Icon::upload, "Load …", Look::plain)) {
    open_file(lab, "hourglass-state.txt");
  }
  section_end(ui, area);
}

// ---- the page -----------------------------------------------------------------------------------

void colours(LabState& lab, Rect& area) {
  if (!shows(lab, Control::colours)) return;
  Ui& ui = lab.ui;
  section_heading(lab, area, "Colours");
  constexpr const char* kLabels[] = {"As the system", "Light", "Dark"};
  constexpr const char* kShort[] = {"System", "Light", "Dark"};
  int chosen = static_cast<int>(lab.colours.choice);
  const Rect row = cut_top(area, ui.theme.control);
  if (segmented(ui, "scheme-choice", row, kLabels, kShort, chosen, palette().accent)) {
    choose_scheme(lab, static_cast<SchemeChoice>(chosen));
  }
  section_end(ui, area);
}

void fresh_start(LabState& lab, Rect& area) {
  Ui& ui = lab.ui;
  const Rect row = cut_top(area, ui.theme.control);
  if (button(ui, "start-afresh", row, Icon::restore, "Start afresh", Look::plain)) {
    start_afresh(lab);
  }
  explain(ui, "As on the first visit: the example, recipe B and its trained weights.");
  if (!lab.remembered) return;
  cut_top(area, ui.em(0.5f));
  sentence(ui, area,
           "Settings, drawing and weights come back after a reload; the count of steps, the curves "
           "and the optimiser's memory do not.");
}

void all_but_figures(LabState& lab, Rect& area) {
  weights(lab, area);
  state(lab, area);
  colours(lab, area);
  fresh_start(lab, area);
}

}  // namespace

float keep_panel(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  if (!ui.tabs_name_panel) panel_heading(lab, area, "Keep", "");
  if (area.width() > ui.em(42)) {  // two columns
    Rect left = cut_left(area, std::floor(0.5f * (area.width() - ui.theme.section())));
    cut_left(area, ui.theme.section());
    all_but_figures(lab, left);
    figures(lab, area);
    return std::max(left.min.y, area.min.y);
  }
  weights(lab, area);
  figures(lab, area);
  state(lab, area);
  colours(lab, area);
  fresh_start(lab, area);
  return area.min.y;
}

}  // namespace hourglass
