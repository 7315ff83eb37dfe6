// gzip members in memory (RFC 1952), read with a limit and written reproducibly.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace hourglass {

// Whether the bytes begin as gzip does: 0x1f 0x8b.
bool is_gzip(std::span<const std::uint8_t> bytes);

// All members, one after the other. Fails with a sentence that begins with `name` where the bytes
// are no gzip, end too early, are damaged, go on after the last member, or hold more than `limit`
// bytes; never takes more than about three times the memory of what has been unpacked, or 16 times
// that of what is packed. limit < 2^30.
Result<std::vector<std::uint8_t>> gunzip(std::span<const std::uint8_t> packed, std::size_t limit,
                                         std::string_view name);

// The first bytes that they hold, `count` of them at most; fewer, or none, where they are damaged.
std::vector<std::uint8_t> gunzip_head(std::span<const std::uint8_t> packed, std::size_t count);

// One member at the best compression, without time or file name: the same bytes give the same
// result wherever zlib is the same. bytes.size() < 2^30.
std::vector<std::uint8_t> gzip(std::span<const std::uint8_t> bytes);

}  // namespace hourglass
