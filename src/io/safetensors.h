// The safetensors format of Hugging Face (github.com/huggingface/safetensors), for numbers of 32
// and 16 bits:
//
//   8 bytes   length n of the header, little-endian
//   n bytes   JSON: {"__metadata__": {"key": "text"}, "name": {"dtype": "F32", "shape": [2, 3],
//             "data_offsets": [begin, end]}, ...}, filled up with spaces
//   the rest  the tensors' bytes, little-endian, row-major, without gaps
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/result.h"

namespace hourglass {

using Metadata = std::map<std::string, std::string>;

// How numbers are stored: the format's dtypes F32, F16 (IEEE 754's half precision) and BF16.
enum class Precision : std::uint8_t { f32, f16, bf16 };

// A tensor of a file that was read; the bytes are a view into it, at any alignment.
struct TensorView {
  std::string name;
  Precision precision = Precision::f32;
  std::vector<std::int64_t> shape;
  std::span<const std::uint8_t> bytes;  // 4 an element, or 2
};

// The tensor's numbers, exactly as they are stored.
std::vector<float> values_of(const TensorView& tensor);

struct TensorFile {
  Metadata metadata;
  std::vector<TensorView> tensors;  // in the order of their bytes
};

// The bytes are not trusted. Fails with a sentence unless the header is complete, at most 4 MB and
// well-formed, every tensor is F32, F16 or BF16 with as many bytes as its shape asks for, no name
// is there twice, and the tensors cover the data from first to last byte without gap or overlap.
// The result refers to `file`, which must outlive it.
Result<TensorFile> parse_safetensors(std::span<const std::uint8_t> file);

struct TensorToWrite {
  std::string name;
  std::vector<std::int64_t> shape;
  std::span<const float> values;  // as many as the shape's product
};

// The tensors' bytes begin at a multiple of 8.
// Precondition: names are different, and none is "__metadata__".
std::vector<std::uint8_t> write_safetensors(std::span<const TensorToWrite> tensors,
                                            const Metadata& metadata);

// The same in another precision: each number becomes the nearest one of it, ties to even. Fails
// with a sentence that names the tensor where one is too large for it, or is not finite.
Result<std::vector<std::uint8_t>> write_safetensors(std::span<const TensorToWrite> tensors,
                                                    const Metadata& metadata, Precision precision);

// "(128, 784)".
std::string shape_to_text(std::span<const std::int64_t> shape);

}  // namespace hourglass
