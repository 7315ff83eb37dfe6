#include "lab/text_code.h"

namespace hourglass {
namespace {

constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string bytes_to_text(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t waiting = 0;  // bits that are not yet written
  int count = 0;
  for (const std::uint8_t byte : bytes) {
    waiting = (waiting << 8) | byte;
    count += 8;
    for (; count >= 6; count -= 6) text += kLetters[(waiting >> (count - 6)) & 63];
  }
  if (count > 0) text += kLetters[(waiting << (6 - count)) & 63];
  return text;
}

std::optional<std::vector<std::uint8_t>> bytes_of_text(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t waiting = 0;
  int count = 0;
  for (const char letter : text) {
    const std::size_t value = kLetters.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    waiting = (waiting << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<std::uint8_t>(waiting >> count));
  }
  const bool whole = count < 6 && (waiting & ((1u << count) - 1)) == 0;
  return whole ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace hourglass
