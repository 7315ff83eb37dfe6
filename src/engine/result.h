// A value or the sentence that says why there is none.
//
//   Result<Recipe> recipe = parse_recipe(text);
//   if (!recipe.ok()) return recipe.error();   // passes on through any other Result
//   train(recipe.value());
//
// For what can go wrong outside the program (files, links, messages). Broken preconditions assert.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace hourglass {

// `message` is one sentence for the user: what was wrong, where, and what was expected.
struct Error {
  std::string message;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return state_.index() == 0; }
  // Precondition: ok().
  T& value() {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  // Precondition: !ok().
  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

// For functions that give nothing back but may fail: `return Done{};`.
struct Done {};

}  // namespace hourglass
