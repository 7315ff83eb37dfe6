// hourglass-bench: Google Benchmark's usual program, natively and in a page, which calls main()
// again and again (web/bench/hourglass-worker.js).
//
//   hourglass-bench --benchmark_filter='^step/B/' --benchmark_out=b.json
#include "suite.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::ClearRegisteredBenchmarks();
  hourglass::add_peaks();
  hourglass::add_kernels();
  hourglass::add_steps();
  benchmark::ConsoleReporter reporter;  // the library's own is gone after its first run
  return benchmark::RunSpecifiedBenchmarks(&reporter) > 0 ? 0 : 1;
}
