// Numbers as text, the same in every locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hourglass {

// The shortest decimal that reads back as exactly this number: "0.1", "1e-30", "nan".
std::string number_to_text(double value);
std::string number_to_text(float value);

// A finite decimal such as "12", "-0.5" or "1e-3"; nothing for any other text.
std::optional<double> parse_number(std::string_view text);

}  // namespace hourglass
