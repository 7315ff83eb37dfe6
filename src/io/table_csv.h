// Tables of numbers as CSV (RFC 4180, but lines end with "\n").
//
//   CsvTable table({"k", "mse"});
//   table.add({1, 0.5});
//   write_file_atomically("errors.csv", table.text());
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace hourglass {

class CsvTable {
 public:
  // The columns' names: the first line.
  explicit CsvTable(std::span<const std::string> names);
  CsvTable(std::initializer_list<std::string> names)
      : CsvTable(std::span<const std::string>(names.begin(), names.size())) {}

  // A line of numbers, which read back exactly; NaN becomes an empty field.
  void add(std::span<const double> numbers);
  void add(std::initializer_list<double> numbers) {
    add(std::span<const double>(numbers.begin(), numbers.size()));
  }
  // The same after a first field of text.
  void add(std::string_view first, std::initializer_list<double> numbers);

  const std::string& text() const { return text_; }

 private:
  void field(std::string_view text);
  void field(double number);
  void end_line();

  std::string text_;
  bool line_begun_ = false;
};

}  // namespace hourglass
