#include "engine/pooling.h"

#include "engine/activation.h"

namespace hourglass {
namespace {

// The channels of the four pixels of a quad, in reading order. Here loops over channels stay plain,
// with arguments that do not overlap, so that compilers vectorise them: GCC gives up where a
// maximum is std::max, by reference.
template <class S>
S larger(S a, S b) {
  return a > b ? a : b;
}

template <class S>
void largest(Index channels, const S* a, const S* b, const S* c, const S* d, S* __restrict to) {
  for (Index i = 0; i < channels; ++i) {
    to[i] = larger(larger(a[i], b[i]), larger(c[i], d[i]));
  }
}

// Each channel's gradient goes to the first pixel with the largest number, times the derivative of
// the activation that gave that number.
template <Activation previous, class S>
void to_largest(Index channels, const S* __restrict gradient, const S* __restrict a,
                const S* __restrict b, const S* __restrict c, const S* __restrict d,
                S* __restrict to_a, S* __restrict to_b, S* __restrict to_c, S* __restrict to_d) {
  for (Index i = 0; i < channels; ++i) {
    const S top = larger(larger(a[i], b[i]), larger(c[i], d[i]));
    const S all = gradient[i] * derivative(previous, top);
    const S after_a = a[i] == top ? S{0} : all;
    const S after_b = b[i] == top ? S{0} : after_a;
    const S after_c = c[i] == top ? S{0} : after_b;
    to_a[i] = a[i] == top ? all : S{0};
    to_b[i] = b[i] == top ? after_a : S{0};
    to_c[i] = c[i] == top ? after_b : S{0};
    to_d[i] = after_c;
  }
}

// One for each activation: a choice inside the loop would keep it from being vectorised.
template <class S>
auto to_largest_of(Activation previous) {
  switch (previous) {
    case Activation::relu:
      return to_largest<Activation::relu, S>;
    case Activation::sigmoid:
      return to_largest<Activation::sigmoid, S>;
    case Activation::tanh:
      return to_largest<Activation::tanh, S>;
    case Activation::linear:
      break;
  }
  return to_largest<Activation::linear, S>;
}

template <class S>
void repeat(Index channels, const S* __restrict from, S* __restrict a, S* __restrict b,
            S* __restrict c, S* __restrict d) {
  for (Index i = 0; i < channels; ++i) a[i] = b[i] = c[i] = d[i] = from[i];
}

template <class S>
void add_up(Index channels, const S* a, const S* b, const S* c, const S* d, S* __restrict to) {
  for (Index i = 0; i < channels; ++i) to[i] = (a[i] + b[i]) + (c[i] + d[i]);
}

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
      largest(output_.channels, from + quad[0], from + quad[1], from + quad[2], from + quad[3],
              to + at);
    });
    auto column = y.col(image);
    activate(activation, column);
  });
}

template <class S>
void MaxPool<S>::backward_data(const S* /*parameters*/, ConstBatch<S> x, ConstBatch<S> dz,
                               Activation previous, Batch<S> dx, const Room<S>& /*room*/,
                               Workers& workers) const {
  const auto send = to_largest_of<S>(previous);
  workers.run(static_cast<int>(x.cols()), [&](int image) {
    const S *const in = x.col(image).data(), *const from = dz.col(image).data();
    S* const to = dx.col(image).data();
    if (4 * output_.pixels() < input_.pixels()) dx.col(image).setZero();  // what is left over
    for_each_quad(output_, input_.width, [&](Index at, const Index(&quad)[4]) {
      send(output_.channels, from + at, in + quad[0], in + quad[1], in + quad[2], in + quad[3],
           to + quad[0], to + quad[1], to + quad[2], to + quad[3]);
    });
  });
}

template <class S>
void Upsample<S>::forward(const S* /*parameters*/, ConstBatch<S> x, Activation activation,
                          Batch<S> y, const Room<S>& /*room*/, Workers& workers) const {
  workers.run(static_cast<int>(x.cols()), [&](int image) {
    const S* const from = x.col(image).data();
    S* const to = y.col(image).data();
    for_each_quad(input_, output_.width, [&](Index at, const Index(&quad)[4]) {
      repeat(input_.channels, from + at, to + quad[0], to + quad[1], to + quad[2], to + quad[3]);
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
      add_up(input_.channels, from + quad[0], from + quad[1], from + quad[2], from + quad[3],
             to + at);
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
