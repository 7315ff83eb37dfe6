#include "engine/pooling.h"

#include <algorithm>

#include "engine/activation.h"

namespace hourglass {
namespace {

// Calls visit(offset of a pixel of the image of half the size, offsets of its four pixels in the
// whole one, in reading order).
template <class Visit>
void for_each_quad(const Shape& half, Index whole_width, Visit&& visit) {
  const Index c = half.channels, line = whole_width * c;
  for (Index y = 0; y < half.height; ++y) {
    for (Index x = 0; x < half.width; ++x) {
      const Index first = 2 * y * line + 2 * x * c;
      const Index quad[] = {first, first + c, first + line, first + line + c};
      visit((y * half.width + x) * c, quad);
    }
  }
}

}  // namespace

template <class S>
void MaxPool<S>::forward(const S* /*parameters*/, ConstBatch<S> x, Activation activation,
                         Batch<S> y, const Room<S>& /*room*/, Workers& workers) const {
  workers.run(static_cast<int>(x.cols()), [&](int image) {
    const S* const from = x.col(image).data();
    S* const to = y.col(image).data();
    for_each_quad(output_, input_.width, [&](Index at, const Index(&quad)[4]) {
      for (Index c = 0; c < output_.channels; ++c) {
        to[at + c] = std::max(std::max(from[quad[0] + c], from[quad[1] + c]),
                              std::max(from[quad[2] + c], from[quad[3] + c]));
      }
    });
    auto column = y.col(image);
    activate(activation, column);
  });
}

template <class S>
void MaxPool<S>::backward_data(const S* /*parameters*/, ConstBatch<S> x, ConstBatch<S> dz,
                               Activation previous, Batch<S> dx, const Room<S>& /*room*/,
                               Workers& workers) const {
  workers.run(static_cast<int>(x.cols()), [&](int image) {
    const S *const in = x.col(image).data(), *const from = dz.col(image).data();
    S* const to = dx.col(image).data();
    auto column = dx.col(image);
    column.setZero();
    for_each_quad(output_, input_.width, [&](Index at, const Index(&quad)[4]) {
      for (Index c = 0; c < output_.channels; ++c) {
        const S top = std::max(std::max(in[quad[0] + c], in[quad[1] + c]),
                               std::max(in[quad[2] + c], in[quad[3] + c]));
        S rest = from[at + c];
        for (const Index pixel : quad) {
          const bool first = in[pixel + c] == top;
          to[pixel + c] = first ? rest : S{0};
          rest = first ? S{0} : rest;
        }
      }
    });
    multiply_by_derivative(previous, x.col(image), column);
  });
}

template <class S>
void Upsample<S>::forward(const S* /*parameters*/, ConstBatch<S> x, Activation activation,
                          Batch<S> y, const Room<S>& /*room*/, Workers& workers) const {
  workers.run(static_cast<int>(x.cols()), [&](int image) {
    const S* const from = x.col(image).data();
    S* const to = y.col(image).data();
    for_each_quad(input_, output_.width, [&](Index at, const Index(&quad)[4]) {
      for (const Index pixel : quad) std::copy_n(from + at, input_.channels, to + pixel);
    });
    auto column = y.col(image);
    activate(activation, column);
  });
}

template <class S>
void Upsample<S>::backward_data(const S* /*parameters*/, ConstBatch<S> x, ConstBatch<S> dz,
                                Activation previous, Batch<S> dx, const Room<S>& /*room*/,
                                Workers& workers) const {
  workers.run(static_cast<int>(x.cols()), [&](int image) {
    const S* const from = dz.col(image).data();
    S* const to = dx.col(image).data();
    for_each_quad(input_, output_.width, [&](Index at, const Index(&quad)[4]) {
      for (Index c = 0; c < input_.channels; ++c) {
        to[at + c] =
            (from[quad[0] + c] + from[quad[1] + c]) + (from[quad[2] + c] + from[quad[3] + c]);
      }
    });
    auto column = dx.col(image);
    multiply_by_derivative(previous, x.col(image), column);
  });
}

template class MaxPool<float>;
template class MaxPool<double>;
template class Upsample<float>;
template class Upsample<double>;

}  // namespace hourglass
