// What PCA makes of the test images with as many numbers as a code has: the line that an
// autoencoder has to beat.
//
//   PcaReference pca(true);                             // one for the whole laboratory
//   pca.when_found(wake_the_event_loop);
//   each frame:                  pca.take_news();
//     where the line is drawn:   auto loss = pca.request(data, 32, LossKind::mse, true);
//
// The components are those of the first 4,000 training images (leading_components.h), the loss is
// the mean a pixel of the first 2,000 clean test images. For BCE the reconstruction is clipped to
// 1/256 ... 255/256, without which it would have no bounds. Computed on a thread of its own, or
// where there are none by request(), a slice at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "data/dataset.h"
#include "engine/loss.h"

namespace hourglass {

struct Pca;

class PcaReference {
 public:
  explicit PcaReference(bool threads);
  ~PcaReference();  // waits for the thread, which leaves its work
  PcaReference(const PcaReference&) = delete;
  PcaReference& operator=(const PcaReference&) = delete;

  // The loss with k components, or nothing while it is not known, and where there is none: no data,
  // fewer than two training images, images of more than 4,096 pixels, k not in 1 ... pixels - 1.
  // tell: when it has come, that is news.
  std::optional<double> request(const std::shared_ptr<const Dataset>& data, Index k, LossKind loss,
                                bool tell);
  // Whether a result is on its way. Without threads only further calls of request() bring it.
  bool pending() const { return job_ != nullptr; }

  // To be called before the first request: `wake` runs on the thread when there is news; quick.
  void when_found(std::function<void()> wake) { wake_ = std::move(wake); }
  // Whether there is some that take_news() has not taken.
  bool has_news() const;
  void take_news();

 private:
  struct Known {
    Index k;
    LossKind loss;
    double value;
  };
  struct Job;
  struct Desk;
  void start(Index k, LossKind loss, bool tell);

  bool threads_;
  std::function<void()> wake_;
  std::shared_ptr<const Dataset> data_;
  std::shared_ptr<const Pca> pca_;  // null, or at least as many components as were asked for
  std::vector<Known> known_;        // of data_
  std::shared_ptr<Job> job_;        // shared with the thread
  std::shared_ptr<Desk> desk_;      // the same; null while there was no job
};

}  // namespace hourglass
