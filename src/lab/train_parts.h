// The parts of the Train panel, one file each; train_panel.cpp puts them together. Each fills the
// rectangle that it is given, and where its height is not for the panel to say, it says it: 0 where
// it is hidden.
#pragma once

#include "lab/lab_state.h"

namespace hourglass {

// train_run.cpp
void state_pill(const LabState& lab, const Rect& row);
// Buttons, slow motion, progress and figures.
float run_height(const LabState& lab);
void run_part(LabState& lab, Rect area);

// train_curves.cpp: a line of words, the curves, the time scrubber.
float smallest_curves(const LabState& lab);
void curves_part(LabState& lab, Rect area);

// train_probe.cpp
float probe_height(const LabState& lab, float width);
void probe_part(LabState& lab, Rect area);

// train_settings.cpp
float settings_height(const LabState& lab, float width);
void settings_part(LabState& lab, Rect area);

// divergence_card.cpp: explains that the run has diverged and was taken back.
// Follows the newest snapshot; to be called in every frame that shows the panel.
void follow_divergences(TrainView& view, const Snapshot& now);
bool has_divergence_card(const LabState& lab);
float divergence_height(const LabState& lab, float width);
void divergence_card(LabState& lab, const Rect& rect);

}  // namespace hourglass
