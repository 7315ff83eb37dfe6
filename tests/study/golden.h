// Numbers made elsewhere: golden/study.json, by golden/make_study.py.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/matrix.h"
#include "engine/random.h"

namespace hourglass::test {

// It stays for good, so that a loop may go over a part of it.
inline const nlohmann::json& golden_study() {
  static const nlohmann::json numbers = [] {
    std::ifstream file(HOURGLASS_SOURCE_DIR "/tests/golden/study.json");
    return nlohmann::json::parse(file);
  }();
  return numbers;
}

inline Column<float> uniform_numbers(std::uint64_t number, Index count) {
  Column<float> numbers(count);
  fill_uniform({0, stream_id(Stream::digits, number)}, 0,
               {numbers.data(), static_cast<std::size_t>(count)});
  return numbers;
}

// A list of numbers, column by column of `rows` numbers.
template <class S>
Matrix<S> matrix_of(const nlohmann::json& numbers, Index rows) {
  Matrix<S> matrix(rows, static_cast<Index>(numbers.size()) / rows);
  for (Index i = 0; i < matrix.size(); ++i) {
    matrix.data()[i] = static_cast<S>(numbers[static_cast<std::size_t>(i)].get<double>());
  }
  return matrix;
}

}  // namespace hourglass::test
