// The parts of a recipe's JSON that are lists: layers and penalties (see recipe_json.h).
#pragma once

#include <vector>

#include "engine/network_spec.h"
#include "engine/penalty_spec.h"
#include "io/json_object.h"

namespace hourglass {

// Reads member `key` of the reader's object; faults go to the reader.
void read_layers(const char* key, std::vector<LayerSpec>& out, ObjectReader& parent);
void read_penalties(const char* key, std::vector<PenaltySpec>& out, ObjectReader& parent);

nlohmann::ordered_json layers_to_json(const std::vector<LayerSpec>& layers);
nlohmann::ordered_json penalties_to_json(const std::vector<PenaltySpec>& penalties);

}  // namespace hourglass
