#include "io/history_csv.h"

#include <cmath>

#include "io/numbers.h"

namespace hourglass {
namespace {

std::string field(double value) { return std::isnan(value) ? "" : number_to_text(value); }

}  // namespace

std::string history_to_csv(const History& history) {
  std::string text = "step,epoch,train_loss,test_loss\n";
  for (const HistoryPoint& point : history.points()) {
    text += std::to_string(point.step) + "," + field(point.epoch) + "," + field(point.train_loss) +
            "," + field(point.test_loss) + "\n";
  }
  return text;
}

}  // namespace hourglass
