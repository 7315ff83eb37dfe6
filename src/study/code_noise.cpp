#include "study/code_noise.h"

#include <algorithm>

#include "data/noise.h"
#include "engine/random.h"

namespace hourglass {
namespace {

double squared_error(ConstBatch<float> x, ConstBatch<float> y) {
  return (x - y).cast<double>().squaredNorm();
}

}  // namespace

Matrix<float> noisy_codes(ConstBatch<float> codes, float strength, std::uint64_t seed,
                          Index first_column, Workers& workers) {
  const Index size = codes.rows(), padded = (size + 3) / 4 * 4;
  Matrix<float> noisy(size, codes.cols());
  workers.run(static_cast<int>(codes.cols()), [&](int c) {
    fill_normal({seed, stream_id(Stream::test_noise, 1)},
                static_cast<std::uint64_t>((first_column + c) * padded),
                {noisy.col(c).data(), static_cast<std::size_t>(size)});
    noisy.col(c) = codes.col(c) + strength * noisy.col(c);
  });
  return noisy;
}

CodeNoiseStudy::CodeNoiseStudy(const Network<float>& network, const ImageSet& set,
                               std::span<const float> strengths, std::uint64_t seed)
    : network_(&network),
      seed_(seed),
      blocks_(set),
      pass_(network, ImageBlocks::kBlock, false),
      noisy_(network.inputs(), ImageBlocks::kBlock),
      codes_(network.code_size(), ImageBlocks::kBlock),
      output_(network.inputs(), ImageBlocks::kBlock) {
  for (float strength : strengths) sums_.push_back({strength, 0, 0});
}

void CodeNoiseStudy::advance(std::span<const float> parameters, Workers& workers) {
  const Index first = blocks_.position();
  const ConstBatch<float> x = blocks_.next(workers);
  auto noisy = noisy_.leftCols(x.cols()), output = output_.leftCols(x.cols());
  auto codes = codes_.leftCols(x.cols());
  network_->encode(parameters.data(), x, pass_, codes, workers);
  for (CodeNoiseErrors& sums : sums_) {
    corrupt({NoiseKind::gaussian, sums.strength}, {seed_, stream_id(Stream::test_noise)}, x, noisy,
            workers, first);
    network_->reconstruct(parameters.data(), noisy, pass_, output, workers);
    sums.input += squared_error(x, output);
    const Matrix<float> moved = noisy_codes(codes, sums.strength, seed_, first, workers);
    network_->decode(parameters.data(), moved, pass_, output, workers);
    sums.code += squared_error(x, output);
  }
}

std::vector<CodeNoiseErrors> CodeNoiseStudy::result() const {
  const double pixels = std::max(1.0, static_cast<double>(position() * network_->inputs()));
  std::vector<CodeNoiseErrors> means = sums_;
  for (CodeNoiseErrors& errors : means) {
    errors.input /= pixels;
    errors.code /= pixels;
  }
  return means;
}

}  // namespace hourglass
