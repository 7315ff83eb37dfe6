// The processes that mpirun has started, brought together by MPI. The only file that knows MPI; its
// C interface alone. A process that no launcher has started never calls it.
#include <mpi.h>
#include <sched.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <span>
#include <thread>

#include "cli/processes.h"

namespace hourglass::cli {
namespace {

Ranks all;

// How `numbers` are divided among the ranks.
struct Pieces {
  explicit Pieces(std::size_t numbers) {
    const auto count = static_cast<std::size_t>(all.count);
    for (std::size_t rank = 0; rank < count; ++rank) {
      const std::size_t begin = numbers * rank / count, end = numbers * (rank + 1) / count;
      first.push_back(static_cast<int>(begin));
      size.push_back(static_cast<int>(end - begin));
    }
  }
  std::vector<int> first, size;
};

// Each rank adds up one piece of the numbers, in the order of the ranks, and sends it to all: so
// the bits are the same everywhere, which MPI_Allreduce does not promise, and no more is sent than
// in the best of its ways.
void sum_over_ranks(std::span<float> numbers) {
  static std::vector<float> received;
  const Pieces pieces(numbers.size());
  const auto rank = static_cast<std::size_t>(all.rank);
  const auto size = static_cast<std::size_t>(pieces.size[rank]);
  const std::vector<int> sizes(pieces.size.size(), pieces.size[rank]);
  std::vector<int> places;
  places.reserve(pieces.size.size());
  for (int other = 0; other < all.count; ++other) places.push_back(other * pieces.size[rank]);
  received.resize(size * static_cast<std::size_t>(all.count));
  MPI_Alltoallv(numbers.data(), pieces.size.data(), pieces.first.data(), MPI_FLOAT, received.data(),
                sizes.data(), places.data(), MPI_FLOAT, MPI_COMM_WORLD);
  float* const sum = numbers.data() + pieces.first[rank];
  std::copy_n(received.data(), size, sum);
  for (std::size_t other = 1; other < places.size(); ++other) {
    const float* const theirs = received.data() + places[other];
    for (std::size_t i = 0; i < size; ++i) sum[i] += theirs[i];
  }
  MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, numbers.data(), pieces.size.data(),
                 pieces.first.data(), MPI_FLOAT, MPI_COMM_WORLD);
}

}  // namespace

Result<Done> join_processes() {
  const Launch started = launch();
  if (started.count <= 1) return Done{};
  // Open MPI's waiting spins; on a shared core it would keep out whom it waits for. On free cores
  // that makes no difference.
  setenv("OMPI_MCA_mpi_yield_when_idle", "1", 0);
  int threads = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &threads);
  MPI_Comm_rank(MPI_COMM_WORLD, &all.rank);
  MPI_Comm_size(MPI_COMM_WORLD, &all.count);
  all.sum = sum_over_ranks;
  if (all.count == started.count) return Done{};
  return Error{std::to_string(started.count) + " processes were started, but MPI sees " +
               std::to_string(all.count) +
               " of them: start them with the mpirun of the MPI that this program was built with"};
}

void leave_processes() {
  int joined = 0;
  MPI_Initialized(&joined);
  if (joined == 0) return;
  MPI_Barrier(
      MPI_COMM_WORLD);  // a launcher ends the others as soon as one has ended with a failure
  MPI_Finalize();
}

const Ranks& ranks() { return all; }

// Launchers bind processes to cores, so that two on one machine may or may not share theirs.
int cores_to_use() {
  if (all.alone()) return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  cpu_set_t mine;
  CPU_ZERO(&mine);
  sched_getaffinity(0, sizeof mine, &mine);
  MPI_Comm machine = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, all.rank, MPI_INFO_NULL, &machine);
  int count = 0;
  MPI_Comm_size(machine, &count);
  std::vector<cpu_set_t> sets(static_cast<std::size_t>(count));
  MPI_Allgather(&mine, sizeof mine, MPI_BYTE, sets.data(), sizeof mine, MPI_BYTE, machine);
  MPI_Comm_free(&machine);
  // this process is among them
  const auto sharing = std::count_if(sets.begin(), sets.end(), [&](const cpu_set_t& set) {
    return std::memcmp(&set, &mine, sizeof mine) == 0;
  });
  return std::max(1, CPU_COUNT(&mine) / std::max(1, static_cast<int>(sharing)));
}

int largest(int mine) {
  if (all.alone()) return mine;
  int found = 0;
  MPI_Allreduce(&mine, &found, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
  return found;
}

std::vector<std::string> exchange(const std::string& mine) {
  if (all.alone()) return {mine};
  std::vector<std::string> texts(static_cast<std::size_t>(all.count));
  texts[static_cast<std::size_t>(all.rank)] = mine;
  for (int rank = 0; rank < all.count; ++rank) {
    std::string& text = texts[static_cast<std::size_t>(rank)];
    auto size = static_cast<int>(text.size());
    MPI_Bcast(&size, 1, MPI_INT, rank, MPI_COMM_WORLD);
    text.resize(static_cast<std::size_t>(size));
    MPI_Bcast(text.data(), size, MPI_BYTE, rank, MPI_COMM_WORLD);
  }
  return texts;
}

}  // namespace hourglass::cli
