// Sleep until a number changes: std::atomic's wait and notify, which Emscripten's library emulates
// by polling (an idle page would never rest). CMake picks the file: wait_native.cpp or
// wait_web.cpp.
#pragma once

#include <atomic>
#include <cstdint>

namespace hourglass {

// Returns once value != old; at once if it already is. Never on a browser's main thread.
void wait_while_equal(const std::atomic<std::uint32_t>& value, std::uint32_t old);

// Ends the sleep of all who wait for `value`, which was changed before. Never blocks.
void wake_all(std::atomic<std::uint32_t>& value);

}  // namespace hourglass
