// The Train panel while a recipe is edited: its network on one page, how it is trained on another,
// and below both what it amounts to and the way back.
#pragma once

#include "lab/lab_state.h"

namespace hourglass {

// Opens the editor on the recipe in use.
void open_editor(LabState& lab);

// Precondition: lab.train.editor. Gives the y where it ended.
float recipe_editor_view(LabState& lab, Rect area);

// The page of training. Gives the y where it ended.
float training_fields(LabState& lab, Rect area, Recipe& draft);

}  // namespace hourglass
