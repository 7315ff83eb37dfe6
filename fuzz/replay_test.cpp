// Every target on its seeds, on what has broken a promise once (fuzz/corpus/<target>/*) and on what
// reaches all that campaigns have reached (fuzz/corpus/<target>.inputs). What a target promises is
// checked by the target.
#include <gtest/gtest.h>

#include <filesystem>

#include "io/file.h"
#include "targets.h"

namespace hourglass::fuzz {
namespace {

const std::filesystem::path kCorpus = HOURGLASS_FUZZ_CORPUS;

class Replay : public testing::TestWithParam<Target> {};

TEST_P(Replay, SeedsAndTheirDamage) {
  const Target& target = GetParam();
  const std::vector<Bytes> seeds = target.seeds();
  ASSERT_FALSE(seeds.empty());
  target.run({});
  for (const Bytes& seed : seeds) {
    target.run(seed);
    const std::size_t step = seed.size() / 200 + 1;
    for (std::size_t i = 0; i < seed.size(); i += step) {
      target.run(std::span(seed).first(i));
      Bytes damaged = seed;
      damaged[i] ^= static_cast<std::uint8_t>(1u << (i % 8));
      target.run(damaged);
    }
  }
}

TEST_P(Replay, WhatBrokeAPromise) {
  const Target& target = GetParam();
  const std::filesystem::path folder = kCorpus / target.name;
  if (!std::filesystem::exists(folder)) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(entry.path().string());
    const auto bytes = read_file(entry.path().string(), 1 << 24);
    ASSERT_TRUE(bytes.ok()) << bytes.error().message;
    target.run(bytes.value());
  }
}

// Each input behind its length in four bytes, the lowest first: scripts/lib/fuzz_corpus.py.
TEST_P(Replay, WhatReachesAllThatWasReached) {
  const Target& target = GetParam();
  const std::filesystem::path path = kCorpus / (std::string(target.name) + ".inputs");
  if (!std::filesystem::exists(path)) return;
  const auto file = read_file(path.string(), 1 << 24);
  ASSERT_TRUE(file.ok()) << file.error().message;
  std::span<const std::uint8_t> rest = file.value();
  ASSERT_FALSE(rest.empty());
  while (!rest.empty()) {
    ASSERT_GE(rest.size(), 4u);
    std::size_t size = 0;
    for (std::size_t i = 4; i-- > 0;) size = size << 8 | rest[i];
    rest = rest.subspan(4);
    ASSERT_LE(size, rest.size());
    target.run(rest.first(size));
    rest = rest.subspan(size);
  }
}

std::string name_of(const testing::TestParamInfo<Target>& info) {
  return std::string(info.param.name);
}
INSTANTIATE_TEST_SUITE_P(Fuzz, Replay, testing::ValuesIn(targets().begin(), targets().end()),
                         name_of);

}  // namespace
}  // namespace hourglass::fuzz
