// Bytes as text that may stand in a link: base64url (RFC 4648, section 5) without padding.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hourglass {

std::string bytes_to_text(std::span<const std::uint8_t> bytes);

// Nothing for text that bytes_to_text() does not give.
std::optional<std::vector<std::uint8_t>> bytes_of_text(std::string_view text);

}  // namespace hourglass
