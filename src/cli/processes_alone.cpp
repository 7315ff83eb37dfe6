// A build without MPI: every process is alone.
#include <algorithm>
#include <thread>

#include "cli/processes.h"

namespace hourglass::cli {
namespace {

Ranks all;

}  // namespace

Result<Done> join_processes() {
  const Launch started = launch();
  if (started.count <= 1) return Done{};
  all.rank = started.rank;  // so that one process alone says it
  return Error{std::to_string(started.count) +
               " processes were started, but this build has no MPI to bring them together: each "
               "would do the whole work. Build with -DHOURGLASS_MPI=ON, or start one process"};
}

void leave_processes() {}

const Ranks& ranks() { return all; }

int cores_to_use() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

int largest(int mine) { return mine; }

std::vector<std::string> exchange(const std::string& mine) { return {mine}; }

}  // namespace hourglass::cli
