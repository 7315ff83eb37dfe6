// What the panel "Compare" keeps between frames, and its three views. The rival is at work for all
// of them, for one at a time; the others keep what they have and go on from there.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "lab/brief_study.h"
#include "lab/duel.h"
#include "lab/graphics/digit_renderer.h"
#include "lab/pairing.h"
#include "lab/pca_baseline.h"
#include "lab/rival.h"
#include "lab/ui.h"

namespace hourglass {

struct LabState;

struct CompareView {
  enum Which : int { side_by_side, noise_bench, bottleneck };

  static constexpr std::size_t kStrengths = 4;
  static constexpr std::size_t kSizes = 6;
  static constexpr std::array<float, kStrengths> kNoise{0, 0.25f, 0.5f, 0.8f};
  static constexpr std::array<Index, kSizes> kCodes{2, 4, 8, 16, 32, 64};

  int which = side_by_side;
  bool opened = false;  // the rival has its first model

  std::vector<Pairing> pairings;
  std::size_t chosen = 0;
  Duel duel;
  PcaBaseline pca;
  Column<float> output_b;  // what model B makes of the drawing; empty: nothing
  double mse_b = 0;
  bool changed_b = true;  // model B has, or its part in the panel

  BriefStudy bench, sweep;
  bool studies_changed = true;  // a model has come, or a view
  // What the rival held before it was lent to a study.
  struct Loan {
    Recipe recipe;
    std::vector<float> parameters;
  };
  std::optional<Loan> loan;
  std::string refusal;  // why there is no model B; empty: it is there or on its way

  TileId tile_b, tile_error_b;
  std::array<TileId, 8> probe_b;
  // A row for each training noise, the last for the noisy drawing itself.
  std::array<std::array<TileId, kStrengths>, kStrengths + 1> bench_tiles;
  std::array<std::array<TileId, kSizes>, 2> sweep_tiles;  // of the autoencoders, of PCA

  bool against_pca() const { return chosen == kPcaPairing; }
};

// Once, at start-up: about 40,000 texels.
void add_tiles(CompareView& view, DigitRenderer& digits);

// Each frame, shown or not: the rival's news, models in step, studies that go on.
void advance_compare(LabState& lab);

// Who is who, with a colour each.
ImU32 colour_a();
ImU32 colour_b();

// Puts a pair of models in place; what they had learned can be brought back.
void choose_pairing(LabState& lab, std::size_t which);
// The two that are trained in step.
std::array<Duel::Side, 2> sides(LabState& lab);
void reset_both(LabState& lab);

// Lends the rival to a study, from where it was stopped or anew when it is done; the other study
// and the models in step are stopped.
void start_study(LabState& lab, BriefStudy& study);
void stop_study(LabState& lab, BriefStudy& study);
bool can_study(const LabState& lab);

// The views fill the area from its top and give the y where they ended.
float side_view(LabState& lab, Rect area);
float bench_view(LabState& lab, Rect area);
float sweep_view(LabState& lab, Rect area);

// Bring the views' pictures up to models and drawing.
void show_side(LabState& lab, bool new_probe);
void show_bench(LabState& lab);
void show_sweep(LabState& lab);

}  // namespace hourglass
