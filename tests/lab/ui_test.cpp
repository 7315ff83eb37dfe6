#include "lab/ui.h"

#include <gtest/gtest.h>

namespace hourglass {
namespace {

TEST(Ui, CountsAreShortWhereRoomIs) {
  for (const auto& [number, expected] : {std::pair{0LL, "0"},
                                         {784LL, "784"},
                                         {999LL, "999"},
                                         {1000LL, "1.0k"},
                                         {1568LL, "1.6k"},
                                         {6272LL, "6.3k"},
                                         {9949LL, "9.9k"},
                                         {9950LL, "10k"},
                                         {25088LL, "25k"},
                                         {999'499LL, "999k"}}) {
    EXPECT_STREQ(short_count(number), expected);
  }
}

}  // namespace
}  // namespace hourglass
