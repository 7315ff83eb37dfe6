#include "engine/wait.h"

namespace hourglass {

void wait_while_equal(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
  value.wait(old);
}

void wake_all(std::atomic<std::uint32_t>& value) { value.notify_all(); }

}  // namespace hourglass
