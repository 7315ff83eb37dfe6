#include "io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace hourglass {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  bool valid() const { return number_ >= 0; }
  // False where the system reports, only now, that a write failed.
  bool close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

Error system_error(const char* action, const std::string& path, int code) {
  return {"cannot " + std::string(action) + " " + path + ": " +
          std::generic_category().message(code)};
}

bool write_all(int descriptor, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

// Where the bytes really go: a link stays a link.
Result<std::string> target_of(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return Error{"cannot write " + path + ": it is no regular file"};
  }
  if (!std::filesystem::is_symlink(std::filesystem::symlink_status(path, ignored))) return path;
  const auto target = std::filesystem::canonical(path, ignored);
  return target.empty() ? path : target.string();
}

// Beside the target, and of this process alone.
std::string part_of(const std::string& target) {
  return target + ".part" + std::to_string(::getpid());
}

Descriptor create(const std::string& file) {
  return Descriptor(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
}

}  // namespace

Result<std::vector<std::uint8_t>> read_file(const std::string& path, std::uint64_t limit) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return system_error("read", path, errno);

  constexpr std::size_t kPiece = std::size_t{1} << 20;
  std::vector<std::uint8_t> bytes;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kPiece);
    const ssize_t got = ::read(file.number(), bytes.data() + before, kPiece);
    bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("read", path, errno);
    if (bytes.size() > limit) {
      return Error{"cannot read " + path + ": it has more than the " + std::to_string(limit) +
                   " bytes expected at most"};
    }
    if (got == 0) return bytes;
  }
}

Result<Done> check_writable(const std::string& path) {
  const Result<std::string> target = target_of(path);
  if (!target.ok()) return target.error();
  const std::string part = part_of(target.value());
  if (!create(part).valid()) return system_error("write", path, errno);
  ::unlink(part.c_str());
  return Done{};
}

Result<Done> write_file_atomically(const std::string& path, std::span<const std::uint8_t> bytes) {
  const Result<std::string> target = target_of(path);
  if (!target.ok()) return target.error();
  const std::string part = part_of(target.value());
  Descriptor file = create(part);
  if (!file.valid()) return system_error("write", path, errno);
  if (!write_all(file.number(), bytes) || ::fsync(file.number()) != 0 || !file.close() ||
      std::rename(part.c_str(), target.value().c_str()) != 0) {
    const int reason = errno;
    ::unlink(part.c_str());
    return system_error("write", path, reason);
  }
  return Done{};
}

Result<Done> write_file_atomically(const std::string& path, std::string_view text) {
  return write_file_atomically(
      path, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace hourglass
