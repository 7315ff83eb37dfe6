#include "cli/sweep_rows.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "cli/command.h"
#include "cli/processes.h"
#include "cli/progress.h"
#include "cli/text.h"

namespace hourglass::cli {
namespace {

using Describe = std::function<std::string(std::size_t row)>;

std::string line_of(const std::string& name, const SweepRow& row) {
  std::string line = name + "  training " + figure(row.train_loss) + ", test MSE";
  for (const EvaluationResult& test : row.tests) line += " " + figure(test.reconstruction.mse);
  return line;
}

// The rows of this process, number first, first + step ... of the table.
std::vector<SweepRow> train_mine(Sweep sweep, std::size_t first, std::size_t step,
                                 const Describe& describe) {
  std::vector<SweepRow> rows;
  Progress progress(std::max<std::int64_t>(1, sweep.total_steps()));
  const std::string count = std::to_string(sweep.recipes().size());
  while (!sweep.done()) {
    sweep.advance();
    if (const std::size_t row = rows.size(); sweep.row() != row) {
      rows.push_back({sweep.train_loss(row), {}});
      for (std::size_t test = 0; test < sweep.tests().size(); ++test) {
        rows.back().tests.push_back(sweep.result(row, test));
      }
      progress.note(line_of(describe(first + row * step), rows.back()));
    }
    progress.update(sweep.steps(), "model " + std::to_string(sweep.row() + 1) + "/" + count);
  }
  return rows;
}

// Rows as bytes for the other processes: each its loss, then its tests.
std::string pack(const std::vector<SweepRow>& rows) {
  static_assert(std::is_trivially_copyable_v<EvaluationResult>);
  std::string bytes;
  const auto add = [&](const auto& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  for (const SweepRow& row : rows) {
    add(row.train_loss);
    for (const EvaluationResult& test : row.tests) add(test);
  }
  return bytes;
}

// Row `index` of them, of `tests` tests.
SweepRow unpack(const std::string& bytes, std::size_t index, std::size_t tests) {
  SweepRow row{0, std::vector<EvaluationResult>(tests)};
  const std::size_t size = sizeof row.train_loss + tests * sizeof(EvaluationResult);
  const char* const from = bytes.data() + index * size;
  std::memcpy(&row.train_loss, from, sizeof row.train_loss);
  std::memcpy(row.tests.data(), from + sizeof row.train_loss, size - sizeof row.train_loss);
  return row;
}

}  // namespace

std::vector<SweepRow> train_rows(const std::vector<Recipe>& recipes,
                                 const std::vector<NoiseSpec>& tests,
                                 std::shared_ptr<const Dataset> data, Workers& workers,
                                 const Describe& describe) {
  const auto count = static_cast<std::size_t>(ranks().count);
  const auto rank = static_cast<std::size_t>(ranks().rank);
  std::vector<Recipe> mine;
  for (std::size_t i = rank; i < recipes.size(); i += count) mine.push_back(recipes[i]);
  std::vector<SweepRow> rows;
  if (!mine.empty()) {
    rows =
        train_mine(Sweep(std::move(mine), tests, std::move(data), workers), rank, count, describe);
  }
  const std::vector<std::string> packed = exchange(pack(rows));
  std::vector<SweepRow> table;
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    table.push_back(unpack(packed[i % count], i / count, tests.size()));
    if (i % count != rank) note(line_of(describe(i), table.back()));
  }
  return table;
}

}  // namespace hourglass::cli
