// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace hourglass::cli {

// Seconds as "0:42", "12:05", "1:02:03".
std::string clock_text(double seconds);
// "60,000". Precondition: number >= 0.
std::string grouped(std::int64_t number);
// Four significant digits: "0.01794".
std::string figure(double value);
// "  ab" and "ab  ", by bytes.
std::string pad_left(std::string text, std::size_t width);
std::string pad_right(std::string text, std::size_t width);

// The text as one word of a shell's line: in quotes where it needs them.
std::string shell_word(const std::string& text);

}  // namespace hourglass::cli
