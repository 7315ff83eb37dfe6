// The seven panels, one file each. A panel fills `area` from the top; what does not fit goes on
// below it, to be scrolled to. Each gives the y where it ended.
#pragma once

#include "lab/lab_state.h"

namespace hourglass {

float draw_panel(LabState& lab, Rect area);
float train_panel(LabState& lab, Rect area);
float code_panel(LabState& lab, Rect area);
float morph_panel(LabState& lab, Rect area);
float inside_panel(LabState& lab, Rect area);
float compare_panel(LabState& lab, Rect area);
float keep_panel(LabState& lab, Rect area);

// The bar at the top: mark, recipe, data, status; the last two not in its short form.
void header(LabState& lab, const Rect& bar, bool short_form);

// Data and status, where the header has no room for them.
float footer_height(const Ui& ui);
void footer(LabState& lab, Rect area);

// A panel's heading, cut from the top of its area; gives the row, for buttons at its right.
Rect panel_heading(LabState& lab, Rect& area, const char* title, const char* remark);
// A smaller heading within a panel, cut from the top of its area.
Rect section_heading(LabState& lab, Rect& area, const char* title);

}  // namespace hourglass
