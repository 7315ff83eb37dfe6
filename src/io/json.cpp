#include "io/json.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace hourglass {
namespace {

using nlohmann::json;

// Where the byte at `offset` stands.
std::string position(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 = 0
  return "line " + std::to_string(lines + 1) + ", column " +
         std::to_string(before.size() - line_start + 1);
}

// "[json.exception.parse_error.101] parse error at line 1, column 2: what was wrong" -> the end.
std::string plain_reason(std::string_view text) {
  for (std::string_view mark : {"] ", ": "}) {
    const std::size_t found = text.find(mark);
    if (found != text.npos) text.remove_prefix(found + mark.size());
  }
  constexpr std::size_t kLongest = 200;  // it may quote a text of any length
  return std::string(text.substr(0, kLongest));
}

// Builds the value as the library's own handler does, and stops at the first fault. The library
// calls it without telling positions, which is why only parse_error() knows one.
class Builder final : public nlohmann::json_sax<json> {
 public:
  Builder(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override { return add(value); }
  bool number_unsigned(std::uint64_t value) override { return add(value); }
  bool number_float(double value, const std::string&) override { return add(value); }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(json::binary_t&) override { return fail("JSON holds no binary values"); }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    if (open_.back()->contains(name)) return fail(preview(name) + " is there twice in one object");
    key_ = std::move(name);
    return true;
  }

  // bytes_read: up to and with the one that is wrong.
  bool parse_error(std::size_t bytes_read, const std::string&,
                   const nlohmann::detail::exception& reason) override {
    return fail(position(text_, bytes_read - std::min<std::size_t>(bytes_read, 1)) + ": " +
                plain_reason(reason.what()));
  }

  Result<json> finish(bool parsed) {
    if (!parsed) return Error{error_};
    return std::move(root_);
  }

 private:
  bool fail(std::string message) {
    error_ = std::move(message);
    return false;
  }

  json* place(json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[key_] = std::move(value));
  }

  bool add(json value) {
    place(std::move(value));
    return true;
  }

  bool open(json value) {
    if (open_.size() >= static_cast<std::size_t>(limits_.depth)) {
      return fail("objects and arrays nested more than " + std::to_string(limits_.depth) + " deep");
    }
    // Pointers into the parents stay valid: a parent gets its next member only after close().
    open_.push_back(place(std::move(value)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  JsonLimits limits_;
  json root_;
  std::vector<json*> open_;
  std::string key_;
  std::string error_;
};

std::string one_line(const nlohmann::ordered_json& value) {
  if (!value.is_structured()) {
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
  std::string text;
  for (const auto& item : value.items()) {
    if (!text.empty()) text += ", ";
    if (value.is_object()) text += one_line(item.key()) + ": ";
    text += one_line(item.value());
  }
  return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

// `used`: columns that are taken in the line where the value begins.
void write_pretty(const nlohmann::ordered_json& value, std::size_t indent, std::size_t used,
                  std::string& out) {
  constexpr std::size_t kColumns = 100;
  const std::string line = one_line(value);
  if (!value.is_structured() || used + line.size() < kColumns) {
    out += line;
    return;
  }
  out += value.is_object() ? "{\n" : "[\n";
  const std::string margin(indent + 2, ' ');
  std::size_t left = value.size();
  for (const auto& item : value.items()) {
    std::string label = value.is_object() ? one_line(item.key()) + ": " : "";
    label.insert(0, margin);
    out += label;
    write_pretty(item.value(), margin.size(), label.size(), out);
    out += --left > 0 ? ",\n" : "\n";
  }
  out += std::string(indent, ' ') + (value.is_object() ? "}" : "]");
}

}  // namespace

Result<json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return Error{"the text has " + std::to_string(text.size()) + " bytes, more than the limit of " +
                 std::to_string(limits.bytes)};
  }
  // The library would take a zero byte for the end of the text.
  const std::size_t zero = text.find('\0');
  if (zero != text.npos) return Error{position(text, zero) + ": a zero byte"};
  Builder builder(text, limits);
  const bool parsed = json::sax_parse(text, &builder);
  return builder.finish(parsed);
}

std::string preview(const json& value) {
  constexpr std::size_t kLongest = 40;
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
  if (text.size() > kLongest) text.replace(kLongest, std::string::npos, "...");
  return text;
}

std::string to_pretty_text(const nlohmann::ordered_json& value) {
  std::string text;
  write_pretty(value, 0, 0, text);
  return text + "\n";
}

}  // namespace hourglass
