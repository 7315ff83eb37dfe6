// How the desktop program answers the laboratory's requests (lab/host_request.h): it writes into
// the current folder and reads from there; files dropped on the window are opened too.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"
#include "shell/app.h"

namespace hourglass {

// Gives the app the weights of a recipe that come with the program; nothing where it has none.
Result<Done> bring_weights(App& app, std::string_view recipe);
// The recipe that the program opens with.
inline constexpr char kFirstWeights[] = "B";

// Tells the lab which recipes have weights here.
void offer_weights(App& app);

// Weights or a state, whichever the file holds. Fails with a sentence that names it; nothing has
// changed then.
Result<Done> open_path(App& app, const std::string& path);

// Says in the window whether it went well.
void answer_request(App& app, const HostRequest& request);

}  // namespace hourglass
