// What the rows of the state's table (state_table.h) are made of, and those rows that say how the
// laboratory is looked at:
//
//   code=plane                     a view of the Code panel: plane, numbers, noise or prior
//   plane=points:3+7:0.5:-2:4      mode, axes (numbers of the code, from 0, or "principal") and,
//                                  where it does not hold all points, centre and half width
//   morph=drawing:test.5:line:32   both ends, line or sphere, and how far of 64
//   hide=recipe:noise              what is not shown (controls.h)
//   lang=de                        the language of the page around; without it the reader's own
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/controls.h"
#include "lab/lab_state.h"

namespace hourglass {

// A link has a small drawing, a file the exact one.
enum class StateForm : std::uint8_t { link, file };

// What a text asks for, all of it valid.
struct StatePlan {
  std::optional<Recipe> recipe;
  bool trained = false;            // with its trained weights
  std::string data;                // key of the images, empty: the usual ones
  std::optional<NoiseSpec> noise;  // on the drawing
  Controls hidden;
  std::vector<std::function<void(LabState&)>> changes;  // of everything else
};

// "expected WHAT, got "FOUND"", of which forty letters are shown.
Error expected(std::string_view what, std::string_view found);
std::string quoted(std::string_view text);
// The parts between signs: one more than there are of them.
std::vector<std::string_view> split(std::string_view text, char sign);
Error lacks_recipe();
// Nothing for any other text than digits, nor beyond 64 bits.
std::optional<std::uint64_t> whole_number(std::string_view text);

// Each writes a field, empty where it has its usual value, or adds what a text says to a plan.
std::string write_code_view(const LabState& lab, StateForm form);
Result<Done> read_code_view(std::string_view text, StatePlan& plan);
std::string write_plane(const LabState& lab, StateForm form);
// Numbers of the code need a recipe in the plan, which must have them.
Result<Done> read_plane(std::string_view text, StatePlan& plan);
std::string write_morph(const LabState& lab, StateForm form);
Result<Done> read_morph(std::string_view text, StatePlan& plan);
std::string write_hidden(const LabState& lab, StateForm form);
// Without the field nothing is hidden.
Result<Done> read_hidden(std::string_view text, StatePlan& plan);
std::string write_language(const LabState& lab, StateForm form);
Result<Done> read_language(std::string_view text, StatePlan& plan);

}  // namespace hourglass
