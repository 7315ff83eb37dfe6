#include "lab/lab_state.h"

#include <algorithm>

#include "data/synthetic.h"
#include "io/builtin_recipes.h"
#include "io/recipe_json.h"

namespace hourglass {
namespace {

constexpr int kSide = static_cast<int>(kDigitSide);
constexpr Index kPixels = kDigitSide * kDigitSide;

std::span<const float> pixels(ConstBatch<float> image) {
  return {image.data(), static_cast<std::size_t>(image.size())};
}

void show(DigitRenderer& digits, TileId tile, const Column<float>& image) {
  if (image.size() == kPixels) {
    digits.upload(tile, kSide, kSide, pixels(image));
  } else {
    const std::vector<float> paper(static_cast<std::size_t>(kPixels));
    digits.upload(tile, kSide, kSide, paper);
  }
}

Tiles make_tiles(DigitRenderer& digits) {
  Tiles tiles;
  tiles.pad = digits.add(Drawing::kSide, Drawing::kSide);
  tiles.waist = digits.add(1, static_cast<int>(CodeStudy::kMaxSliders));
  auto digit = [&digits] { return digits.add(kSide, kSide); };
  for (TileId* tile : {&tiles.seen, &tiles.noisy, &tiles.reconstruction, &tiles.error,
                       &tiles.decoded, &tiles.ends[0], &tiles.ends[1]}) {
    *tile = digit();
  }
  for (auto& row : tiles.probe) {
    for (TileId& tile : row) tile = digit();
  }
  for (auto& row : tiles.strip) {
    for (TileId& tile : row) tile = digit();
  }
  return tiles;
}

// Digits to pick from while there are no data.
Matrix<float> stand_in_gallery() {
  Matrix<float> gallery(kPixels, Probe::kCount);
  const int order[] = {8, 0, 2, 4, 5, 6, 7, 9};
  for (Index i = 0; i < gallery.cols(); ++i) {
    const DigitImage image = draw_digit(order[i], 7, static_cast<std::uint64_t>(i));
    std::copy(image.begin(), image.end(), gallery.col(i).data());
  }
  return gallery;
}

void show_probe(LabState& lab) {
  const Probe& probe = lab.now->probe;
  const Matrix<float>* rows[] = {&probe.noisy, &probe.reconstructed, &probe.original};
  for (std::size_t r = 0; r < 3; ++r) {
    if (rows[r]->rows() != kPixels) continue;
    for (Index i = 0; i < std::min(rows[r]->cols(), Probe::kCount); ++i) {
      show(lab.digits, lab.tiles.probe[r][i], rows[r]->col(i));
    }
  }
}

void show_drawing(LabState& lab) {
  const Drawing::Rows rows = lab.drawing.take_changed_rows();
  if (rows.count > 0) {
    lab.digits.upload_rows(lab.tiles.pad, rows.first, rows.count, lab.drawing.canvas().ink);
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
  const Index shown = std::min(lab.live.code.size(), CodeStudy::kMaxSliders);
  if (shown == 0) return;
  const Column<float> scaled = lab.live.code.head(shown) / lab.code.highest;
  lab.digits.upload(lab.tiles.waist, 1, static_cast<int>(shown), pixels(scaled));
}

void show_strip(LabState& lab) {
  for (int end = 0; end < 2; ++end) {
    show(lab.digits, lab.tiles.ends[end], end_image(lab.code, lab.live, end));
  }
  for (Index i = 0; i < CodeStudy::kSteps; ++i) {
    const bool any = lab.code.through_codes.cols() > i;
    show(lab.digits, lab.tiles.strip[0][i],
         any ? Column<float>(lab.code.through_codes.col(i)) : Column<float>());
    show(lab.digits, lab.tiles.strip[1][i], lab.code.through_pixels.col(i));
  }
}

}  // namespace

LabState::LabState(Session& the_session) : session(the_session) {
  tiles = make_tiles(digits);
  code.gallery = stand_in_gallery();
  for (const BuiltinRecipe& recipe : builtin_recipes()) {
    Result<Recipe> parsed = parse_recipe(recipe.json);
    if (parsed.ok()) recipes.push_back(std::move(parsed.value()));
  }
}

void refresh(LabState& lab) {
  const Snapshot& now = *lab.now;
  const bool new_model = now.generation != lab.seen_generation_;
  const bool new_drawing = lab.drawing.version() != lab.seen_drawing_;
  if (new_model) {
    lab.seen_generation_ = now.generation;
    if (!now.parameters.empty()) lab.inference.use(now.recipe.network, now.parameters);
    lab.is_pretrained = in_use(lab.pretrained, now);
    follow(lab.pretrained, now);
    if (now.recipe.name != lab.seen_recipe_) {  // another recipe: the noise that it is meant for
      lab.seen_recipe_ = now.recipe.name;
      lab.noise = now.recipe.test_noise;
      lab.digit_changed = true;
    }
    show_probe(lab);
    const bool has_data = now.probe.original.rows() == kPixels && now.probe.original.cols() > 0;
    if (has_data) lab.code.gallery = now.probe.original;
    if (!has_data && lab.gallery_is_data_) lab.code.gallery = stand_in_gallery();
    lab.gallery_is_data_ = has_data;
  }
  if (new_drawing) {
    lab.seen_drawing_ = lab.drawing.version();
    show_drawing(lab);
  }
  const bool new_digit = new_drawing || lab.digit_changed;
  if (new_digit) corrupt_drawing(lab.drawing.canvas(), lab.noise, lab.roll, lab.workers, lab.live);
  if (new_digit || new_model) {
    denoise_drawing(lab.inference, lab.live);
    show_digit(lab);
    if (new_model) fit_range(lab.code, lab.live, lab.inference);
  }
  if (new_digit || new_model || lab.code_changed) {
    follow_digit(lab.code, lab.live, lab.inference);
    show_code(lab);
  }
  const bool drawing_in_strip =
      lab.code.ends[0] == CodeStudy::kDrawing || lab.code.ends[1] == CodeStudy::kDrawing;
  if (new_model || lab.strip_changed || (new_drawing && drawing_in_strip)) {
    walk_strip(lab.code, lab.live, lab.inference);
    show_strip(lab);
  }
  lab.digit_changed = lab.code_changed = lab.strip_changed = false;
}

NoiseSpec with_kind(NoiseSpec noise, int kind) {
  noise.kind = static_cast<NoiseKind>(kind);
  if (noise.strength == 0) noise.strength = 0.5f;
  noise.strength = std::min(noise.strength, max_strength(noise.kind));
  return noise;
}

}  // namespace hourglass
