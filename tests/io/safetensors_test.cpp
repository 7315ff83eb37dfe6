#include "io/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace hourglass {
namespace {

using testing::HasSubstr;
using Bytes = std::vector<std::uint8_t>;

Bytes file_of(const std::string& header, std::size_t data_bytes) {
  Bytes file(8 + header.size() + data_bytes);
  const std::uint64_t length = header.size();
  std::memcpy(file.data(), &length, 8);
  std::memcpy(file.data() + 8, header.data(), header.size());
  return file;
}

std::string message_of(const Bytes& file) {
  const Result<TensorFile> parsed = parse_safetensors(file);
  return parsed.ok() ? "accepted" : parsed.error().message;
}

std::string tensor(const std::string& name, const std::string& shape, const std::string& offsets,
                   const std::string& dtype = "F32") {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
         ",\"data_offsets\":" + offsets + "}";
}

TEST(Safetensors, WrittenFilesAreReadBack) {
  const std::vector<float> a{1, -2.5f, std::numeric_limits<float>::denorm_min(), 4, 5, 6};
  const std::vector<float> b{7};
  const std::vector<TensorToWrite> tensors{{"b.second", {2, 3}, a}, {"a.first", {1}, b}};
  const Bytes file = write_safetensors(tensors, {{"note", "\"quoted\"\n"}});

  std::uint64_t header = 0;
  std::memcpy(&header, file.data(), 8);
  EXPECT_EQ(header % 8, 0u);
  EXPECT_EQ(file.size(), 8 + header + 7 * 4);

  const Result<TensorFile> read = parse_safetensors(file);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().metadata, (Metadata{{"note", "\"quoted\"\n"}}));
  ASSERT_EQ(read.value().tensors.size(), 2u);
  EXPECT_EQ(read.value().tensors[0].name, "b.second");
  EXPECT_EQ(read.value().tensors[0].shape, (std::vector<std::int64_t>{2, 3}));
  ASSERT_EQ(read.value().tensors[0].bytes.size(), 24u);
  EXPECT_EQ(std::memcmp(read.value().tensors[0].bytes.data(), a.data(), 24), 0);
  EXPECT_EQ(read.value().tensors[1].name, "a.first");
}

TEST(Safetensors, ForeignFilesAreRead) {
  // No metadata, unpadded header of odd length, a scalar, an empty tensor, data not in name order.
  const std::string header = "{" + tensor("z", "[]", "[0,4]") + "," + tensor("a", "[2]", "[4,12]") +
                             ", " + tensor("empty", "[0,5]", "[4,4]") + "}";
  const Result<TensorFile> read = parse_safetensors(file_of(header, 12));
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read.value().tensors.size(), 3u);
  EXPECT_EQ(read.value().tensors[0].name, "z");
  EXPECT_EQ(read.value().tensors[1].name, "empty");
  EXPECT_EQ(read.value().tensors[2].name, "a");
}

TEST(Safetensors, AFileOfNoTensorsIsRead) {
  EXPECT_EQ(message_of(file_of("{}", 0)), "accepted");
  EXPECT_EQ(message_of(file_of("{}   ", 0)), "accepted");
}

TEST(Safetensors, EveryTruncationIsRefused) {
  const std::vector<float> values(6);
  const std::vector<TensorToWrite> tensors{{"x", {2, 3}, values}};
  const Bytes whole = write_safetensors(tensors, {{"a", "b"}});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(parse_safetensors(std::span(whole).first(length)).ok()) << length;
  }
}

TEST(Safetensors, EveryChangedByteOfTheHeaderIsSurvived) {
  const std::vector<float> values(6);
  const std::vector<TensorToWrite> tensors{{"x", {2, 3}, values}};
  const Bytes whole = write_safetensors(tensors, {{"a", "b"}});
  for (std::size_t at = 0; at < whole.size() - 24; ++at) {
    for (const int byte : {0, 0x22, 0x30, 0x39, 0x7b, 0x80, 0xff}) {
      Bytes changed = whole;
      changed[at] = static_cast<std::uint8_t>(byte);
      const Result<TensorFile> read = parse_safetensors(changed);
      if (!read.ok()) continue;
      for (const TensorView& view : read.value().tensors) {
        EXPECT_GE(view.bytes.data(), changed.data() + 8);
        EXPECT_LE(view.bytes.data() + view.bytes.size(), changed.data() + changed.size());
      }
    }
  }
}

