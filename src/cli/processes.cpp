#include "cli/processes.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <functional>

#include "io/file.h"

namespace hourglass::cli {
namespace {

// "rank 1 on its-machine".
std::string name_of_process() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return "rank " + std::to_string(ranks().rank) + " on " + host.data();
}

}  // namespace

Launch launch() {
  constexpr std::pair<const char*, const char*> kNames[] = {
      {"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"},
      {"PMI_SIZE", "PMI_RANK"},
      {"SLURM_STEP_NUM_TASKS", "SLURM_PROCID"}};
  for (const auto& [size, rank] : kNames) {
    const char* const count = std::getenv(size);
    const char* const which = std::getenv(rank);
    if (count != nullptr && which != nullptr) return {std::atoi(count), std::atoi(which)};
  }
  return {};
}

std::optional<Error> first_error(const std::optional<Error>& mine) {
  if (ranks().alone()) return mine;
  std::string message;
  if (mine) message = is_first() ? mine->message : name_of_process() + ": " + mine->message;
  for (const std::string& other : exchange(message)) {
    if (!other.empty()) return Error{other};
  }
  return std::nullopt;
}

Result<std::vector<std::uint8_t>> read_for_all(const std::string& path, std::uint64_t limit) {
  auto read = agreed(is_first() ? read_file(path, limit) : std::vector<std::uint8_t>());
  if (!read.ok() || ranks().alone()) return read;
  const std::vector<std::uint8_t>& bytes = read.value();
  const std::string first = exchange(std::string(bytes.begin(), bytes.end())).front();
  return std::vector<std::uint8_t>(first.begin(), first.end());
}

Result<Done> check_same(std::string_view bytes, const std::string& otherwise) {
  if (ranks().alone()) return Done{};
  const std::string mine = std::to_string(std::hash<std::string_view>()(bytes));
  const bool same = mine == exchange(mine).front();
  return agreed(same ? Result<Done>(Done{}) : Error{otherwise});
}

}  // namespace hourglass::cli
