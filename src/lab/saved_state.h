// Everything that a visitor would miss, put aside and brought back: before something else is
// loaded, and over a reload of the page.
//
//   const SavedState before = save_state(lab);
//   ...
//   bring_back(lab, before);
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/lab_state.h"

namespace hourglass {

// The state's text (state_table.h) and the weights as they are. What does not come back: the count
// of steps, curves, and the optimiser's memory.
struct SavedState {
  std::string text;
  std::vector<float> parameters;  // empty: there was no network
  std::shared_ptr<const Dataset> data = nullptr;
};

SavedState save_state(const LabState& lab);
void bring_back(LabState& lab, const SavedState& saved);

// These check all of what they are given, and fail with a sentence without having changed anything.
// What was there before can be taken back (undo.h). Each gives the command's number as carry_out()
// in state_table.h does.

// Recipe and weights out of a safetensors file.
Result<std::uint64_t> load_weights(LabState& lab, std::span<const std::uint8_t> file);

// A state as text, with weights to start from: a network's arena as snapshots have it, or a
// safetensors file. Without (empty) they are those of the recipe's seed. `done`: what the line with
// the undo says; empty: there is none.
Result<std::uint64_t> load_state(LabState& lab, std::string_view text,
                                 std::span<const float> parameters, const std::string& done);
Result<std::uint64_t> load_state(LabState& lab, std::string_view text,
                                 std::span<const std::uint8_t> file, const std::string& done);

// Whose trained weights a state starts from: a recipe's name, or empty for none.
Result<std::string> trained_recipe_of(std::string_view text);

// The laboratory as on the first visit, but for its colours.
void start_afresh(LabState& lab);

// A file's name for what is saved of this recipe: ("B", "flow.png") -> "hourglass-B-flow.png".
std::string file_name(const std::string& recipe, const std::string& what);

}  // namespace hourglass