TEST(Safetensors, LyingHeaderLengthsAreRefused) {
  for (const std::uint64_t length :
       {std::uint64_t{9}, std::uint64_t{1} << 32, std::uint64_t{0} - 1, std::uint64_t{0} - 8}) {
    Bytes file = file_of("{}", 6);
    std::memcpy(file.data(), &length, 8);
    EXPECT_THAT(message_of(file), HasSubstr("announce a header of " + std::to_string(length)));
  }
}

TEST(Safetensors, OffsetsMustCoverTheDataExactly) {
  const auto one = [](const std::string& shape, const std::string& offsets) {
    return message_of(file_of("{" + tensor("t", shape, offsets) + "}", 16));
  };
  EXPECT_EQ(one("[4]", "[0,16]"), "accepted");
  EXPECT_THAT(one("[5]", "[0,20]"), HasSubstr("within the 16 bytes"));
  EXPECT_THAT(one("[4]", "[16,0]"), HasSubstr("within the 16 bytes"));
  EXPECT_THAT(one("[4]", "[-16,0]"), HasSubstr("within the 16 bytes"));
  EXPECT_THAT(one("[4]", "[0,16,16]"), HasSubstr("within the 16 bytes"));
  EXPECT_THAT(one("[4]", "[0,18446744073709551615]"), HasSubstr("within the 16 bytes"));
  EXPECT_THAT(one("[4]", "[0,16.0]"), HasSubstr("within the 16 bytes"));
  EXPECT_THAT(one("[3]", "[0,12]"), HasSubstr("4 bytes after the last tensor"));
  EXPECT_THAT(one("[3]", "[4,16]"), HasSubstr("begins at byte 4 of the data, expected 0"));
}

TEST(Safetensors, OverlapsAndGapsBetweenTensorsAreRefused) {
  const auto two = [](const std::string& first, const std::string& second) {
    return message_of(
        file_of("{" + tensor("a", "[2]", first) + "," + tensor("b", "[2]", second) + "}", 16));
  };
  EXPECT_EQ(two("[0,8]", "[8,16]"), "accepted");
  EXPECT_EQ(two("[8,16]", "[0,8]"), "accepted");
  EXPECT_THAT(two("[0,8]", "[4,12]"), HasSubstr("begins at byte 4"));
  EXPECT_THAT(two("[0,8]", "[0,8]"), HasSubstr("begins at byte 0"));
}

TEST(Safetensors, ShapesMustMatchTheBytesEvenWhenTheirProductOverflows) {
  const auto shape = [](const std::string& text) {
    return message_of(file_of("{" + tensor("t", text, "[0,16]") + "}", 16));
  };
  EXPECT_THAT(shape("[3]"), HasSubstr("of shape (3) has 16 bytes"));
  EXPECT_THAT(shape("[4294967296,4294967296,4]"), HasSubstr("has 16 bytes"));
  EXPECT_THAT(shape("[1099511627776,1099511627776,1099511627776]"), HasSubstr("has 16 bytes"));
  EXPECT_THAT(shape("[18446744073709551615]"), HasSubstr("expected a shape"));
  EXPECT_THAT(shape("[-4]"), HasSubstr("expected a shape"));
  EXPECT_THAT(shape("[1,1,1,1,1,1,1,1,4]"), HasSubstr("expected a shape"));
  EXPECT_THAT(shape("4"), HasSubstr("expected a shape"));
}

TEST(Safetensors, OtherTypesOfNumbersAreRefused) {
  for (const std::string dtype : {"F64", "I8", "f16", "", "F8_E4M3"}) {
    const std::string header = "{" + tensor("t", "[8]", "[0,16]", dtype) + "}";
    EXPECT_THAT(message_of(file_of(header, 16)),
                HasSubstr("has dtype \"" + dtype + "\", expected F32, F16 or BF16"));
  }
}

TEST(Safetensors, NumbersOfSixteenBitsAreRead) {
  const std::string header = "{" + tensor("half", "[2,2]", "[0,8]", "F16") + "," +
                             tensor("brain", "[3]", "[8,14]", "BF16") + "," +
                             tensor("none", "[0]", "[14,14]", "F16") + "}";
  Bytes file = file_of(header, 14);
  const std::uint16_t numbers[] = {0x3c00, 0xc000, 0x0001, 0x7bff, 0x3f80, 0xc040, 0x7f7f};
  std::memcpy(file.data() + 8 + header.size(), numbers, sizeof numbers);
  const Result<TensorFile> read = parse_safetensors(file);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const auto& tensors = read.value().tensors;
  ASSERT_EQ(tensors.size(), 3u);
  using Values = std::vector<float>;
  EXPECT_EQ(tensors[0].precision, Precision::f16);
  EXPECT_EQ(values_of(tensors[0]), (Values{1, -2, 0x1p-24f, 65504}));
  EXPECT_EQ(tensors[1].precision, Precision::bf16);
  EXPECT_EQ(values_of(tensors[1]), (Values{1, -3, 0x1.fep127f}));
  EXPECT_EQ(values_of(tensors[2]), Values{});
}

