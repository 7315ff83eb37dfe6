// What the laboratory asks of whoever hosts it, page or desktop: files, the clipboard, networks.
// Panels push requests onto LabState::requests; the host takes them between frames
// (Lab::take_request()) and answers by calls to Lab, or not at all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hourglass {

struct HostRequest {
  enum class Kind : std::uint8_t {
    trained_weights,  // of the recipe `name`: Lab::use_pretrained()
    first_weights,    // the trained network that the host opens with
    save_file,        // `content`, as a file called `name`
    open_file,        // picked by the user: weights, a state (saved, it would be `name`), images
    all_data,         // all of MNIST, where it was offered: Lab::use_data()
    stop_data,        // it need not come any more
    copy_link,        // `content` is the state as text: to the clipboard, as a link where there are
    colours,          // `name` is the scheme in use from now on: "dark" or "light"
    hidden,           // `name` is what is hidden from now on (controls.h): what the host draws too
    language          // `name` is the language of the host's own words from now on, as a tag
  };
  Kind kind;
  std::string name;
  std::vector<std::uint8_t> content;
};

inline std::vector<std::uint8_t> content_of(std::string_view text) {
  return {text.begin(), text.end()};
}

inline std::string_view text_of(const HostRequest& request) {
  return {reinterpret_cast<const char*>(request.content.data()), request.content.size()};
}

}  // namespace hourglass
