// Threads that share one piece of work at a time, split into tiles.
//
//   Workers workers(2);                            // this thread and one more
//   workers.run(tiles, [&](int tile) { ... });     // returns when all tiles are done
//
// Tiles are cut by the problem's shape, never by the number of threads, and each tile writes its
// own part of the output: so results are bit-identical for any number of threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <type_traits>
#include <vector>

namespace hourglass {

class Workers {
 public:
  // threads >= 1 counts the calling thread; threads - 1 are started, once.
  explicit Workers(int threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int threads() const { return static_cast<int>(threads_.size()) + 1; }

  // Calls work(0) ... work(tiles - 1), each once, in any order, on any thread. Never allocates.
  // Called by one thread at a time; `work` must not call run().
  template <class Work>
  void run(int tiles, Work&& work) {
    using Callable = std::remove_reference_t<Work>;
    run_tiles(
        tiles, [](void* w, int tile) { (*static_cast<Callable*>(w))(tile); },
        const_cast<std::remove_const_t<Callable>*>(&work));
  }

 private:
  using TileFunction = void (*)(void* work, int tile);
  void run_tiles(int tiles, TileFunction function, void* work);
  void take_tiles(std::size_t thread);
  bool enter();
  void leave();
  void serve(std::size_t thread);

  // A thread's own tiles, neighbours, of which the others help with what is left: so that in every
  // round it meets about the same data, in its own cache.
  struct alignas(64) Share {
    std::atomic<int> next{0};
    int end = 0;
  };

  static constexpr std::uint32_t kClosed = 0x80000000u;

  std::vector<std::thread> threads_;
  std::vector<Share> shares_;
  TileFunction function_ = nullptr;
  void* work_ = nullptr;
  std::atomic<std::uint32_t> inside_{kClosed};  // helpers at work; kClosed: no more may come
  std::atomic<std::uint32_t> round_{0};         // raised by one for each run; helpers wait for it
  std::atomic<bool> stop_{false};
};

}  // namespace hourglass
