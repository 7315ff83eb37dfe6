// The views of the Code panel. Each has controls, and a picture that takes what room there is;
// narrow panels have them one below the other, wide ones side by side.
#pragma once

#include "lab/lab_state.h"

namespace hourglass {

// Heights for a width.
struct ViewSize {
  float controls;
  float picture;  // at least
};

ViewSize plane_view_size(LabState& lab, float width);
void plane_view_controls(LabState& lab, Rect area);
void plane_view_picture(LabState& lab, Rect area);

ViewSize bars_view_size(LabState& lab, float width);
void bars_view_controls(LabState& lab, Rect area);
void bars_view_picture(LabState& lab, Rect area);

ViewSize noise_view_size(LabState& lab, float width);
void noise_view_controls(LabState& lab, Rect area);
void noise_view_picture(LabState& lab, Rect area);

ViewSize prior_view_size(LabState& lab, float width);
void prior_view_controls(LabState& lab, Rect area);
void prior_view_picture(LabState& lab, Rect area);

// The decoder's picture of the code on the bench, words beside it, and the way back.
float decoded_height(const Ui& ui);
void decoded(LabState& lab, Rect row, const char* words);

// Brings spread, axes and points up to the model and its survey: a slice of it.
void follow_model(LabState& lab);
// Takes up lab.code's change: it is decoded before the frame ends.
void code_was_set(LabState& lab);

// Draws the plane as it stands; `only`: the class that is highlighted, or -1.
void draw_plane(LabState& lab, const Rect& rect, int only);

// Nine decoded digits from one end of a dimension to the other; pressing one sets it.
float film_height(const Ui& ui, float width);
void film_strip(LabState& lab, Rect area);
// The ends that data use, as far as they are known.
struct DimensionRange {
  float low, high;
};
DimensionRange range_of(const LabState& lab, Index dimension);

// How often these keys were pressed in this frame while the last item has the keyboard: more -
// less.
int key_steps(ImGuiKey less, ImGuiKey more);

}  // namespace hourglass
