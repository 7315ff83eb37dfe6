#include "training/survey.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace hourglass {
namespace {

SurveyedImages first_of(const ImageSet& set, Index code_size) {
  const Index most = std::min(Surveyor::kImages, Surveyor::kNumbers / code_size);
  SurveyedImages images;
  images.images.resize(static_cast<std::size_t>(std::min(most, set.count())));
  std::iota(images.images.begin(), images.images.end(), 0u);
  images.codes.resize(code_size, static_cast<Index>(images.images.size()));
  return images;
}

std::size_t bytes_of(const SurveyedImages& images) {
  return images.images.size() * sizeof(std::uint32_t) +
         static_cast<std::size_t>(images.codes.size()) * sizeof(float);
}

const LayerSpec& layer_of(const NetworkSpec& spec, Index layer) {
  const auto i = static_cast<std::size_t>(layer);
  const std::size_t encoders = spec.encoder.size();
  return i < encoders ? spec.encoder[i] : spec.decoder[i - encoders];
}

}  // namespace

std::size_t bytes_of(const Survey& survey) {
  return bytes_of(survey.test) + bytes_of(survey.train) + survey.errors.size() * sizeof(float);
}

Surveyor::Surveyor(const Network<float>& network, const Dataset& data)
    : network_(&network),
      data_(&data),
      survey_(std::make_unique<Survey>()),
      images_(network.inputs(), kBlock),
      output_(network.inputs(), kBlock) {
  survey_->test = first_of(data.test, network.code_size());
  survey_->train = first_of(data.train, network.code_size());
  survey_->errors.resize(survey_->test.images.size());
  if (is_variational(network.spec())) {
    survey_->deviation = survey_->divergence = Column<float>::Zero(network.code_size());
  }
  const NetworkSpec& spec = network.spec();
  const auto layers = static_cast<Index>(spec.encoder.size() + spec.decoder.size());
  for (Index layer = 0, first = 0; layer < layers; ++layer) {
    const Index last = network.end_of(layer);
    if (first <= last && !network.layer(first).tensors().empty()) {
      constexpr float kInfinity = std::numeric_limits<float>::infinity();
      const Index numbers = network.layer(last).outputs();
      ranges_.push_back({layer, first, last, Column<float>::Constant(numbers, kInfinity),
                         Column<float>::Constant(numbers, -kInfinity)});
    }
    first = last + 1;
  }
}

void Surveyor::advance(std::span<const float> parameters, Pass<float>& pass, Workers& workers) {
  assert(!done());
  const bool test = position_ < test_images();
  const Index first = test ? position_ : position_ - test_images();
  SurveyedImages& part = test ? survey_->test : survey_->train;
  const Index n = std::min(kBlock, part.codes.cols() - first);
  auto x = images_.leftCols(n);
  auto codes = part.codes.middleCols(first, n);
  gather_range(test ? data_->test : data_->train, first, x, workers);
  network_->encode(parameters.data(), x, pass, codes, workers);
  if (test) look_closer(parameters, first, n, pass, workers);
  position_ += n;
}

// What is told of test images alone: n of them, from `first` on, which have just been encoded.
void Surveyor::look_closer(std::span<const float> parameters, Index first, Index n,
                           Pass<float>& pass, Workers& workers) {
  const auto x = images_.leftCols(n);
  auto output = output_.leftCols(n);
  const auto codes = survey_->test.codes.middleCols(first, n);
  network_->decode(parameters.data(), codes, pass, output, workers);
  Eigen::Map<Column<float>>(survey_->errors.data() + first, n) =
      (output - x).colwise().squaredNorm().transpose() / static_cast<float>(x.rows());
  if (survey_->deviation.size() > 0) {
    const auto statistics = static_cast<std::size_t>(network_->encoder_layers() - 2);
    add_statistics(pass.outputs[statistics].leftCols(n));
  }
  // The pass holds what lies between; the last layer of each half wrote where it was told to.
  workers.run(static_cast<int>(ranges_.size()), [&](int i) {
    Range& range = ranges_[static_cast<std::size_t>(i)];
    if (range.last + 1 == network_->encoder_layers()) {
      widen(range, codes);
    } else if (range.last + 1 == network_->layer_count()) {
      widen(range, output);
    } else {
      widen(range, pass.outputs[static_cast<std::size_t>(range.last)].leftCols(n));
    }
  });
}

void Surveyor::widen(Range& range, ConstBatch<float> numbers) {
  for (Index c = 0; c < numbers.cols(); ++c) {
    range.lowest = range.lowest.cwiseMin(numbers.col(c));
    range.highest = range.highest.cwiseMax(numbers.col(c));
  }
}

// KL as in kl_to_normal(), but of each dimension.
void Surveyor::add_statistics(ConstBatch<float> statistics) {
  const Index units = survey_->deviation.size();
  for (Index c = 0; c < statistics.cols(); ++c) {
    const auto mean = statistics.col(c).head(units).array();
    const auto log_variance = statistics.col(c).tail(units).array();
    survey_->deviation.array() += (log_variance * 0.5f).exp();
    survey_->divergence.array() +=
        0.5f * (mean.square() + log_variance.exp() - log_variance - 1.0f);
  }
}

// A batch's column holds an image's channels pixel by pixel, so unit i has every units-th number.
double Surveyor::dead_share(const Range& range) const {
  const LayerSpec& spec = layer_of(network_->spec(), range.layer);
  const bool relu = spec.activation == Activation::relu;
  std::vector<bool> alive(static_cast<std::size_t>(spec.units));
  for (Index i = 0; i < range.highest.size(); ++i) {
    const float least = relu ? 0.0f : range.lowest[i];
    if (range.highest[i] > least) alive[static_cast<std::size_t>(i % spec.units)] = true;
  }
  const auto dead = std::count(alive.begin(), alive.end(), false);
  return static_cast<double>(dead) / static_cast<double>(alive.size());
}

// Over the weights alone: what has two dimensions or more.
double Surveyor::gradient_size(const Range& range, std::span<const float> gradient) const {
  const Index begin = network_->offset(range.first);
  const Index end = range.last + 1 < network_->layer_count() ? network_->offset(range.last + 1)
                                                             : network_->parameter_count();
  double sum = 0;
  Index count = 0;
  for (const TensorInfo& tensor : network_->tensors()) {
    if (tensor.offset < begin || tensor.offset >= end || tensor.shape.size() < 2) continue;
    const Eigen::Map<const Column<float>> weights(gradient.data() + tensor.offset, tensor.size);
    sum += weights.cast<double>().squaredNorm();
    count += tensor.size;
  }
  return std::sqrt(sum / static_cast<double>(count));
}

std::shared_ptr<const Survey> Surveyor::finish(std::int64_t step, double epoch,
                                               std::span<const float> gradient) {
  assert(done());
  survey_->step = step;
  survey_->epoch = epoch;
  survey_->deviation /= static_cast<float>(test_images());
  survey_->divergence /= static_cast<float>(test_images());
  for (const Range& range : ranges_) {
    survey_->layers.push_back({range.layer, dead_share(range), gradient_size(range, gradient)});
  }
  return std::move(survey_);
}

}  // namespace hourglass
