#include "data/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <cassert>
#include <string>

namespace hourglass {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, gzip's header and trailer
constexpr std::size_t kFirstRoom = 1 << 16;
constexpr std::size_t kPiece = 1 << 30;  // zlib counts what it is given in 32 bits

// An open z_stream, closed with its scope.
struct Inflater {
  Inflater() { ready = inflateInit2(&stream, kGzipWindow) == Z_OK; }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream{};
  bool ready = false;
};

// What is wrong, as the end of a sentence that begins with the file's name.
Error gzip_error(std::string_view name, const std::string& what) {
  return {std::string(name) + ": " + what};
}

Error damaged(std::string_view name, std::size_t offset, const z_stream& stream) {
  const std::string reason = stream.msg ? stream.msg : "unknown error";
  return gzip_error(name,
                    "damaged gzip data at byte " + std::to_string(offset) + " (" + reason + ")");
}

// For the size that the last member says it has unpacked, where that is likely, and the byte after
// it, so that what is large never has to move.
std::size_t first_room(std::span<const std::uint8_t> packed, std::size_t limit) {
  constexpr std::size_t kLikely = 16;  // times smaller
  if (packed.size() < 4) return 0;
  std::uint32_t said = 0;
  for (std::size_t i = 1; i <= 4; ++i) said = said << 8 | packed[packed.size() - i];
  return said <= limit && said / kLikely <= packed.size() ? said + std::size_t{1} : 0;
}

// More room in `out`, at most one byte over the limit, which then tells that there is too much.
void grow(std::vector<std::uint8_t>& out, std::size_t limit) {
  out.resize(std::min(std::max(kFirstRoom, 2 * out.size()), limit + 1));
}

// Unpacks one member from packed[offset] on, behind the first `size` bytes of `out`; moves both.
Result<Done> gunzip_member(std::span<const std::uint8_t> packed, std::size_t& offset,
                           std::vector<std::uint8_t>& out, std::size_t& size, std::size_t limit,
                           std::string_view name) {
  Inflater inflater;
  if (!inflater.ready) return gzip_error(name, "no memory to unpack it");
  z_stream& stream = inflater.stream;
  for (;;) {
    if (size == out.size()) grow(out, limit);
    stream.next_in = const_cast<Bytef*>(packed.data() + offset);
    stream.avail_in = static_cast<uInt>(std::min(packed.size() - offset, kPiece));
    stream.next_out = out.data() + size;
    stream.avail_out = static_cast<uInt>(out.size() - size);
    const int status = inflate(&stream, Z_NO_FLUSH);
    offset = static_cast<std::size_t>(stream.next_in - packed.data());
    size = static_cast<std::size_t>(stream.next_out - out.data());
    if (size > limit) {
      return gzip_error(name,
                        "unpacks to more than the " + std::to_string(limit) + " bytes allowed");
    }
    if (status == Z_STREAM_END) return Done{};
    if (offset == packed.size() && status == Z_BUF_ERROR) {
      return gzip_error(name, "the gzip data end too early, at byte " + std::to_string(offset));
    }
    if (status != Z_OK && status != Z_BUF_ERROR) return damaged(name, offset, stream);
  }
}

}  // namespace

bool is_gzip(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

Result<std::vector<std::uint8_t>> gunzip(std::span<const std::uint8_t> packed, std::size_t limit,
                                         std::string_view name) {
  assert(limit < kPiece);
  std::vector<std::uint8_t> out(first_room(packed, limit));
  std::size_t offset = 0, size = 0;
  do {
    if (!is_gzip(packed.subspan(offset))) {
      return gzip_error(name, offset == 0 ? "not gzip (expected it to begin with 1f 8b)"
                                          : std::to_string(packed.size() - offset) +
                                                " bytes too many after the gzip data, from byte " +
                                                std::to_string(offset));
    }
    const Result<Done> member = gunzip_member(packed, offset, out, size, limit, name);
    if (!member.ok()) return member.error();
  } while (offset < packed.size());
  out.resize(size);
  return out;
}

std::vector<std::uint8_t> gunzip_head(std::span<const std::uint8_t> packed, std::size_t count) {
  Inflater inflater;
  std::vector<std::uint8_t> head(count);
  if (!inflater.ready) return {};
  z_stream& stream = inflater.stream;
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(std::min(packed.size(), kPiece));
  stream.next_out = head.data();
  stream.avail_out = static_cast<uInt>(count);
  inflate(&stream, Z_SYNC_FLUSH);
  head.resize(count - stream.avail_out);
  return head;
}

std::vector<std::uint8_t> gzip(std::span<const std::uint8_t> bytes) {
  assert(bytes.size() < kPiece);
  z_stream stream{};
  [[maybe_unused]] int status =
      deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY);
  assert(status == Z_OK);
  std::vector<std::uint8_t> packed(deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  status = deflate(&stream, Z_FINISH);
  assert(status == Z_STREAM_END);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace hourglass
