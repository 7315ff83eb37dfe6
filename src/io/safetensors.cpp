#include "io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "engine/half_precision.h"
#include "io/json_object.h"
#include "io/numbers.h"

namespace hourglass {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "tensors are copied as they are");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 4 << 20;
constexpr std::size_t kMaxDimensions = 8;
constexpr std::int64_t kMaxExtent = std::int64_t{1} << 40;
constexpr char kMetadata[] = "__metadata__";

struct Dtype {
  Precision precision;
  const char* name;
  std::int64_t bytes;  // an element
  // Those of 16 bits:
  float largest = 0;
  float (*decode)(std::uint16_t) = nullptr;
  std::uint16_t (*encode)(float) = nullptr;
};
constexpr Dtype kDtypes[] = {{Precision::f32, "F32", 4},
                             {Precision::f16, "F16", 2, 65504, from_float16, to_float16},
                             {Precision::bf16, "BF16", 2, 0x1.fep127f, from_bfloat16, to_bfloat16}};

const Dtype& dtype_of(Precision precision) {
  return *std::find_if(std::begin(kDtypes), std::end(kDtypes),
                       [&](const Dtype& dtype) { return dtype.precision == precision; });
}

Error malformed(const std::string& what) { return {"not a valid safetensors file: " + what}; }

Result<std::string_view> header_text(std::span<const std::uint8_t> file) {
  if (file.size() < kLengthBytes) {
    return malformed(std::to_string(file.size()) + " bytes, expected at least 8");
  }
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), kLengthBytes);
  const std::uint64_t available = file.size() - kLengthBytes;
  if (length > kMaxHeader) {
    return malformed("its first 8 bytes announce a header of " + std::to_string(length) +
                     " bytes, expected at most " + std::to_string(kMaxHeader));
  }
  if (length > available) {
    return malformed("its first 8 bytes announce a header of " + std::to_string(length) +
                     " bytes, but only " + std::to_string(available) + " follow");
  }
  const auto* begin = reinterpret_cast<const char*>(file.data() + kLengthBytes);
  return std::string_view(begin, static_cast<std::size_t>(length));
}

Result<Metadata> read_metadata(const json& value) {
  Metadata metadata;
  if (!value.is_object()) return malformed("__metadata__: expected an object");
  for (const auto& item : value.items()) {
    if (!item.value().is_string()) {
      return malformed("__metadata__: expected texts, got " + preview(item.value()));
    }
    metadata[item.key()] = item.value().get_ref<const std::string&>();
  }
  return metadata;
}

// Whole numbers in 0 ... 2^40, at most `most` of them.
bool read_list(const json* value, std::size_t most, std::vector<std::int64_t>& out) {
  if (value == nullptr || !value->is_array() || value->size() > most) return false;
  for (const json& item : *value) {
    if (!item.is_number_unsigned()) return false;
    if (item.get<std::uint64_t>() > static_cast<std::uint64_t>(kMaxExtent)) return false;
    out.push_back(item.get<std::int64_t>());
  }
  return true;
}

// Elements of the shape, or -1 beyond 2^40.
std::int64_t element_count(std::span<const std::int64_t> shape) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  std::int64_t count = 1;
  for (std::int64_t extent : shape) {
    if (count > kMaxExtent / extent) return -1;
    count *= extent;
  }
  return count;
}

Result<TensorView> read_tensor(const std::string& name, const json& value,
                               std::span<const std::uint8_t> data) {
  const std::string path = "tensor " + preview(name);
  TensorView tensor;
  tensor.name = name;
  std::string dtype_name;
  std::vector<std::int64_t> offsets;
  ObjectReader reader(value, path);
  reader.text("dtype", dtype_name, ObjectReader::kRequired);
  const json* shape = reader.member("shape", ObjectReader::kRequired);
  const json* data_offsets = reader.member("data_offsets", ObjectReader::kRequired);
  if (auto fault = reader.finish()) return malformed(fault->message);
  const auto* dtype = std::find_if(std::begin(kDtypes), std::end(kDtypes),
                                   [&](const Dtype& known) { return dtype_name == known.name; });
  if (dtype == std::end(kDtypes)) {
    return malformed(path + " has dtype " + preview(dtype_name) + ", expected F32, F16 or BF16");
  }
  tensor.precision = dtype->precision;
  if (!read_list(shape, kMaxDimensions, tensor.shape)) {
    return malformed(path + ": expected a shape of at most 8 whole numbers");
  }
  if (!read_list(data_offsets, 2, offsets) || offsets.size() != 2 || offsets[0] > offsets[1] ||
      static_cast<std::uint64_t>(offsets[1]) > data.size()) {
    return malformed(path + ": expected data_offsets [begin, end] within the " +
                     std::to_string(data.size()) + " bytes of data");
  }
  const std::int64_t elements = element_count(tensor.shape);
  const std::int64_t bytes = offsets[1] - offsets[0];
  if (elements < 0 || bytes != elements * dtype->bytes) {
    return malformed(path + " of shape " + shape_to_text(tensor.shape) + " has " +
                     std::to_string(bytes) + " bytes, expected " + std::to_string(dtype->bytes) +
                     " for each element");
  }
  tensor.bytes =
      data.subspan(static_cast<std::size_t>(offsets[0]), static_cast<std::size_t>(bytes));
  return tensor;
}

