// What a parser allocates is bounded by what it is given, whatever that claims to be: headers that
// announce gigabytes, texts that are all structure, data that unpack a thousandfold.
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>

#include "check.h"
#include "data/gzip.h"
#include "data/idx.h"
#include "io/checkpoint.h"
#include "io/recipe_json.h"
#include "io/safetensors.h"
#include "io/weights.h"
#include "lab/drawer.h"
#include "lab/drawing_text.h"
#include "lab/state_table.h"
#include "support/allocations.h"
#include "targets.h"

namespace hourglass::fuzz {
namespace {

constexpr std::int64_t kRoom = 256 << 10;   // for sentences, zlib's window and the like
constexpr std::int64_t kSheet = 700 << 10;  // two sheets of 280 x 280 pixels

struct Hostile {
  const char* name;
  Bytes input;
  std::function<bool(const Bytes&)> read;  // whether it was taken
  std::int64_t bytes_each;                 // allocated, at most, for a byte of the input
  std::int64_t room = kRoom;
};

void PrintTo(const Hostile& hostile, std::ostream* out) { *out << hostile.name; }

Bytes repeated(const std::string& begin, const std::string& middle, std::size_t bytes,
               const std::string& end) {
  std::string text = begin;
  while (text.size() < bytes) text += middle;
  return bytes_of(text + end);
}

// The numbers, each in four bytes with the highest first.
Bytes big_endian(std::initializer_list<std::uint32_t> numbers) {
  Bytes bytes;
  for (const std::uint32_t number : numbers) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    }
  }
  return bytes;
}

Bytes safetensors(std::uint64_t announced, const std::string& header) {
  Bytes file;
  for (int i = 0; i < 8; ++i) file.push_back(static_cast<std::uint8_t>(announced >> (8 * i)));
  file.insert(file.end(), header.begin(), header.end());
  return file;
}
Bytes safetensors(const Bytes& header) {
  return safetensors(header.size(), std::string(header.begin(), header.end()));
}

// The header of a file whose recipe, 64 million weights, it does not hold.
Bytes large_model(const char* more) {
  const std::string header =
      R"({"__metadata__":{"hourglass.recipe":"{\"inputs\":8000,\"encoder\":[{\"units\":4000,)"
      R"(\"activation\":\"relu\"}],\"decoder\":[{\"units\":8000,\"activation\":\"relu\"}]}")" +
      std::string(more) + "}}";
  return safetensors(header.size(), header);
}

bool read_images(const Bytes& input) { return was_read(parse_idx_images(input, "images")); }
bool read_labels(const Bytes& input) { return was_read(parse_idx_labels(input, "labels")); }
bool unpack(const Bytes& input) { return was_read(gunzip(input, 1 << 20, "file")); }
bool read_tensors(const Bytes& input) { return was_read(parse_safetensors(input)); }
bool read_model(const Bytes& input) { return was_read(read_weights(input)); }
bool read_run(const Bytes& input) { return was_read(read_checkpoint(input)); }
bool read_a_recipe(const Bytes& input) { return was_read(parse_recipe(text_of(input))); }
bool read_state(const Bytes& input) { return was_read(parse_state(text_of(input))); }
bool read_sheet(const Bytes& input) { return was_read(sheet_of_text(text_of(input))); }
bool read_kept(const Bytes& input) { return was_read(drawer_from_text(text_of(input))); }

constexpr std::uint32_t kImages = 0x803, kLabels = 0x801, kHuge = 0xffffffff;
constexpr std::size_t kText = 1 << 20;

