// What is added to the loss in training, as plain data.
#pragma once

#include <cstdint>
#include <span>

#include "engine/network_spec.h"
#include "engine/result.h"

namespace hourglass {

enum class PenaltyKind : std::uint8_t {
  l1_sum,       // sum of |activation| over units and batch
  l1_mean,      // mean of |activation| over units and batch
  kl_sparsity,  // sum over units of KL(target || the unit's mean activation in the batch): Ng 2011
  contractive,  // mean over the batch of the encoder's Jacobian's squared Frobenius norm: Rifai
                // 2011
  kl_normal,    // KL(code's distribution || N(0, 1)), reduced as the loss: Kingma and Welling 2014
};

struct PenaltySpec {
  static constexpr std::int64_t kCode = -1;

  PenaltyKind kind = PenaltyKind::l1_sum;
  double weight = 0;           // 0 ... 1e6
  double target = 0.05;        // kl_sparsity: the mean activation to come to, between 0 and 1
  std::int64_t layer = kCode;  // l1, kl_sparsity: layer of the spec's encoder

  bool operator==(const PenaltySpec&) const = default;
};

// Fails with a sentence that names the penalty, its value and what was expected, unless there are
// at most 8 and at most one of each of contractive and kl_normal; kl_sparsity is on a sigmoid
// layer; the encoder of a contractive one has dense layers alone; and kl_normal has a gaussian
// head.
Result<Done> validate(std::span<const PenaltySpec> penalties, const NetworkSpec& network);

}  // namespace hourglass
