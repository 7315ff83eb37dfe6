#include "io/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace hourglass {
namespace {

// Whether `descriptor` is still the file of that name: who had the lock may have removed it.
bool is_file_named(const std::string& file, int descriptor) {
  struct stat open {};
  struct stat named {};
  return ::fstat(descriptor, &open) == 0 && ::stat(file.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

Error in_use(const std::string& path, int descriptor) {
  std::array<char, 16> holder{};
  const ssize_t got = ::pread(descriptor, holder.data(), holder.size(), 0);
  const std::string process(holder.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return {path + " is being written by another run" +
          (process.empty() ? "" : ", process " + process) + "; expected a file of this run's own"};
}

}  // namespace

Result<FileLock> FileLock::take(const std::string& path) {
  const std::string file = path + ".lock";
  for (;;) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
      return Error{"cannot write " + path + ": " + std::generic_category().message(errno)};
    }
    FileLock lock(descriptor, file);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      const int reason = errno;
      lock.file_.clear();  // another's
      if (reason == EINTR) continue;
      if (reason == EWOULDBLOCK) return in_use(path, descriptor);
      return FileLock();
    }
    if (!is_file_named(file, descriptor)) {
      lock.file_.clear();
      continue;
    }
    const std::string process = std::to_string(::getpid());
    // What it says is for people; a full disk keeps nobody from the lock.
    const bool said = ::ftruncate(descriptor, 0) == 0 &&
                      ::pwrite(descriptor, process.data(), process.size(), 0) > 0;
    static_cast<void>(said);
    return lock;
  }
}

FileLock::~FileLock() {
  if (!file_.empty()) ::unlink(file_.c_str());
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace hourglass
