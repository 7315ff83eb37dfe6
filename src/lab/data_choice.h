// Which images the laboratory trains on: those it came with, all of MNIST where its host has it, or
// the visitor's own. The model stays when they change; the run begins anew, paused, and all of it
// can be taken back.
//
//   all of MNIST: offered -> HostRequest all_data -> coming, share ... -> choose_data(), by the
//   host
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "data/dataset.h"
#include "engine/result.h"

namespace hourglass {

struct LabState;

struct DataChoice {
  std::shared_ptr<const Dataset> usual;   // what the laboratory came with; null: not yet
  std::shared_ptr<const Dataset> chosen;  // what the session was given last
  std::int64_t offered = 0;               // bytes of all of MNIST; 0: the host has not got it
  bool coming = false;                    // it is on its way
  float share = 0;                        // of it that has come, 0 ... 1
  // The key of the images that a state asked for and that are not here; empty: they are.
  std::string wanted;
};

// Whether the key is that of all of MNIST.
bool is_all_of_mnist(const std::string& key);

// The images that the laboratory comes with. They are used at once, unless others were chosen
// before they came. The command's number, 0 where none was needed.
std::uint64_t bring_usual_data(LabState& lab, std::shared_ptr<const Dataset> data);

// Uses other images; `done` stands beside the offer to undo it. Fails where they do not fit the
// network in use. The command's number.
Result<std::uint64_t> choose_data(LabState& lab, std::shared_ptr<const Dataset> data,
                                  const std::string& done);

// The same without a check or an undo. Nothing where they are in use already.
void switch_data(LabState& lab, const std::shared_ptr<const Dataset>& data);

// A state that is about to be carried out was made with the images of this key: goes back to the
// usual ones, or notes in `wanted` that it lacks them.
void follow_state_data(LabState& lab, const std::string& key);

// By which a state names the images in use; those it waits for count as well.
std::string data_key_of(const DataChoice& data);

// The memory that the images take beyond the usual ones.
std::size_t extra_bytes(const DataChoice& data);

// All of MNIST will not come, or not any more.
void end_coming(DataChoice& data);

}  // namespace hourglass
