#include "io/table_csv.h"

#include <cmath>
#include <cstdint>

#include "io/numbers.h"

namespace hourglass {
namespace {

std::string quoted(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string text = "\"";
  for (char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

}  // namespace

CsvTable::CsvTable(std::span<const std::string> names) {
  for (const std::string& name : names) field(name);
  end_line();
}

void CsvTable::add(std::span<const double> numbers) {
  for (double number : numbers) field(number);
  end_line();
}

void CsvTable::add(std::string_view first, std::initializer_list<double> numbers) {
  field(first);
  add(numbers);
}

void CsvTable::field(std::string_view text) {
  if (line_begun_) text_ += ',';
  line_begun_ = true;
  text_ += quoted(text);
}

// Whole numbers without an exponent: steps and counts are read by people too.
void CsvTable::field(double number) {
  constexpr double kExact = 9007199254740992;  // 2^53
  const bool whole = std::abs(number) < kExact && number == std::floor(number);
  field(std::isnan(number) ? std::string()
        : whole            ? std::to_string(static_cast<std::int64_t>(number))
                           : number_to_text(number));
}

void CsvTable::end_line() {
  text_ += '\n';
  line_begun_ = false;
}

}  // namespace hourglass
