// Two models on the same input: what they make of the drawing and of eight test digits, and the
// course of both runs.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "lab/compare_view.h"
#include "lab/curves.h"
#include "lab/digit_tile.h"
#include "lab/panels.h"
#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr double kSliceMilliseconds = 2;

// What is known of a model.
struct Contender {
  const char* letter;
  ImU32 tone;
  std::string title;
  std::string detail;
  bool ready;
  double mse;       // of the drawing
  double test_mse;  // of the clean test digits; NaN: not measured yet
};

double mean_error(const Snapshot& now) {
  if (!now.survey || now.survey->errors.empty()) return std::nan("");
  const std::vector<float>& errors = now.survey->errors;
  return std::accumulate(errors.begin(), errors.end(), 0.0) / static_cast<double>(errors.size());
}

std::string detail_words(const LabState& lab, const Snapshot& now) {
  const bool trained = &now == lab.now && lab.is_pretrained;
  const char* course = trained ? "trained" : format("epoch %.1f", now.epoch);
  return format("code of %s, %s weights, %s", short_count(now.recipe.network.code_size()),
                short_count(static_cast<long long>(now.parameters.size())), course);
}

Index component_count(const LabState& lab) {
  return lab.compare.pca.components_for(lab.now->recipe.network.code_size());
}

Contender contender_a(const LabState& lab) {
  const Snapshot& now = *lab.now;
  return {"A",
          colour_a(),
          now.recipe.title,
          detail_words(lab, now),
          lab.live.reconstruction.size() > 0,
          lab.live.mse,
          mean_error(now)};
}

Contender contender_b(const LabState& lab) {
  const CompareView& compare = lab.compare;
  const bool ready = compare.output_b.size() > 0;
  if (compare.against_pca()) {
    const PcaBaseline& pca = compare.pca;
    if (!pca.search) return {"B", colour_b(), "PCA", "", false, 0, std::nan("")};
    const int k = static_cast<int>(component_count(lab));
    const char* detail =
        pca.done() ? format("of %d training digits", static_cast<int>(PcaBaseline::kImages))
                   : format("%.0f %% of the work is done", 100 * pca.search->progress());
    const double test = pca.done() ? pca.mse(k) : std::nan("");
    return {"B", colour_b(), format("PCA, %d components", k), detail, ready, compare.mse_b, test};
  }
  const Snapshot& now = *lab.rival.now;
  if (compare.loan) {
    return {"B",   colour_b(), "Lent to a study", "It comes back when that ends or is stopped.",
            false, 0,          std::nan("")};
  }
  if (!compare.refusal.empty()) {
    return {"B", colour_b(), "No room for it", compare.refusal, false, 0, std::nan("")};
  }
  if (!ready) return {"B", colour_b(), "On its way", "", false, 0, std::nan("")};
  return {"B",  colour_b(),    now.recipe.title, detail_words(lab, now),
          true, compare.mse_b, mean_error(now)};
}

void preset_list(LabState& lab, const Rect& row) {
  Ui& ui = lab.ui;
  CompareView& compare = lab.compare;
  const std::string title = compare.pairings[compare.chosen].title;
  const float width = std::min(ui.em(24), ImGui::GetIO().DisplaySize.x - ui.em(1));
  if (!begin_list(ui, "compare-preset", row, title.c_str(), width)) return;
  for (std::size_t i = 0; i < compare.pairings.size(); ++i) {
    const Pairing& pairing = compare.pairings[i];
    if (list_row(ui, format("compare-preset-%d", static_cast<int>(i)), pairing.title.c_str(),
                 pairing.detail.c_str(), i == compare.chosen)) {
      choose_pairing(lab, i);
    }
  }
  end_list();
}

void buttons(LabState& lab, Rect row) {
  Ui& ui = lab.ui;
  CompareView& compare = lab.compare;
  const bool alone = compare.against_pca();
  const bool rival_ready =
      lab.rival.now->state != RunState::waiting && !compare.loan && compare.refusal.empty();
  const bool ready = lab.now->state != RunState::waiting && (alone || rival_ready);
  if (button(ui, "compare-reset", cut_right(row, ui.em(7.5f)), Icon::shuffle,
             alone ? "Reset" : "Reset both", Look::plain, ready)) {
    reset_both(lab);
  }
  explain(ui, "New random weights for both, from the same seed: a fair start.");
  cut_right(row, ui.em(0.5f));
  if (compare.duel.on) {
    if (button(ui, "compare-train", row, Icon::pause, "Pause", Look::primary)) {
      pause(compare.duel, sides(lab));
    }
  } else if (button(ui, "compare-train", row, Icon::play, alone ? "Train" : "Train both",
                    Look::primary, ready)) {
    start(compare.duel, sides(lab));
  }
  explain(ui,
          "Both go through the same digits as often: a fifth of an epoch, then they wait for "
          "each other.");
}

