#include "io/png.h"

#include <cassert>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>

namespace hourglass {

std::vector<std::uint8_t> encode_png(const Image& image) {
  assert(image.width > 0 && image.height > 0);
  assert(image.pixels.size() == static_cast<std::size_t>(image.width) *
                                    static_cast<std::size_t>(image.height) *
                                    static_cast<std::size_t>(image.channels));
  std::vector<std::uint8_t> file;
  const auto append = [](void* out, void* data, int size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    auto* to = static_cast<std::vector<std::uint8_t>*>(out);
    to->insert(to->end(), bytes, bytes + size);
  };
  stbi_write_png_to_func(append, &file, image.width, image.height, image.channels,
                         image.pixels.data(), image.width * image.channels);
  assert(!file.empty());
  return file;
}

}  // namespace hourglass
