// hourglass-fuzz-material FOLDER: writes FOLDER/<target>/seed-0 ... and FOLDER/<target>.dict, what
// libFuzzer begins with.
#include <cstdio>
#include <filesystem>
#include <string>

#include "io/file.h"
#include "targets.h"

using namespace hourglass;

namespace {

// In libFuzzer's form: a word a line, in quotes.
std::string dictionary_of(const fuzz::Target& target) {
  std::string text;
  for (const std::string_view word : target.words) {
    text += '"';
    for (const char letter : word) text += (letter == '"' ? "\\" : "") + std::string(1, letter);
    text += "\"\n";
  }
  return text;
}

bool write(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
  const Result<Done> written = write_file_atomically(path.string(), bytes);
  if (!written.ok()) std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return written.ok();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "expected one argument: the folder to write to\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  for (const fuzz::Target& target : fuzz::targets()) {
    std::filesystem::create_directories(folder / target.name);
    int number = 0;
    for (const fuzz::Bytes& seed : target.seeds()) {
      if (!write(folder / target.name / ("seed-" + std::to_string(number++)), seed)) return 1;
    }
    const std::string words = dictionary_of(target);
    const auto bytes = std::span(reinterpret_cast<const std::uint8_t*>(words.data()), words.size());
    if (!write(folder / (std::string(target.name) + ".dict"), bytes)) return 1;
  }
}
