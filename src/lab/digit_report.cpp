#include "lab/digit_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "study/codes.h"
#include "study/scores.h"

namespace hourglass {
namespace {

std::string sentence(const char* pattern, double share) {
  char text[96];
  std::snprintf(text, sizeof text, pattern, std::floor(100 * share));
  return text;
}

}  // namespace

DigitReport report_on(const LiveDigit& digit, Inference& inference) {
  DigitReport report;
  report.quality = compare(digit.seen, digit.reconstruction, {kDigitSide, kDigitSide});
  report.anomaly = report.quality.mse;
  if (digit.noisy != digit.seen) {
    const Column<float> error = inference.reconstruct(digit.seen) - digit.seen;
    report.anomaly =
        static_cast<double>(error.squaredNorm()) / static_cast<double>(digit.seen.size());
  }
  return report;
}

ErrorHistogram error_histogram(std::span<const float> errors) {
  ErrorHistogram result;
  result.strange = errors.empty() ? 0 : quantile(errors, 0.99);
  if (!(result.strange > 0)) return result;
  // A little beyond, so that there is room for what is stranger than that.
  result.highest = 1.3 * result.strange;
  std::vector<float> inside;
  std::copy_if(errors.begin(), errors.end(), std::back_inserter(inside),
               [&](float error) { return error <= result.highest; });
  result.shares = histogram(inside, 0, result.highest, ErrorHistogram::kBins);
  return result;
}

std::string standing(std::span<const float> errors, double error) {
  if (errors.empty()) return {};
  const double worse = share_above(errors, error);
  const double better = 1 - worse;
  if (worse >= 0.5) return sentence("Rebuilt better than %.0f%% of test digits", worse);
  if (better >= 1) return "Harder than every test digit: no digit, it seems";
  if (better >= 0.99) return "Harder than 99% of test digits: no digit, it seems";
  if (better >= 0.95) return sentence("Harder than %.0f%% of test digits: an unusual one", better);
  return sentence("Harder than %.0f%% of test digits", better);
}

std::vector<std::vector<Neighbour>> nearest_images(Matrix<float> codes,
                                                   const SurveyedImages& surveyed,
                                                   const ImageSet& set, Index count,
                                                   Workers& workers) {
  const bool fits = codes.rows() > 0 && codes.rows() == surveyed.codes.rows() &&
                    static_cast<Index>(surveyed.images.size()) == surveyed.codes.cols();
  if (!fits) return {};
  const Index queries = codes.cols();
  NearestColumns nearest(std::move(codes), count);
  nearest.add(surveyed.codes, workers);
  std::vector<std::vector<Neighbour>> found(static_cast<std::size_t>(queries));
  for (Index q = 0; q < queries; ++q) {
    for (const NearestColumns::Neighbour& neighbour : nearest.nearest(q)) {
      const std::uint32_t image = surveyed.images[static_cast<std::size_t>(neighbour.column)];
      if (image >= static_cast<std::uint32_t>(set.count())) return {};
      found[static_cast<std::size_t>(q)].push_back({image, set.labels[image]});
    }
  }
  return found;
}

}  // namespace hourglass
