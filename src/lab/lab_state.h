// Everything the laboratory knows between frames. Panels read and change it; what follows from a
// change (the reconstruction, the strip, their textures) is brought up to date by refresh().
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lab/code_views.h"
#include "lab/compare_view.h"
#include "lab/controls.h"
#include "lab/data_choice.h"
#include "lab/digit_view.h"
#include "lab/drawer.h"
#include "lab/drawer_tiles.h"
#include "lab/drawing.h"
#include "lab/graphics/digit_renderer.h"
#include "lab/host_request.h"
#include "lab/image_picker.h"
#include "lab/inside_view.h"
#include "lab/keep_study.h"
#include "lab/lab.h"
#include "lab/live_code.h"
#include "lab/live_digit.h"
#include "lab/morph_study.h"
#include "lab/notice.h"
#include "lab/pad.h"
#include "lab/pca_reference.h"
#include "lab/pretrained.h"
#include "lab/scheme_choice.h"
#include "lab/train_view.h"
#include "lab/ui.h"
#include "lab/undo.h"
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
  TileId pad;    // what is left of the drawing
  TileId whole;  // with what was rubbed out
  TileId seen, noisy, reconstruction, error, waist, decoded;
  TileId probe[3][Probe::kCount];  // noisy, reconstructed, original
};

// What has changed since a panel last looked. It brings its own pictures up to date when it is
// shown, so panels that are hidden cost nothing.
struct Changes {
  bool model = true;    // weights, perhaps of another network
  bool drawing = true;  // what the network is given: drawing or noise
  bool data = true;     // the images
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
  PadView pad;
  DigitView digit_view;
  Drawer drawer;
  DrawerTiles drawer_tiles;
  ImagePicker picker;
  LiveCode code;
  CodeViews code_views;
  MorphStudy morph;
  InsideView inside;
  Rival rival;
  CompareView compare;
  Matrix<float> gallery;  // (kDigitSide^2 x n) images to pick from
  Undo undo;
  Notice notice;
  KeepStudy keep;
  std::vector<HostRequest> requests;
  Controls hidden;       // hide() changes it
  std::string language;  // speak() changes it
  SchemeSetting colours;
  bool remembered = false;  // the host keeps the state for the next visit
  struct {
    std::string ink, rubbed;
    std::uint64_t version = 0;
  } linked_drawing;  // its words in the link that brought it, while it has this version

  Panel tab = Panel::draw;    // the one in front where not all have room
  Panel side = Panel::train;  // the one that was in front last beside the drawing
  std::vector<Recipe> recipes;
  DataChoice data;
  Pretrained pretrained;
  bool is_pretrained = false;  // the newest snapshot holds just those weights
  Pending<double> learning_rate;
  Pending<NoiseSpec> training_noise;
  std::uint64_t seed = 0;  // of the last reset
  std::vector<ImVec2> pen_samples;
  bool pen_is_sampled = false;  // samples come here at all

  // LabOptions'.
  std::function<void()> wake;
  std::function<Result<Done>(const Recipe& a, const Recipe& b)> fit_together;
  TrainView train;
  PcaReference pca{session.threads() > 0};
  RecipeLimit recipe_limit;  // what there is room for; null: for everything that is valid
  // The moment of the run that is looked back at; null: live. `inference` has its weights.
  std::shared_ptr<const Moment> moment;

  std::string variant;
  int threads = 1;
  bool isolated = true;
  bool reduced_motion = false;

  bool digit_changed = true;  // noise or roll
  bool code_changed = true;   // held dimensions

 private:
  friend void refresh(LabState& lab);
  std::uint64_t seen_generation_ = 0;
  std::uint64_t seen_drawing_ = 0;
  friend Changes take_changes(LabState& lab, Panel panel);
  std::array<Changes, kPanels> changes_;
  bool gallery_is_data_ = false;
  friend void use_noise_with(LabState& lab, const std::string& recipe, const NoiseSpec& noise);
  std::string seen_recipe_;
  // When the recipe of this name comes into use, it comes with this noise on the drawing.
  std::optional<std::pair<std::string, NoiseSpec>> awaited_noise_;
  std::shared_ptr<const Dataset> seen_data_;
  std::shared_ptr<const Moment> seen_moment_, first_moment_;
};

// Brings live, code and all textures up to the drawing, the settings and the newest snapshot.
// Cheap when nothing has changed.
void refresh(LabState& lab);

// What is known of the shown model's codes: of the moment looked back at, or of now. May be null.
std::shared_ptr<const Survey> shown_survey(const LabState& lab);
// This noise on the drawing, also where the recipe of this name is still on its way.
void use_noise_with(LabState& lab, const std::string& recipe, const NoiseSpec& noise);

// Gives a panel its changes and forgets them.
Changes take_changes(LabState& lab, Panel panel);

// An image of kDigitSide^2 pixels on a digit's tile; blank paper for one of another size.
void show_image(LabState& lab, TileId tile, const Column<float>& image);

// Brings a panel to the front, unless it is hidden.
void open_panel(LabState& lab, Panel panel);

// The page around speaks this language from now on, by its tag; empty: the reader's own.
void speak(LabState& lab, const std::string& language);

// The digit that is on the pad before anything is drawn.
inline constexpr int kExampleDigit = 3;

// What each kind of noise is called, in NoiseKind's order; short_noise_names for narrow places.
inline constexpr const char* kNoiseNames[] = {"None", "Gaussian", "Uniform", "Masking",
                                              "Salt & pepper"};
inline constexpr const char* kShortNoiseNames[] = {"None", "Gauss", "Uniform", "Mask", "Salt"};

// The same noise of another kind, in NoiseKind's order; of a middling strength where it had none.
NoiseSpec with_kind(NoiseSpec noise, int kind);

}  // namespace hourglass