void reading(const Ui& ui, Rect& area, const char* title, double value, bool wins, ImU32 tone) {
  draw_text(ui, cut_top(area, line_height(ui, Type::small)), Type::small, palette().text_soft,
            title);
  Rect row = cut_top(area, line_height(ui, Type::strong));
  const char* words = loss_text(value);
  draw_text(ui, row, Type::strong, wins ? tone : palette().text_strong, words);
  if (!wins) return;
  const float x = row.min.x + text_width(ui, Type::strong, words) + ui.em(0.75f);
  draw_icon(ImGui::GetWindowDrawList(), Icon::check, {x, row.middle().y}, ui.em(0.9375f), tone);
}

// A model: its name, what it gives, where it errs, and its numbers.
void contender_row(LabState& lab, Rect area, const Contender& it, const Contender& other,
                   TileId output, TileId error) {
  Ui& ui = lab.ui;
  Rect title = cut_top(area, line_height(ui, Type::strong));
  draw_text(ui, cut_left(title, ui.em(1.125f)), Type::strong, it.tone, it.letter);
  draw_text(ui, title, Type::strong, palette().text_strong, it.title.c_str());
  draw_text(ui, cut_top(area, line_height(ui, Type::small)), Type::small, palette().text_soft,
            it.detail.c_str());
  cut_top(area, ui.em(0.25f));
  const float tile = area.height();
  const char* name = *it.letter == 'A' ? "compare-a" : "compare-b";
  const Rect left = cut_left(area, tile);
  cut_left(area, ui.em(0.5f));
  const Rect right = cut_left(area, tile);
  cut_left(area, ui.em(0.75f));
  if (!it.ready) {
    for (const Rect& place : {left, right}) {
      ImGui::GetWindowDrawList()->AddRectFilled(place.min, place.max, palette().control,
                                                tile_rounding(ui, place));
    }
    name_item(ui, name, left);
    return;
  }
  digit_tile(lab, name, left, output, ColourMap::paper, "What this model makes of the input.");
  digit_tile(lab, format("%s-error", name), right, error, ColourMap::error_on_paper,
             "Where it errs: orange, too much ink; teal, too little.");
  const float lines = line_height(ui, Type::small) + line_height(ui, Type::strong);
  area = centred(area, area.width(), 2 * lines);
  reading(ui, area, "Error here", it.mse, other.ready && it.mse < other.mse, it.tone);
  reading(ui, area, "On clean digits", it.test_mse, it.test_mse < other.test_mse, it.tone);
}

float title_height(const Ui& ui) {
  return line_height(ui, Type::strong) + line_height(ui, Type::small) + ui.em(0.25f);
}

void contenders(LabState& lab, Rect area, float tile, const Contender& a, const Contender& b) {
  Ui& ui = lab.ui;
  const float title = title_height(ui);
  Rect given = cut_left(area, tile);
  const float middle = area.min.y + title + tile + 0.5f * ui.em(0.5f) + 0.5f * title;
  given = {{given.min.x, middle - 0.5f * tile}, {given.max.x, middle + 0.5f * tile}};
  digit_tile(lab, "compare-input", given, lab.tiles.noisy, ColourMap::paper,
             "What both are given: your drawing, with the same noise.");
  const Rect words{{given.min.x, given.min.y - ui.em(1.625f)}, {given.max.x, given.min.y}};
  draw_text(ui, words, Type::small, palette().text_soft, "Given both");
  cut_left(area, ui.em(0.75f));
  contender_row(lab, cut_top(area, title + tile), a, b, lab.tiles.reconstruction, lab.tiles.error);
  cut_top(area, ui.em(0.5f));
  contender_row(lab, cut_top(area, title + tile), b, a, lab.compare.tile_b,
                lab.compare.tile_error_b);
}

constexpr float kLetters = 3;  // em

float probe_tile(const Ui& ui, float width) {
  return std::floor((width - ui.em(kLetters) - 7 * ui.em(0.375f)) / 8);
}

void probes(LabState& lab, Rect area, const Contender& a, const Contender& b) {
  const Ui& ui = lab.ui;
  const char* titles[] = {"Given", a.letter, b.letter};
  const ImU32 tones[] = {palette().text_soft, a.tone, b.tone};
  const float tile = probe_tile(ui, area.width());
  const bool any = lab.now->probe.noisy.cols() > 0;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int r = 0; r < 3; ++r) {
    Rect row = cut_top(area, tile);
    cut_top(area, ui.em(0.375f));
    draw_text(ui, cut_left(row, ui.em(kLetters)), r > 0 ? Type::strong : Type::small, tones[r],
              titles[r]);
    lab.digits.begin(list);
    for (int i = 0; i < 8; ++i) {
      const Rect place = cell(row, i, 8, ui.em(0.375f));
      const auto column = static_cast<std::size_t>(i);
      if (any && i < lab.now->probe.noisy.cols() && (r < 2 || b.ready)) {
        const TileId id = r == 2 ? lab.compare.probe_b[column] : lab.tiles.probe[r][i];
        digit_picture(lab, place, id, ColourMap::paper);
      }
    }
    lab.digits.end(list);
  }
}

