// Names, numbers, tables: what io writes and reads as plain text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "io/axis_ticks.h"
#include "io/history_csv.h"
#include "io/json.h"
#include "io/names.h"
#include "io/numbers.h"

namespace hourglass {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Names, EveryNameIsThatOfItsValue) {
  for (const auto& [value, name] : all_named<NoiseKind>()) {
    EXPECT_EQ(name_of(value), name);
    EXPECT_EQ(value_named<NoiseKind>(name), value);
  }
  EXPECT_EQ(value_named<Activation>("Relu"), std::nullopt);
  EXPECT_EQ(allowed_names<Initialization>(), "pytorch, xavier or he");
}

TEST(Names, NearestIsATypingErrorAway) {
  const std::string_view names[] = {"epochs", "steps", "seed"};
  EXPECT_EQ(nearest_name("epoch", names), "epochs");
  EXPECT_EQ(nearest_name("seeds", names), "seed");
  EXPECT_EQ(nearest_name("momentum", names), std::nullopt);
  EXPECT_EQ(nearest_name("", names), std::nullopt);
}

TEST(Noise, IsReadFromOneWord) {
  EXPECT_EQ(parse_noise("gaussian:0.5").value(), (NoiseSpec{NoiseKind::gaussian, 0.5f}));
  EXPECT_EQ(parse_noise("masking:1e-1").value(), (NoiseSpec{NoiseKind::masking, 0.1f}));
  EXPECT_EQ(parse_noise("none").value(), NoiseSpec{});
}

TEST(Noise, BadWordsAreRefusedWithWhatIsAllowed) {
  for (const char* text : {"", "gauss:0.5", "gaussian", "gaussian:", "gaussian:x", "gaussian:-1",
                           "gaussian:nan", "gaussian:inf", "gaussian:3", "masking:1.5",
                           "gaussian:0.5:1", "gaussian:0x1", "gaussian: 1"}) {
    const Result<NoiseSpec> noise = parse_noise(text);
    ASSERT_FALSE(noise.ok()) << text;
    EXPECT_THAT(noise.error().message, HasSubstr("expected KIND:STRENGTH such as gaussian:0.5"));
  }
}

TEST(Noise, RoundTripsAsText) {
  for (const NoiseSpec noise : {NoiseSpec{}, NoiseSpec{NoiseKind::salt_and_pepper, 0.1f},
                                NoiseSpec{NoiseKind::uniform, 1.2345678f}}) {
    EXPECT_EQ(parse_noise(noise_to_text(noise)).value(), noise);
  }
  EXPECT_EQ(noise_to_text({NoiseKind::gaussian, 0.1f}), "gaussian:0.1");
}

TEST(Numbers, ReadBackExactly) {
  for (const double number : {0.1, 1.0 / 3, 1e-300, 123456789.0, -5e-324}) {
    EXPECT_EQ(parse_number(number_to_text(number)), number);
  }
}

TEST(Json, LongObjectsAreBrokenIntoLines) {
  nlohmann::ordered_json value = {{"short", {1, 2}}, {"empty", nlohmann::ordered_json::object()}};
  EXPECT_EQ(to_pretty_text(value), "{\"short\": [1, 2], \"empty\": {}}\n");
  value["long"] = std::string(90, 'x');
  EXPECT_EQ(to_pretty_text(value), "{\n  \"short\": [1, 2],\n  \"empty\": {},\n  \"long\": \"" +
                                       std::string(90, 'x') + "\"\n}\n");
  EXPECT_EQ(nlohmann::ordered_json::parse(to_pretty_text(value)), value);
}

TEST(HistoryCsv, HasALineAPointAndEmptyFieldsForWhatWasNotMeasured) {
  History history;
  history.add({47, 0.1, 0.0625, std::nan("")});
  history.add({94, 0.2, 1.0 / 3, 0.5});
  EXPECT_EQ(history_to_csv(history),
            "step,epoch,train_loss,test_loss\n"
            "47,0.1,0.0625,\n"
            "94,0.2,0.3333333333333333,0.5\n");
}

TEST(AxisTicks, AreRoundNumbersWithinTheRange) {
  using testing::DoubleEq;
  EXPECT_THAT(linear_ticks(0, 10, 5), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(log_ticks(0.5e-3, 20), ElementsAre(DoubleEq(1e-3), DoubleEq(1e-2), DoubleEq(1e-1),
                                                 DoubleEq(1), DoubleEq(10)));
  EXPECT_THAT(log_ticks(0.015, 0.25),
              ElementsAre(DoubleEq(0.02), DoubleEq(0.05), DoubleEq(0.1), DoubleEq(0.2)));
  EXPECT_THAT(log_ticks(0.0171, 0.0194),
              ElementsAre(DoubleEq(0.0175), DoubleEq(0.018), DoubleEq(0.0185), DoubleEq(0.019)));
}

}  // namespace
}  // namespace hourglass
