#include "lab/inside_study.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/subset.h"
#include "io/tensor_order.h"
#include "lab/slices.h"
#include "lab/ui.h"
#include "study/filters.h"

namespace hourglass {
namespace {

constexpr Index kImages = 4;  // images: a convolutional network takes milliseconds for more

// (pixels x channels) of an image that lies as NHWC, seen as (channels x pixels).
template <class S>
Column<S> channel_means(const Column<S>& values, const Shape& shape) {
  if (shape.flat()) return values;
  const Eigen::Map<const Matrix<S>> image(values.data(), shape.channels, shape.pixels());
  return image.rowwise().mean();
}

void scale(Matrix<float>& pictures) {
  for (auto picture : pictures.colwise()) {
    const float largest = picture.cwiseAbs().maxCoeff();
    if (largest > 0) picture /= largest;
  }
}

int square_side(Index pixels) {
  const auto side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(pixels))));
  return static_cast<Index>(side) * side == pixels ? side : 0;
}

// A convolution's kernels, means over the channels at their other end. PyTorch's axes are
// (channels out, channels in, kernel, kernel), the first two exchanged where it is transposed.
UnitPictures kernels(const Inference& inference, const TensorInfo& info, bool units_first) {
  std::vector<float> weights(static_cast<std::size_t>(info.size));
  const auto arena = inference.parameters().subspan(static_cast<std::size_t>(info.offset),
                                                    static_cast<std::size_t>(info.size));
  to_pytorch_order(info, arena, weights);
  const Index first = info.shape[0], second = info.shape[1], pixels = info.shape[2] * info.shape[3];
  UnitPictures result{Matrix<float>::Zero(pixels, units_first ? first : second),
                      static_cast<int>(info.shape[2])};
  const Eigen::Map<const Matrix<float>> kernel(weights.data(), pixels, first * second);
  for (Index i = 0; i < first * second; ++i) {
    result.pictures.col(units_first ? i / second : i % second) += kernel.col(i);
  }
  scale(result.pictures);
  return result;
}

}  // namespace

Index unit_count(const Shape& shape) { return shape.channels; }

Column<float> unit_values(const LayerOutput& output) {
  return channel_means(output.values, output.shape);
}

UnitUse unit_use(const LayerActivity& activity, const Shape& shape) {
  return {channel_means(activity.mean, shape), channel_means(activity.size, shape),
          channel_means(activity.share, shape)};
}

Column<float> channel_map(const LayerOutput& output, Index channel) {
  const Eigen::Map<const Matrix<float>> image(output.values.data(), output.shape.channels,
                                              output.shape.pixels());
  return image.row(channel).transpose();
}

void look(InsideStudy& study, Inference& inference, const Column<float>& digit) {
  if (!inference.ready() || inference.network().inputs() != digit.size()) {
    study.layers.clear();
    study.use.clear();
    study.measurement.reset();
    return;
  }
  study.layers = inference.layer_outputs(digit);
  if (study.measured != inference.network().spec()) {
    study.measured = inference.network().spec();
    study.use.clear();
    study.measurement.reset();
    study.outdated = true;
  }
}

Measuring measure(InsideStudy& study, const Inference& inference, const ImageSet& test,
                  Workers& workers, double milliseconds) {
  if (study.layers.empty() || test.features() != inference.network().inputs())
    return Measuring::idle;
  if (!study.measurement) {
    if (!study.outdated || test.count() == 0) return Measuring::idle;
    study.outdated = false;
    study.sample = std::make_unique<ImageSet>(first_images(test, InsideStudy::kSample));
    study.measurement.emplace(inference.network(), *study.sample, 0.0f, kImages);
  }
  work_for(milliseconds, [&] {
    study.measurement->advance(inference.parameters(), workers);
    return !study.measurement->done();
  });
  if (!study.measurement->done()) return Measuring::busy;
  study.use.clear();
  const std::vector<LayerActivity> result = study.measurement->result();
  for (std::size_t i = 0; i < result.size(); ++i) {
    study.use.push_back(unit_use(result[i], study.layers[i].shape));
  }
  study.measurement.reset();
  return Measuring::done;
}

std::vector<Index> units_by_use(const InsideStudy& study, std::size_t layer) {
  if (layer < study.use.size()) {
    LayerActivity activity;
    activity.size = study.use[layer].size;
    return by_use(activity);
  }
  std::vector<Index> order(static_cast<std::size_t>(unit_count(study.layers[layer].shape)));
  std::iota(order.begin(), order.end(), Index{0});
  return order;
}

std::optional<std::size_t> layer_of(const InsideStudy& study, Sheet sheet) {
  if (study.layers.empty()) return std::nullopt;
  if (sheet == Sheet::first) return 0;
  if (study.layers.size() < 2) return std::nullopt;
  return study.layers.size() - 2;
}

UnitPictures unit_pictures(const Inference& inference, Sheet sheet) {
  const Network<float>& network = inference.network();
  const bool first = sheet == Sheet::first;
  const auto& tensors = network.tensors();
  const TensorInfo& info = first ? tensors.front() : tensors[tensors.size() - 2];
  if (info.shape.size() == 4) {
    const NetworkSpec& spec = network.spec();
    const auto is_convolution = [](const LayerSpec& layer) {
      return layer.kind == LayerKind::convolution ||
             layer.kind == LayerKind::transposed_convolution;
    };
    const bool transposed =
        first ? std::find_if(spec.encoder.begin(), spec.encoder.end(), is_convolution)->kind ==
                    LayerKind::transposed_convolution
              : std::find_if(spec.decoder.rbegin(), spec.decoder.rend(), is_convolution)->kind ==
                    LayerKind::transposed_convolution;
    return kernels(inference, info, first != transposed);
  }
  UnitPictures result;
  result.side = square_side(network.inputs());
  if (result.side == 0) return {};
  Result<Matrix<float>> filters = first ? first_layer_filters(network, inference.parameters())
                                        : last_layer_filters(network, inference.parameters());
  if (!filters.ok()) return {};
  result.pictures = std::move(filters.value());
  scale(result.pictures);
  return result;
}

const LayerSpec& spec_of(const NetworkSpec& spec, const LayerOutput& output) {
  const auto i = static_cast<std::size_t>(output.layer);
  return i < spec.encoder.size() ? spec.encoder[i] : spec.decoder[i - spec.encoder.size()];
}

const char* layer_words(const NetworkSpec& spec, const LayerOutput& output) {
  const LayerSpec& layer = spec_of(spec, output);
  const int units = static_cast<int>(unit_count(output.shape));
  switch (layer.kind) {
    case LayerKind::dense:
      return format("Dense %d", units);
    case LayerKind::convolution:
      return format("Convolution %d", units);
    case LayerKind::transposed_convolution:
      return format("Transposed convolution %d", units);
    case LayerKind::max_pool:
      return format("Max pool %d", units);
    case LayerKind::upsample:
      return format("Upsample %d", units);
    case LayerKind::gaussian:
      return format("Gaussian code %d", units);
    case LayerKind::flatten:
    case LayerKind::unflatten:
      break;
  }
  return "";
}

}  // namespace hourglass