void course(LabState& lab, Rect rect) {
  Ui& ui = lab.ui;
  const bool pca = lab.compare.against_pca();
  const bool alike = pca || lab.now->recipe.loss == lab.rival.now->recipe.loss;
  if (!alike && has_curves(*lab.now)) {
    const char* words = "A's loss and B's are of different kinds: compare the errors above.";
    draw_text(ui, cut_bottom(rect, line_height(ui, Type::small)), Type::small, palette().text_faint,
              words);
  }
  const RunCurves runs[] = {{lab.now, colour_a()}, {lab.rival.now, colour_b()}};
  const Invitation invitation{pca ? "Train, and see when it beats PCA"
                                  : "Train both and see who learns faster"};
  loss_curves(ui, "compare-curves", rect, std::span(runs, pca ? 1 : 2), invitation);
}

// What model B makes of these images.
std::optional<Matrix<float>> through_b(LabState& lab, ConstBatch<float> x) {
  CompareView& compare = lab.compare;
  if (compare.against_pca()) {
    if (!compare.pca.found() || lab.live.code.size() == 0) return std::nullopt;
    return reconstruct_with(compare.pca, x, component_count(lab));
  }
  // While the rival is lent to a study, its model is none of this comparison's.
  if (compare.loan || !compare.refusal.empty() || !lab.rival.has_model() ||
      !takes_drawings(lab.rival.inference)) {
    return std::nullopt;
  }
  return lab.rival.inference.reconstruct(x);
}

void fit_pca(LabState& lab) {
  CompareView& compare = lab.compare;
  if (!compare.against_pca()) return;
  begin(compare.pca, lab.now->data);
  if (compare.pca.done() || !compare.pca.search) return;
  if (advance(compare.pca, lab.workers, kSliceMilliseconds)) lab.ui.again = true;
  if (compare.pca.found()) compare.changed_b = lab.ui.again = true;
}

}  // namespace

void show_side(LabState& lab, bool new_probe) {
  CompareView& compare = lab.compare;
  const auto output = through_b(lab, lab.live.noisy);
  compare.output_b = output ? Column<float>(output->col(0)) : Column<float>();
  if (!output) return;
  const Column<float> error = compare.output_b - lab.live.seen;
  compare.mse_b = static_cast<double>(error.squaredNorm()) / static_cast<double>(error.size());
  show_image(lab, compare.tile_b, compare.output_b);
  show_image(lab, compare.tile_error_b, error);
  const Matrix<float>& probe = lab.now->probe.noisy;
  if (!new_probe || probe.cols() == 0 || probe.rows() != compare.output_b.size()) return;
  const auto outputs = through_b(lab, probe);
  for (Index i = 0; i < std::min<Index>(probe.cols(), 8); ++i) {
    show_image(lab, compare.probe_b[static_cast<std::size_t>(i)], outputs->col(i));
  }
}

float side_view(LabState& lab, Rect area) {
  const Ui& ui = lab.ui;
  if (!lab.compare.opened) {
    const char* words = "Two models meet here as soon as the first has arrived.";
    return area.min.y + draw_paragraph(ui, area, Type::body, palette().text_soft, words);
  }
  fit_pca(lab);
  const Contender a = contender_a(lab), b = contender_b(lab);
  const bool wide = area.width() > ui.em(42);
  Rect right = area;
  if (wide) {
    area = cut_left(right, std::floor(0.49f * right.width()));
    cut_left(right, ui.theme.section());
  }
  preset_list(lab, cut_top(area, ui.theme.control));
  cut_top(area, ui.em(0.5f));
  buttons(lab, cut_top(area, ui.theme.control));
  cut_top(area, ui.em(0.625f));
  const float tile = std::floor(std::min(ui.em(5.25f), 0.2f * area.width()));
  contenders(lab, cut_top(area, 2 * (title_height(ui) + tile) + ui.em(0.5f)), tile, a, b);
  cut_top(area, ui.em(0.875f));
  Rect& rest = wide ? right : area;
  const float height = 3 * (probe_tile(ui, rest.width()) + ui.em(0.375f));
  probes(lab, cut_top(rest, height), a, b);
  cut_top(rest, ui.em(0.5f));
  course(lab, cut_top(rest, std::max(rest.height(), ui.em(7))));
  return std::max(area.min.y, rest.min.y);
}

}  // namespace hourglass
