// A file that was compiled into the program (cmake/embed.cmake).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hourglass {

struct EmbeddedFile {
  std::string_view name;  // without its folder
  std::span<const std::uint8_t> bytes;

  std::string_view text() const {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
};

}  // namespace hourglass
