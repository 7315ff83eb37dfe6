#include "lab/pca_reference.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>
#include <utility>

#include "engine/wait.h"
#include "lab/slices.h"
#include "study/leading_components.h"

namespace hourglass {
namespace {

constexpr Index kTrainImages = 4000;
constexpr Index kTestImages = 2000;
constexpr Index kPart = 32;        // test images at a time
constexpr Index kComponents = 64;  // at least: other codes than the one asked for come next

double bce(const Matrix<float>& output, const Matrix<float>& target) {
  const auto y = output.array().cast<double>().max(1.0 / 256).min(255.0 / 256).eval();
  const auto t = target.array().cast<double>();
  return -(t * y.log() + (1 - t) * (1 - y).log()).sum();
}

}  // namespace

struct PcaReference::Job {
  std::shared_ptr<const Dataset> data;
  std::shared_ptr<const Pca> pca;  // null: to be found
  Known known{};                   // its value is the sum over the images tested so far
  std::optional<LeadingComponents> search;
  Index tested = 0;
  Workers workers{1};
  // Set as the last act. No future: the browser's main thread must not even seem to wait.
  std::atomic<bool> done{false};
  std::atomic<bool> tell{false};

  void advance() {
    if (!pca) {
      find_components();
    } else if (tested < test_count()) {
      test_block();
    } else {
      known.value /= static_cast<double>(test_count() * data->test.features());
      done = true;
    }
  }

  Index test_count() const { return std::min(kTestImages, data->test.count()); }

  void find_components() {
    const Index features = data->train.features();
    if (!search) {
      search.emplace(data->train, kTrainImages, std::min(std::max(known.k, kComponents), features));
    }
    search->advance(workers);
    if (!search->done()) return;
    pca = std::make_shared<const Pca>(search->result());
    search.reset();
  }

  void test_block() {
    const Index n = std::min(kPart, test_count() - tested);
    Matrix<float> x(data->test.features(), n);
    gather_range(data->test, tested, x, workers);
    const Matrix<float> output = reconstruct(*pca, project(*pca, x, known.k));
    known.value += known.loss == LossKind::mse ? static_cast<double>((output - x).squaredNorm())
                                               : bce(output, x);
    tested += n;
  }
};

// Where the thread gets its jobs. One thread for all of them: in a page that of an ended one is
// free for another only after a while, and there is none to spare. It is detached while it waits
// here: to detach one that has ended is to wait for it, at which Emscripten ends the program on the
// browser's main thread.
struct PcaReference::Desk {
  std::function<void()> wake;
  std::shared_ptr<Job> job;
  std::atomic<std::uint32_t> given{0}, ended{0};
  std::atomic<bool> closed{false};

  void give(std::shared_ptr<Job> next) {
    job = std::move(next);
    ++given;
    wake_all(given);
  }
  void serve() {
    for (std::uint32_t taken = 0; !closed; ++taken) {
      wait_while_equal(given, taken);
      const std::shared_ptr<Job> next = std::move(job);
      while (next && !next->done && !closed) next->advance();
      if (next && next->done && next->tell && wake) wake();
    }
    ended = 1;
    wake_all(ended);
  }
  // Nothing is done or said after this.
  void close() {
    closed = true;
    ++given;
    wake_all(given);
    wait_while_equal(ended, 0);
  }
};

PcaReference::PcaReference(bool threads) : threads_(threads) {}

PcaReference::~PcaReference() {
  if (desk_) desk_->close();
}

void PcaReference::start(Index k, LossKind loss, bool tell) {
  job_ = std::make_shared<Job>();
  job_->data = data_;
  if (pca_ && pca_->components.cols() >= k) job_->pca = pca_;
  job_->known = {k, loss, 0};
  job_->tell = tell;
  if (!threads_) return;
  if (!desk_) {
    desk_ = std::make_shared<Desk>();
    desk_->wake = wake_;
    std::thread([desk = desk_] { desk->serve(); }).detach();
  }
  desk_->give(job_);
}

bool PcaReference::has_news() const { return job_ && job_->done && job_->tell; }

void PcaReference::take_news() {
  if (!job_ || !job_->done) return;
  if (job_->data == data_) {
    pca_ = job_->pca;
    known_.push_back(job_->known);
  }
  job_.reset();
}

std::optional<double> PcaReference::request(const std::shared_ptr<const Dataset>& data, Index k,
                                            LossKind loss, bool tell) {
  if (!data || data->train.count() < 2 || data->test.count() == 0) return std::nullopt;
  const Index features = data->train.features();
  if (k < 1 || k >= features || !check_pca_size(features).ok()) return std::nullopt;
  if (data != data_) {
    data_ = data;
    pca_.reset();
    known_.clear();
  }
  if (job_ && !threads_) {
    work_for(kFrameShare, [job = job_.get()] {
      job->advance();
      return !job->done;
    });
  }
  if (job_) job_->tell = tell;  // before the look at whether it is done: one of the two sees it
  take_news();
  for (const Known& known : known_) {
    if (known.k != k || known.loss != loss) continue;
    return std::isfinite(known.value) ? std::optional(known.value) : std::nullopt;
  }
  if (!job_) start(k, loss, tell);
  return std::nullopt;
}

}  // namespace hourglass
