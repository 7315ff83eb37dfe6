// The hourglass to be edited: a network's layers as bars, one below the other, as wide as the layer
// is, with the code in the middle. A bar is pressed to select its layer, its end is dragged to
// change its width, and the signs at the right add layers between others.
#pragma once

#include "lab/recipe_editor.h"
#include "lab/ui.h"

namespace hourglass {

// Where a bar was taken hold of.
struct PictureGrab {
  bool bar = false;  // at its end
  float offset = 0;  // of the pointer from the end, UI units
};

// How much of `room` it takes: more than that where the layers are many.
float hourglass_height(const Ui& ui, const NetworkSpec& network, float room);

// Fills the rectangle, of hourglass_height(). Names rows "layer-0" ..., the signs "layer-add-0"
// ..., and the end of the selected bar "layer-end". `faulty`: a layer to mark, or none of them.
// True when the draft was changed.
bool hourglass_picture(Ui& ui, const Rect& rect, RecipeEditor& editor, PictureGrab& grab,
                       std::size_t faulty);

// "Dense", "Convolution": what the field calls a layer.
const char* kind_name(LayerKind kind);

inline constexpr const char* kActivationNames[] = {"Linear", "ReLU", "Sigmoid", "Tanh"};

}  // namespace hourglass
