// Whole files, natively.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace hourglass {

// Fails with a sentence that names the file and the system's reason, or that it has more than
// `limit` bytes. Reads what can be read like a file: pipes too.
Result<std::vector<std::uint8_t>> read_file(const std::string& path, std::uint64_t limit);

// Fails as write_file_atomically() would, as far as that can be told before: so that a long run
// does not end with that news. Leaves everything as it was.
Result<Done> check_writable(const std::string& path);

// The file has either all its old bytes or all its new ones, whatever happens: writes beside it,
// flushes to the disk, renames. Fails with a sentence that names the file and the system's reason;
// refuses to replace what is no regular file.
Result<Done> write_file_atomically(const std::string& path, std::span<const std::uint8_t> bytes);
Result<Done> write_file_atomically(const std::string& path, std::string_view text);

}  // namespace hourglass
