// The real hourglass program, killed (SIGKILL) at a system call that the test picks, before the
// system carries it out: ptrace stops it there. So what a kill at the worst moment leaves is no
// accident.
//
//   run_and_kill({"train", ...}, [](const SystemCall& call) { return call.number == SYS_fsync; });
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace hourglass {

struct SystemCall {
  std::uint64_t number = 0;  // SYS_...
  std::array<std::uint64_t, 6> arguments{};
};

enum class End { killed, by_itself, not_traceable };

// Asks at() of each call of the program's first thread until it says yes.
End run_and_kill(const std::vector<std::string>& arguments,
                 const std::function<bool(const SystemCall&)>& at);

}  // namespace hourglass