// Sorts by position and checks that the tensors cover the data exactly.
Result<Done> check_coverage(std::vector<TensorView>& tensors, std::span<const std::uint8_t> data) {
  std::sort(tensors.begin(), tensors.end(), [](const TensorView& a, const TensorView& b) {
    return std::pair(a.bytes.data(), a.bytes.size()) < std::pair(b.bytes.data(), b.bytes.size());
  });
  const std::uint8_t* end = data.data();
  for (const TensorView& tensor : tensors) {
    if (tensor.bytes.data() != end) {
      return malformed("tensor " + preview(tensor.name) + " begins at byte " +
                       std::to_string(tensor.bytes.data() - data.data()) +
                       " of the data, expected " + std::to_string(end - data.data()));
    }
    end += tensor.bytes.size();
  }
  if (end != data.data() + data.size()) {
    return malformed(std::to_string(data.data() + data.size() - end) +
                     " bytes after the last tensor");
  }
  return Done{};
}

std::string header_of(std::span<const TensorToWrite> tensors, const Metadata& metadata,
                      const Dtype& dtype) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header[kMetadata] = metadata;
  std::size_t offset = 0;
  for (const TensorToWrite& tensor : tensors) {
    const std::size_t end = offset + tensor.values.size() * static_cast<std::size_t>(dtype.bytes);
    header[tensor.name] = {
        {"dtype", dtype.name}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  text.resize((text.size() + 7) / 8 * 8, ' ');
  return text;
}

void append(std::vector<std::uint8_t>& file, const void* bytes, std::size_t count) {
  const auto* begin = static_cast<const std::uint8_t*>(bytes);
  file.insert(file.end(), begin, begin + count);
}

// The file up to the tensors' bytes.
std::vector<std::uint8_t> begin_file(std::span<const TensorToWrite> tensors,
                                     const Metadata& metadata, const Dtype& dtype) {
  const std::string header = header_of(tensors, metadata, dtype);
  std::size_t size = kLengthBytes + header.size();
  for (const TensorToWrite& tensor : tensors) {
    size += tensor.values.size() * static_cast<std::size_t>(dtype.bytes);
  }
  std::vector<std::uint8_t> file;
  file.reserve(size);
  const std::uint64_t length = header.size();
  append(file, &length, kLengthBytes);
  append(file, header.data(), header.size());
  return file;
}

// Appends the numbers in 16 bits each.
Result<Done> append_halves(const TensorToWrite& tensor, const Dtype& dtype,
                           std::vector<std::uint8_t>& file) {
  for (const float value : tensor.values) {
    const std::uint16_t half = dtype.encode(value);
    if (!std::isfinite(dtype.decode(half))) {
      return Error{"the tensor " + tensor.name + " holds the number " + number_to_text(value) +
                   ", which is beyond " + dtype.name + "; expected at most " +
                   number_to_text(dtype.largest)};
    }
    append(file, &half, sizeof half);
  }
  return Done{};
}

}  // namespace

std::string shape_to_text(std::span<const std::int64_t> shape) {
  std::string text;
  for (std::int64_t extent : shape) {
    text += (text.empty() ? "" : ", ") + std::to_string(extent);
  }
  return "(" + text + ")";
}

Result<TensorFile> parse_safetensors(std::span<const std::uint8_t> file) {
  const Result<std::string_view> text = header_text(file);
  if (!text.ok()) return text.error();
  const Result<json> header = parse_json(text.value(), {.bytes = kMaxHeader, .depth = 4});
  if (!header.ok()) return malformed("its header: " + header.error().message);
  if (!header.value().is_object()) return malformed("its header is no JSON object");

  const auto data = file.subspan(kLengthBytes + text.value().size());
  TensorFile result;
  for (const auto& item : header.value().items()) {
    if (item.key() == kMetadata) {
      Result<Metadata> metadata = read_metadata(item.value());
      if (!metadata.ok()) return metadata.error();
      result.metadata = std::move(metadata.value());
      continue;
    }
    Result<TensorView> tensor = read_tensor(item.key(), item.value(), data);
    if (!tensor.ok()) return tensor.error();
    result.tensors.push_back(std::move(tensor.value()));
  }
  const Result<Done> covered = check_coverage(result.tensors, data);
  if (!covered.ok()) return covered.error();
  return result;
}

std::vector<float> values_of(const TensorView& tensor) {
  const Dtype& dtype = dtype_of(tensor.precision);
  const auto size = static_cast<std::size_t>(dtype.bytes);
  std::vector<float> values(tensor.bytes.size() / size);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint8_t* element = tensor.bytes.data() + i * size;
    if (dtype.decode == nullptr) {
      std::memcpy(&values[i], element, size);
    } else {
      std::uint16_t half = 0;
      std::memcpy(&half, element, size);
      values[i] = dtype.decode(half);
    }
  }
  return values;
}

std::vector<std::uint8_t> write_safetensors(std::span<const TensorToWrite> tensors,
                                            const Metadata& metadata) {
  std::vector<std::uint8_t> file = begin_file(tensors, metadata, dtype_of(Precision::f32));
  for (const TensorToWrite& tensor : tensors) {
    append(file, tensor.values.data(), tensor.values.size_bytes());
  }
  return file;
}

Result<std::vector<std::uint8_t>> write_safetensors(std::span<const TensorToWrite> tensors,
                                                    const Metadata& metadata, Precision precision) {
  if (precision == Precision::f32) return write_safetensors(tensors, metadata);
  const Dtype& dtype = dtype_of(precision);
  std::vector<std::uint8_t> file = begin_file(tensors, metadata, dtype);
  for (const TensorToWrite& tensor : tensors) {
    if (auto done = append_halves(tensor, dtype, file); !done.ok()) return done.error();
  }
  return file;
}

}  // namespace hourglass
