#include "lab/data_choice.h"

#include <utility>

#include "lab/lab_state.h"
#include "lab/saved_state.h"

namespace hourglass {

bool is_all_of_mnist(const std::string& key) { return key == "mnist"; }

std::uint64_t bring_usual_data(LabState& lab, std::shared_ptr<const Dataset> data) {
  lab.data.usual = data;
  if (lab.data.chosen) return 0;
  lab.data.chosen = data;
  return lab.session.send(UseData{std::move(data)});
}

Result<std::uint64_t> choose_data(LabState& lab, std::shared_ptr<const Dataset> data,
                                  const std::string& done) {
  const Snapshot& now = *lab.now;
  if (!now.parameters.empty() && now.recipe.network.inputs != data->train.features()) {
    return Error{"the images have " + std::to_string(data->train.features()) +
                 " pixels, but the network has " + std::to_string(now.recipe.network.inputs) +
                 " inputs"};
  }
  const SavedState before = save_state(lab);
  if (lab.data.chosen) {
    offer_undo(lab.undo, done, [before](LabState& it) { bring_back(it, before); });
  }
  lab.data.chosen = data;
  end_coming(lab.data);
  lab.ui.again = true;
  return lab.session.send(UseData{std::move(data)});
}

void switch_data(LabState& lab, const std::shared_ptr<const Dataset>& data) {
  if (!data || data == lab.data.chosen) return;
  lab.data.chosen = data;
  lab.session.send(UseData{data});
}

void follow_state_data(LabState& lab, const std::string& key) {
  DataChoice& data = lab.data;
  const bool usual = data.usual && key == data.usual->key;
  if (usual) switch_data(lab, data.usual);
  const bool here = usual || (data.chosen ? data.chosen->key == key : key.empty());
  data.wanted = here ? std::string() : key;
}

std::string data_key_of(const DataChoice& data) {
  if (data.coming && !data.wanted.empty()) return data.wanted;
  return data.chosen ? data.chosen->key : std::string();
}

std::size_t extra_bytes(const DataChoice& data) {
  return data.chosen && data.chosen != data.usual ? byte_count(*data.chosen) : 0;
}

void end_coming(DataChoice& data) {
  data.coming = false;
  data.share = 0;
  data.wanted.clear();
}

}  // namespace hourglass