TEST(Safetensors, SixteenBitsAskForTwoBytesAnElement) {
  const auto of_bytes = [](const std::string& dtype, std::size_t bytes) {
    const std::string offsets = "[0," + std::to_string(bytes) + "]";
    return message_of(file_of("{" + tensor("t", "[4]", offsets, dtype) + "}", bytes));
  };
  for (const std::string dtype : {"F16", "BF16"}) {
    EXPECT_EQ(of_bytes(dtype, 8), "accepted");
    for (const std::size_t bytes : {0, 7, 9, 16}) {
      EXPECT_THAT(of_bytes(dtype, bytes), HasSubstr("expected 2 for each element"));
    }
  }
  EXPECT_THAT(of_bytes("F32", 8), HasSubstr("expected 4 for each element"));
}

TEST(Safetensors, NumbersAreWrittenInSixteenBitsAndRounded) {
  const std::vector<float> a{1, -2.5f, 1 + 0x1p-11f, 1 + 3 * 0x1p-11f, 1e-9f}, b{65519};
  const std::vector<TensorToWrite> tensors{{"a", {5}, a}, {"b", {1, 1}, b}};
  const auto written = write_safetensors(tensors, {{"format", "pt"}}, Precision::f16);
  ASSERT_TRUE(written.ok()) << written.error().message;
  const Result<TensorFile> read = parse_safetensors(written.value());
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().metadata, (Metadata{{"format", "pt"}}));
  const auto& found = read.value().tensors;
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(values_of(found[0]), (std::vector<float>{1, -2.5f, 1, 1 + 0x1p-9f, 0}));
  EXPECT_EQ(found[1].shape, (std::vector<std::int64_t>{1, 1}));
  EXPECT_EQ(values_of(found[1]), std::vector<float>{65504});

  const auto brain = write_safetensors(tensors, {}, Precision::bf16);
  ASSERT_TRUE(brain.ok());
  EXPECT_EQ(values_of(parse_safetensors(brain.value()).value().tensors[1]),
            std::vector<float>{65536});
  const auto whole = write_safetensors(tensors, {}, Precision::f32);
  ASSERT_TRUE(whole.ok());
  EXPECT_EQ(whole.value(), write_safetensors(tensors, {}));
}

TEST(Safetensors, NumbersBeyondSixteenBitsAreRefusedByName) {
  const std::vector<float> fine{1, 2};
  for (const float bad : {65520.0f, -70000.0f, INFINITY, std::nanf("")}) {
    const std::vector<float> values{0, bad};
    const std::vector<TensorToWrite> tensors{{"fine", {2}, fine}, {"decoder.0.bias", {2}, values}};
    const auto written = write_safetensors(tensors, {}, Precision::f16);
    ASSERT_FALSE(written.ok()) << bad;
    EXPECT_THAT(written.error().message, HasSubstr("the tensor decoder.0.bias holds the number"));
    EXPECT_THAT(written.error().message, HasSubstr("beyond F16; expected at most 65504"));
  }
}

TEST(Safetensors, NamesMustBeDifferent) {
  const std::string header =
      "{" + tensor("t", "[2]", "[0,8]") + "," + tensor("t", "[2]", "[8,16]") + "}";
  EXPECT_THAT(message_of(file_of(header, 16)), HasSubstr("\"t\" is there twice"));
}

TEST(Safetensors, MalformedHeadersAreRefused) {
  EXPECT_THAT(message_of(file_of("[]", 0)), HasSubstr("no JSON object"));
  EXPECT_THAT(message_of(file_of("{\"t\":1}", 0)), HasSubstr("tensor \"t\": expected an object"));
  EXPECT_THAT(message_of(file_of("{\"__metadata__\":{\"a\":1}}", 0)), HasSubstr("expected texts"));
  EXPECT_THAT(message_of(file_of(std::string(100000, '['), 0)), HasSubstr("nested more than"));
  EXPECT_THAT(message_of(file_of("{\"t\":{\"shape\":[],\"data_offsets\":[0,0]}}", 0)),
              HasSubstr("tensor \"t\".dtype: missing"));
}

}  // namespace
}  // namespace hourglass
