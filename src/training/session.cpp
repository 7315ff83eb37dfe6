#include "training/session.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/wait.h"
#include "training/session_worker.h"
#include "training/spsc_ring.h"
#include "training/triple_buffer.h"

namespace hourglass {

struct Session::State {
  explicit State(SessionOptions o)
      : options(std::move(o)), worker(options.threads < 1 ? 1 : options.threads) {}

  SessionOptions options;
  SpscRing<Command, kQueue> commands;
  TripleBuffer<Snapshot> snapshots;
  std::uint64_t sent = 0;  // the UI's count

  // The training side's, on the background thread where there is one.
  SessionWorker worker;
  std::uint64_t generation = 0;

  std::atomic<std::uint32_t> wake{0};  // raised to end the background thread's sleep
  std::atomic<bool> stop{false};
  // Between two steps in slow motion alone: Emscripten's condition variables wake ten times a
  // second, which an idle page must not.
  static constexpr double kLongestSleep = 3600;  // seconds
  std::mutex pace_mutex;
  std::condition_variable pace_alarm;
  std::thread thread;

  void take_commands() {
    for (Command command; commands.pop(command);) worker.take(std::move(command));
  }

  void publish_if_due() {
    if (!worker.due()) return;
    Snapshot& snapshot = snapshots.back();
    worker.fill(snapshot);
    snapshot.generation = ++generation;
    snapshots.publish();
    if (options.on_publish) options.on_publish();
  }

  void run() {
    while (!stop.load()) {
      const std::uint32_t before = wake.load();
      take_commands();
      if (worker.rest() == 0) worker.advance();
      publish_if_due();
      sleep(worker.rest(), before);
    }
  }

  // For so many seconds, or until `wake` is no longer what it was.
  void sleep(double seconds, std::uint32_t before) {
    if (seconds == 0) return;
    if (seconds == SessionWorker::kIdle) return wait_while_equal(wake, before);
    std::unique_lock lock(pace_mutex);
    pace_alarm.wait_for(lock, std::chrono::duration<double>(std::min(seconds, kLongestSleep)),
                        [&] { return wake.load() != before; });
  }

  void wake_up() {
    wake.fetch_add(1);
    wake_all(wake);
    // Not between a sleeper's look at `wake` and its sleep: it holds the mutex no longer than that.
    { const std::lock_guard lock(pace_mutex); }
    pace_alarm.notify_one();
  }
};

Session::Session(SessionOptions options) : state_(std::make_unique<State>(std::move(options))) {
  if (state_->options.threads > 0) state_->thread = std::thread([this] { state_->run(); });
}

Session::~Session() {
  if (!state_->thread.joinable()) return;
  state_->stop.store(true);
  state_->wake_up();
  state_->thread.join();
}

std::uint64_t Session::send(Command command) {
  if (!state_->commands.push(command)) return 0;
  state_->wake_up();
  return ++state_->sent;
}

const Snapshot& Session::latest() { return state_->snapshots.latest(); }

bool Session::work(double milliseconds) {
  assert(threads() == 0);
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double, std::milli>(milliseconds);
  state_->take_commands();
  SessionWorker& worker = state_->worker;
  while (worker.rest() == 0 && Clock::now() < end) worker.advance();
  state_->publish_if_due();
  return worker.rest() < SessionWorker::kIdle;
}

int Session::threads() const { return state_->options.threads; }

}  // namespace hourglass
