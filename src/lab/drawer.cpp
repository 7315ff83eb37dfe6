#include "lab/drawer.h"

#include <algorithm>
#include <cassert>

namespace hourglass {
namespace {

constexpr std::string_view kTitle = "hourglass drawer 1";
constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kBytes = std::tuple_size_v<KeptImage>;
constexpr std::size_t kLine = (kBytes + 2) / 3 * 4;
constexpr std::size_t kPadding = kLine / 4 * 3 - kBytes;

// Three bytes, missing ones 0, are four digits of six bits; at the end '=' stands for no digit.
void add_base64(std::string& text, const KeptImage& image) {
  for (std::size_t i = 0; i < kBytes; i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = i; k < i + 3; ++k) bits = bits << 8 | (k < kBytes ? image[k] : 0u);
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[bits >> shift & 63];
  }
  for (std::size_t i = 0; i < kPadding; ++i) text[text.size() - 1 - i] = '=';
}

bool read_base64(std::string_view line, KeptImage& image) {
  if (line.size() != kLine) return false;
  for (std::size_t i = 0; i < kLine; i += 4) {
    std::uint32_t bits = 0;
    for (std::size_t k = i; k < i + 4; ++k) {
      const bool padding = k >= kLine - kPadding;
      if (padding != (line[k] == '=')) return false;
      const std::size_t digit = padding ? 0 : kDigits.find(line[k]);
      if (digit == std::string_view::npos) return false;
      bits = bits << 6 | static_cast<std::uint32_t>(digit);
    }
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t at = i / 4 * 3 + k;
      const auto byte = static_cast<std::uint8_t>(bits >> (16 - 8 * k) & 255);
      if (at < kBytes) {
        image[at] = byte;
      } else if (byte != 0) {
        return false;
      }
    }
  }
  return true;
}

// The text up to the next line's end, which is cut off `text` with it.
std::string_view next_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

}  // namespace

void keep(Drawer& drawer, const Column<float>& image) {
  assert(image.size() == static_cast<Index>(kBytes));
  KeptImage bytes;
  std::transform(image.begin(), image.end(), bytes.begin(), [](float ink) {
    return static_cast<std::uint8_t>(255 * std::clamp(ink, 0.0f, 1.0f) + 0.5f);
  });
  put_back(drawer, drawer.kept.size(), bytes);
}

void put_back(Drawer& drawer, std::size_t at, const KeptImage& image) {
  assert(!drawer.full() && at <= drawer.kept.size());
  drawer.kept.insert(drawer.kept.begin() + static_cast<std::ptrdiff_t>(at), image);
  ++drawer.version;
}

KeptImage take_out(Drawer& drawer, std::size_t at) {
  assert(at < drawer.kept.size());
  const KeptImage image = drawer.kept[at];
  drawer.kept.erase(drawer.kept.begin() + static_cast<std::ptrdiff_t>(at));
  ++drawer.version;
  return image;
}

void refill(Drawer& drawer, KeptImages kept) {
  assert(kept.size() <= Drawer::kMost);
  drawer.kept = std::move(kept);
  ++drawer.version;
}

Column<float> pixels_of(const KeptImage& image) {
  Column<float> pixels(static_cast<Index>(image.size()));
  std::transform(image.begin(), image.end(), pixels.begin(),
                 [](std::uint8_t byte) { return static_cast<float>(byte) / 255; });
  return pixels;
}

std::string drawer_to_text(const KeptImages& kept) {
  std::string text(kTitle);
  text += '\n';
  for (const KeptImage& image : kept) {
    add_base64(text, image);
    text += '\n';
  }
  return text;
}

Result<KeptImages> drawer_from_text(std::string_view text) {
  if (next_line(text) != kTitle) {
    return Error{"These are no kept drawings: the text does not begin with \"" +
                 std::string(kTitle) + "\"."};
  }
  KeptImages kept;
  while (!text.empty()) {
    if (kept.size() == Drawer::kMost) {
      return Error{"There are more than " + std::to_string(Drawer::kMost) + " kept drawings."};
    }
    if (!read_base64(next_line(text), kept.emplace_back())) {
      return Error{"Kept drawing " + std::to_string(kept.size()) + " is damaged: expected " +
                   std::to_string(kLine) + " characters of base64."};
    }
  }
  return kept;
}

}  // namespace hourglass
