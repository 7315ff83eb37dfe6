// libFuzzer's side of one target: compiled with -DHOURGLASS_FUZZ_RUN=run_name, so that of the
// library the program has, and libFuzzer looks through after each input, what this target needs
// alone.
#include <cstddef>
#include <cstdint>

#include "digit_targets.h"
#include "model_targets.h"
#include "state_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  hourglass::fuzz::HOURGLASS_FUZZ_RUN({data, size});
  return 0;
}
