// Everything the laboratory knows between frames. Panels read and change it; what follows from a
// change (the reconstruction, the strip, their textures) is brought up to date by refresh().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lab/code_study.h"
#include "lab/drawing.h"
#include "lab/graphics/digit_renderer.h"
#include "lab/lab.h"
#include "lab/live_digit.h"
#include "lab/pretrained.h"
#include "lab/ui.h"
#include "training/session.h"

namespace hourglass {

// A value that the user has set and that the session has not yet taken up: shown until it has.
template <class T>
struct Pending {
  T value{};
  std::uint64_t command = 0;

  const T& shown(const Snapshot& now, const T& current) const {
    return command > now.commands_taken ? value : current;
  }
};

// Rooms in the atlas.
struct Tiles {
  TileId pad, seen, noisy, reconstruction, error, waist, decoded;
  TileId probe[3][Probe::kCount];  // noisy, reconstructed, original
  TileId ends[2];
  TileId strip[2][CodeStudy::kSteps];  // through codes, through pixels
};

struct LabState {
  explicit LabState(Session& the_session);

  Session& session;
  const Snapshot* now = nullptr;  // the newest; never null within a frame
  Ui ui;
  DigitRenderer digits;
  Tiles tiles;
  Inference inference;
  Workers workers{1};

  Drawing drawing;
  NoiseSpec noise{NoiseKind::gaussian, 0.5f};
  std::uint64_t roll = 0;  // which noise
  LiveDigit live;
  CodeStudy code;

  Panel tab = Panel::draw;  // the one in front where not all have room
  std::vector<Recipe> recipes;
  Pretrained pretrained;
  bool is_pretrained = false;  // the newest snapshot holds just those weights
  Pending<double> learning_rate;
  Pending<NoiseSpec> training_noise;
  std::uint64_t seed = 0;  // of the last reset
  std::vector<ImVec2> pen_samples;
  bool pen_is_sampled = false;  // samples come here at all

  std::string variant;
  int threads = 1;
  bool isolated = true;

  bool digit_changed = true;  // noise or roll
  bool code_changed = true;   // held dimensions
  bool strip_changed = true;  // ends

 private:
  friend void refresh(LabState& lab);
  std::uint64_t seen_generation_ = 0;
  std::uint64_t seen_drawing_ = 0;
  bool gallery_is_data_ = false;
  std::string seen_recipe_;
};

// Brings live, code and all textures up to the drawing, the settings and the newest snapshot.
// Cheap when nothing has changed.
void refresh(LabState& lab);

// What each kind of noise is called, in NoiseKind's order; short_noise_names for narrow places.
inline constexpr const char* kNoiseNames[] = {"None", "Gaussian", "Uniform", "Masking",
                                              "Salt & pepper"};
inline constexpr const char* kShortNoiseNames[] = {"None", "Gauss", "Uniform", "Mask", "Salt"};

// The same noise of another kind, in NoiseKind's order; of a middling strength where it had none.
NoiseSpec with_kind(NoiseSpec noise, int kind);

}  // namespace hourglass
