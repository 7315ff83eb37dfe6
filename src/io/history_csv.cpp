#include "io/history_csv.h"

#include "io/table_csv.h"

namespace hourglass {

std::string history_to_csv(const History& history) {
  CsvTable table({"step", "epoch", "train_loss", "test_loss"});
  for (const HistoryPoint& point : history.points()) {
    table.add({static_cast<double>(point.step), point.epoch, point.train_loss, point.test_loss});
  }
  return table.text();
}

}  // namespace hourglass
