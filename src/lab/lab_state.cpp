#include "lab/lab_state.h"

#include <algorithm>
#include <utility>

#include "data/synthetic.h"
#include "io/builtin_recipes.h"
#include "io/recipe_json.h"

namespace hourglass {
namespace {

constexpr int kSide = static_cast<int>(kDigitSide);
constexpr Index kWaist = 256;  // numbers of a code that the drawing panel shows

std::span<const float> pixels(ConstBatch<float> image) {
  return {image.data(), static_cast<std::size_t>(image.size())};
}

void show(DigitRenderer& digits, TileId tile, const Column<float>& image) {
  if (image.size() == kDigitPixels) {
    digits.upload(tile, kSide, kSide, pixels(image));
  } else {
    const std::vector<float> paper(static_cast<std::size_t>(kDigitPixels));
    digits.upload(tile, kSide, kSide, paper);
  }
}

Tiles make_tiles(DigitRenderer& digits) {
  Tiles tiles;
  tiles.pad = digits.add(Drawing::kSide, Drawing::kSide);
  tiles.whole = digits.add(Drawing::kSide, Drawing::kSide);
  tiles.waist = digits.add(1, static_cast<int>(kWaist));
  auto digit = [&digits] { return digits.add(kSide, kSide); };
  for (TileId* tile :
       {&tiles.seen, &tiles.noisy, &tiles.reconstruction, &tiles.error, &tiles.decoded}) {
    *tile = digit();
  }
  for (auto& row : tiles.probe) {
    for (TileId& tile : row) tile = digit();
  }
  return tiles;
}

// Digits to pick from while there are no data.
Matrix<float> stand_in_gallery() {
  Matrix<float> gallery(kDigitPixels, Probe::kCount);
  const int order[] = {8, 0, 2, 4, 5, 6, 7, 9};
  for (Index i = 0; i < gallery.cols(); ++i) {
    const DigitImage image = draw_digit(order[i], 7, static_cast<std::uint64_t>(i));
    std::copy(image.begin(), image.end(), gallery.col(i).data());
  }
  return gallery;
}

void show_probe(LabState& lab) {
  const Probe& probe = lab.now->probe;
  Matrix<float> then;
  if (lab.moment && probe.noisy.cols() > 0) then = lab.inference.reconstruct(probe.noisy);
  const Matrix<float>* rows[] = {&probe.noisy, lab.moment ? &then : &probe.reconstructed,
                                 &probe.original};
  for (std::size_t r = 0; r < 3; ++r) {
    if (rows[r]->rows() != kDigitPixels) continue;
    for (Index i = 0; i < std::min(rows[r]->cols(), Probe::kCount); ++i) {
      show(lab.digits, lab.tiles.probe[r][i], rows[r]->col(i));
    }
  }
}

void show_drawing(LabState& lab) {
  const Drawing::Rows rows = lab.drawing.take_changed_rows();
  if (rows.count > 0) {
    lab.digits.upload_rows(lab.tiles.pad, rows.first, rows.count, lab.drawing.visible().ink);
    lab.digits.upload_rows(lab.tiles.whole, rows.first, rows.count, lab.drawing.canvas().ink);
  }
}

void show_digit(LabState& lab) {
  show(lab.digits, lab.tiles.seen, lab.live.seen);
  show(lab.digits, lab.tiles.noisy, lab.live.noisy);
  show(lab.digits, lab.tiles.reconstruction, lab.live.reconstruction);
  show(lab.digits, lab.tiles.error, lab.live.error);
}

void show_code(LabState& lab) {
  show(lab.digits, lab.tiles.decoded, lab.code.decoded);
  const Index shown = std::min(lab.live.code.size(), kWaist);
  if (shown == 0) return;
  const Column<float> scaled = lab.live.code.head(shown) / lab.code.highest;
  lab.digits.upload(lab.tiles.waist, 1, static_cast<int>(shown), pixels(scaled));
}

// The weights that are shown.
void use_model(LabState& lab) {
  const Snapshot& now = *lab.now;
  if (now.parameters.empty()) return;
  if (lab.moment) {
    lab.inference.use(now.recipe.network, parameters_of(*lab.moment));
  } else {
    lab.inference.view(now.recipe.network, now.parameters);  // the next frame looks again
  }
}

}  // namespace

LabState::LabState(Session& the_session) : session(the_session) {
  tiles = make_tiles(digits);
  code_views.tiles = make_code_tiles(digits);
  add_tiles(morph, digits);
  add_tiles(digit_view, digits);
  add_tiles(drawer_tiles, digits);
  add_tiles(picker, digits);
  add_tiles(keep, digits);
  add_tiles(inside, digits);
  add_tiles(compare, digits);
  gallery = stand_in_gallery();
  for (const BuiltinRecipe& recipe : builtin_recipes()) {
    Result<Recipe> parsed = parse_recipe(recipe.json);
    if (parsed.ok()) recipes.push_back(std::move(parsed.value()));
  }
}

void refresh(LabState& lab) {
  const Snapshot& now = *lab.now;
  const bool new_snapshot = now.generation != lab.seen_generation_;
  // A run keeps its first moment: where that is another one, so is the run.
  const std::shared_ptr<const Moment> first = now.moments.empty() ? nullptr : now.moments.front();
  if (first != lab.first_moment_) lab.moment.reset();
  lab.first_moment_ = first;
  // While one looks back, training that goes on changes nothing of what is shown.
  const bool new_model = (new_snapshot && !lab.moment) || lab.moment != lab.seen_moment_;
  const bool new_data = now.data != lab.seen_data_;
  lab.seen_data_ = now.data;
  const bool new_drawing = lab.drawing.version() != lab.seen_drawing_;
  if (new_snapshot) {
    lab.seen_generation_ = now.generation;
    lab.is_pretrained = in_use(lab.pretrained, now);
    follow(lab.pretrained, now);
    if (now.recipe.name != lab.seen_recipe_) {  // another recipe: the noise that it is meant for
      lab.seen_recipe_ = now.recipe.name;
      const bool awaited = lab.awaited_noise_ && lab.awaited_noise_->first == now.recipe.name;
      lab.noise = awaited ? lab.awaited_noise_->second : now.recipe.test_noise;
      if (awaited) lab.awaited_noise_.reset();
      lab.digit_changed = true;
    }
    const bool has_data =
        now.probe.original.rows() == kDigitPixels && now.probe.original.cols() > 0;
    if (has_data) lab.gallery = now.probe.original;
    if (!has_data && lab.gallery_is_data_) lab.gallery = stand_in_gallery();
    lab.gallery_is_data_ = has_data;
  }
  if (new_model) {
    lab.seen_moment_ = lab.moment;
    use_model(lab);
  }
  if (new_model || new_snapshot) show_probe(lab);
  if (new_drawing) {
    lab.seen_drawing_ = lab.drawing.version();
    show_drawing(lab);
  }
  const bool new_digit = new_drawing || lab.digit_changed;
  if (new_digit) corrupt_drawing(lab.drawing, lab.noise, lab.roll, lab.workers, lab.live);
  if (new_digit || new_model) {
    denoise_drawing(lab.inference, lab.live);
    show_digit(lab);
    if (new_model) fit_range(lab.code, lab.live, lab.gallery, lab.inference);
  }
  if (new_digit || new_model || lab.code_changed) {
    follow_digit(lab.code, lab.live, lab.inference);
    show_code(lab);
  }
  for (Changes& changes : lab.changes_) {
    changes.model |= new_model;
    changes.drawing |= new_digit;
    changes.data |= new_data;
  }
  lab.digit_changed = lab.code_changed = false;
}

std::shared_ptr<const Survey> shown_survey(const LabState& lab) {
  return lab.moment ? lab.moment->survey : lab.now->survey;
}

void use_noise_with(LabState& lab, const std::string& recipe, const NoiseSpec& noise) {
  lab.noise = noise;
  lab.digit_changed = true;
  lab.awaited_noise_.reset();
  if (recipe != lab.seen_recipe_) lab.awaited_noise_ = {recipe, noise};
}

Changes take_changes(LabState& lab, Panel panel) {
  return std::exchange(lab.changes_[static_cast<std::size_t>(panel)],
                       Changes{.model = false, .drawing = false, .data = false});
}

void show_image(LabState& lab, TileId tile, const Column<float>& image) {
  show(lab.digits, tile, image);
}

void open_panel(LabState& lab, Panel panel) {
  if (!shows(lab, panel)) return;
  lab.tab = panel;
  if (panel != Panel::draw) lab.side = panel;
}

void speak(LabState& lab, const std::string& language) {
  if (language == lab.language) return;
  lab.language = language;
  lab.requests.push_back({HostRequest::Kind::language, language, {}});
}

NoiseSpec with_kind(NoiseSpec noise, int kind) {
  noise.kind = static_cast<NoiseKind>(kind);
  if (noise.strength == 0) noise.strength = 0.5f;
  noise.strength = std::min(noise.strength, max_strength(noise.kind));
  return noise;
}

}  // namespace hourglass
