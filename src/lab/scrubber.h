// The time scrubber: a track with a tick for each moment of a run that was kept. Dragged to one,
// the laboratory shows what the model was then; at its right end it is live.
#pragma once

#include <memory>
#include <vector>

#include "lab/ui.h"
#include "training/moment.h"

namespace hourglass {

using MomentList = std::vector<std::shared_ptr<const Moment>>;

// The moment nearest to an epoch; null, which is live, where the newest is passed by more than half
// of what is left until `last_epoch`.
std::shared_ptr<const Moment> moment_near(const MomentList& moments, double epoch,
                                          double last_epoch);
// The moment `by` places later than `from`, null being the one after the last.
std::shared_ptr<const Moment> moment_beside(const MomentList& moments,
                                            const std::shared_ptr<const Moment>& from, int by);

// The track covers epochs 0 ... last_epoch between `from_x` and `to_x`, which are in the rectangle.
// True when `chosen` was changed. Arrow keys go from moment to moment.
bool scrubber(Ui& ui, const char* name, const Rect& rect, float from_x, float to_x,
              const MomentList& moments, double last_epoch, std::shared_ptr<const Moment>& chosen);

}  // namespace hourglass
