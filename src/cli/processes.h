// The processes of a command: this one alone, or those that mpirun has started on one machine or
// several, which then work on one thing together.
//
// A build without MPI has processes_alone.cpp, one with it processes_mpi.cpp, and there alone MPI
// is known. All processes go through the same lines of their command: each function here but
// is_first() and ranks() is called by all of them, in the same order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "training/ranks.h"

namespace hourglass::cli {

// How many processes a launcher says it has started, and which of them this one is.
struct Launch {
  int count = 1;
  int rank = 0;
};
// From the environment: Open MPI, MPICH and its kin, Slurm.
Launch launch();

// The first and the last thing that main() does. Fails where several processes were started that
// this build, or the launcher, cannot bring together.
Result<Done> join_processes();
void leave_processes();

const Ranks& ranks();
// The one process that writes files and prints.
inline bool is_first() { return ranks().rank == 0; }

// Cores that this process may use, divided among the processes that may use the same ones.
int cores_to_use();

// The largest of the numbers that the processes give.
int largest(int mine);
// What each process gives, in the order of the ranks. At most 2 GB each.
std::vector<std::string> exchange(const std::string& mine);

// The first error that a process has, on all of them.
std::optional<Error> first_error(const std::optional<Error>& mine);
// `mine` where all processes have succeeded, else the first error.
template <class T>
Result<T> agreed(Result<T> mine) {
  const auto error = first_error(mine.ok() ? std::nullopt : std::optional<Error>(mine.error()));
  if (error) return *error;
  return mine;
}
// What the first process does for all: `work` returns a Result<Done>.
template <class Work>
Result<Done> first_does(Work&& work) {
  return agreed(is_first() ? std::forward<Work>(work)() : Result<Done>(Done{}));
}
// As read_file(): the first process's file, so that the other machines need no copy of it.
Result<std::vector<std::uint8_t>> read_for_all(const std::string& path, std::uint64_t limit);
// Fails with the sentence `otherwise`, and whose it is, unless all processes give the same bytes.
Result<Done> check_same(std::string_view bytes, const std::string& otherwise);

}  // namespace hourglass::cli
