// A frame of zeros around an NHWC image, so that every patch lies inside: the patches of
// neighbouring pixels are then windows onto the same memory, and none is written out.
#pragma once

#include <algorithm>

#include "engine/matrix.h"
#include "engine/network_spec.h"

namespace hourglass {

// Of a big image, each pixel of a small one sees a patch of kernel x kernel pixels: the pixel at
// (y, x) those from (stride y - padding, stride x - padding) on.
struct PatchGeometry {
  Shape small;
  Shape big;
  Index kernel = 3;
  Index stride = 1;
  Index padding = 1;

  Index patch_size() const { return kernel * kernel * big.channels; }
  Index weights() const { return small.channels * patch_size(); }
  // What all patches together see: the big image's plane, all of it, and what lies around.
  Index frame_height() const { return (small.height - 1) * stride + kernel; }
  Index frame_width() const { return (small.width - 1) * stride + kernel; }
  Index frame_line() const { return frame_width() * big.channels; }
  Index frame_size() const { return frame_height() * frame_line(); }
};

// Calls visit(offset in the frame, offset in the image, numbers) for the image's lines in the
// frame.
template <class Visit>
void for_each_framed_line(const PatchGeometry& g, Visit&& visit) {
  const Index c = g.big.channels, run = g.big.width * c;
  for (Index y = 0; y < g.big.height; ++y) {
    visit((y + g.padding) * g.frame_line() + g.padding * c, y * run, run);
  }
}

// Assigns frame (frame_size()).
template <class S>
void put_in_frame(const PatchGeometry& g, const S* image, S* frame) {
  Index done = 0;
  for_each_framed_line(g, [&](Index at, Index from, Index run) {
    std::fill(frame + done, frame + at, S{0});
    done = std::copy_n(image + from, run, frame + at) - frame;
  });
  std::fill(frame + done, frame + g.frame_size(), S{0});
}

// Assigns image with what the frame holds inside.
template <class S>
void take_from_frame(const PatchGeometry& g, const S* frame, S* image) {
  for_each_framed_line(
      g, [&](Index at, Index to, Index run) { std::copy_n(frame + at, run, image + to); });
}

// Adds patches (patch_size x pixels of the small image) to the frame, each in its place.
template <class S>
void add_patches(const PatchGeometry& g, const S* patches, S* frame) {
  const Index c = g.big.channels, run = g.kernel * c;
  for (Index y = 0; y < g.small.height; ++y) {
    for (Index x = 0; x < g.small.width; ++x) {
      S* to = frame + y * g.stride * g.frame_line() + x * g.stride * c;
      for (Index ky = 0; ky < g.kernel; ++ky, to += g.frame_line(), patches += run) {
        for (Index i = 0; i < run; ++i) to[i] += patches[i];
      }
    }
  }
}

}  // namespace hourglass
