// The laboratory's state as one line of text, for links and for files:
//
//   v1;recipe=B;seed=7;noise=gaussian:0.5;panel=code;drawing=small.AAAA...
//
// One table (state_table.cpp) declares what it can carry: a row for each field, with its key, how
// it is written and how it is read; what is too large for links writes nothing for them. Links,
// files, undo and the page's memory all go through it. What has its usual value is left out. The
// same text gives the same run, bit for bit: recipe and seed are in it, and "weights=trained" where
// the run starts from the trained weights that come with Hourglass; "data=mnist", or "data=own."
// and a fingerprint, where the images are others than those that the laboratory comes with.
//
//   Result<std::string> link = state_to_link(lab);
//   Result<StatePlan> plan = parse_state(text);          // nothing has changed yet
//   if (plan.ok()) carry_out(lab, std::move(plan.value()), {});
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/state_fields.h"

namespace hourglass {

// Precondition of these: lab.now is set.
std::string state_to_text(const LabState& lab, StateForm form);
// Fails where the recipe is too large for a link.
Result<std::string> state_to_link(const LabState& lab);

// The text is not trusted; it may be a whole link, of which what follows the first # counts. Fails
// with a sentence that names the field, what was found and what was expected.
Result<StatePlan> parse_state(std::string_view text);

// Carries a plan out. `parameters`, unless empty, are the weights to start from instead of those of
// the recipe's seed; there must be as many as its network has. Gives the number of the command that
// was sent (session.h), 0 where the plan has no recipe.
std::uint64_t carry_out(LabState& lab, StatePlan plan, std::vector<float> parameters);

// The state of a link, checked as a whole first (LabState::fits too); weights are those of the
// recipe's seed. Gives the command's number as carry_out() does.
Result<std::uint64_t> apply_link(LabState& lab, std::string_view text);

}  // namespace hourglass