std::vector<Hostile> all_hostile() {
  return {
      {"images_of_4_billion", big_endian({kImages, kHuge, 1024, 1024}), read_images, 1},
      {"images_as_many_as_may_be", big_endian({kImages, 256, 1024, 1024}), read_images, 1},
      {"labels_as_many_as_may_be", big_endian({kLabels, 256u << 20}), read_labels, 1},
      {"packed_images_that_are_not_there", gzip(big_endian({kImages, 256, 1024, 1024})),
       read_images, 1},
      {"packed_a_thousandfold", gzip(Bytes(64 << 20)), unpack, 0, kRoom + (4 << 20)},
      {"a_header_beyond_memory", safetensors(~std::uint64_t{0}, "{}"), read_tensors, 1},
      {"a_header_longer_than_the_file", safetensors(4 << 20, "{}"), read_tensors, 1},
      {"a_tensor_of_a_terabyte",
       safetensors(bytes_of(R"({"a":{"dtype":"F32","shape":[274877906944],)"
                            R"("data_offsets":[0,1099511627776]}})")),
       read_tensors, 1},
      {"a_tensor_beyond_64_bits",
       safetensors(bytes_of(R"({"a":{"dtype":"F32","shape":[1099511627776,1099511627776,16],)"
                            R"("data_offsets":[0,0]}})")),
       read_tensors, 1},
      {"a_header_of_empty_lists", safetensors(repeated("{\"a\":[", "[],", kText, "[]]}")),
       read_tensors, 64},
      {"a_header_of_open_lists", safetensors(repeated("", "[", kText, "")), read_tensors, 64},
      {"a_model_whose_weights_are_not_there", large_model(""), read_model, 64},
      {"a_checkpoint_whose_weights_are_not_there", large_model(R"(,"hourglass.checkpoint":"{}")"),
       read_run, 64},
      {"a_recipe_of_lists", repeated("", "[", kText - 8, ""), read_a_recipe, 64},
      {"a_recipe_of_layers", repeated("{\"decoder\":[],\"encoder\":[", "{},", kText - 64, "{}]}"),
       read_a_recipe, 128},
      {"a_recipe_of_numbers", repeated("{\"encoder\":[", "1,", kText - 64, "1]}"), read_a_recipe,
       128},
      {"a_recipe_of_fields", bytes_of([] {
         std::string text = "{";
         for (int i = 0; i < 80'000; ++i) text += "\"" + std::to_string(i) + "\":0,";
         return text + "\"a\":0}";
       }()),
       read_a_recipe, 64},
      {"a_recipe_with_a_long_name", repeated("{\"encoder\":[],\"", "x", kText - 64, "\":1}"),
       read_a_recipe, 64},
      {"a_state_of_fields", repeated("v1;", ";", kText, ""), read_state, 8},
      {"a_state_of_colons", repeated("v1;recipe=B;plane=", ":", kText, ""), read_state, 64},
      {"a_state_that_is_too_long", repeated("v1;", "x", 64 << 20, ""), read_state, 0},
      {"a_drawing_of_nothing", repeated("v1;drawing=whole.", "A", kText - 32, ""), read_state, 4,
       kRoom + kSheet},
      {"a_sheet_of_long_runs", repeated("small.", "_", kText, ""), read_sheet, 4, kRoom + kSheet},
      {"a_drawer_of_lines", repeated("hourglass drawer 1\n", "\n", kText, ""), read_kept, 4},
  };
}

class Bounds : public testing::TestWithParam<Hostile> {};

TEST_P(Bounds, OfWhatIsAllocatedAreThoseOfTheInput) {
  const Hostile& hostile = GetParam();
  const auto size = static_cast<std::int64_t>(hostile.input.size());
  test::start_counting();
  const bool taken = hostile.read(hostile.input);
  const std::int64_t peak = test::stop_counting().peak;
  EXPECT_EQ(taken, std::string_view(hostile.name) == "a_state_of_fields");
  EXPECT_LE(peak, hostile.bytes_each * size + hostile.room) << "of " << size << " bytes";
}

INSTANTIATE_TEST_SUITE_P(Hostile, Bounds, testing::ValuesIn(all_hostile()),
                         [](const auto& it) { return std::string(it.param.name); });

}  // namespace
}  // namespace hourglass::fuzz
