// JSON from outside, read with limits and without exceptions.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace hourglass {

struct JsonLimits {
  std::size_t bytes = 1 << 20;  // of text
  int depth = 16;               // of objects and arrays inside one another
};

// Strict JSON in UTF-8: no comments, nothing after the value, no key twice in one object.
// Fails with a sentence that begins with the line and column.
Result<nlohmann::json> parse_json(std::string_view text, const JsonLimits& limits = {});

// The value as it would be written, cut to a length that fits into a message.
std::string preview(const nlohmann::json& value);

// JSON to be read by people: two spaces an indent, objects and arrays in one line where they fit
// into 100 columns. Ends with a newline.
std::string to_pretty_text(const nlohmann::ordered_json& value);

}  // namespace hourglass
