// A file that one process at a time may write again and again, natively.
//
//   Result<FileLock> lock = FileLock::take("run.checkpoint");   // for as long as `lock` lives
//
// The lock is on a file of its own beside it, "run.checkpoint.lock", since the file itself is
// replaced with every write. It ends with the process, however that ends.
#pragma once

#include <string>
#include <utility>

#include "engine/result.h"

namespace hourglass {

class FileLock {
 public:
  // Fails with a sentence that names the file and the process that has it, or the system's reason.
  // On file systems that know no locks it is taken by everyone.
  static Result<FileLock> take(const std::string& path);

  FileLock() = default;  // of nothing
  ~FileLock();           // removes the file of the lock
  FileLock(FileLock&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), file_(std::exchange(other.file_, {})) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(file_, other.file_);
    return *this;
  }

 private:
  FileLock(int descriptor, std::string file) : descriptor_(descriptor), file_(std::move(file)) {}

  int descriptor_ = -1;
  std::string file_;
};

}  // namespace hourglass
