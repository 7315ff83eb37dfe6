#include "io/json_object.h"

#include <algorithm>

namespace hourglass {

using nlohmann::json;

ObjectReader::ObjectReader(const json& value, std::string path)
    : value_(value), path_(std::move(path)) {
  if (!value_.is_object()) {
    fail({(path_.empty() ? "" : path_ + ": ") + "expected an object, got " + preview(value_)});
  }
}

std::string ObjectReader::path_of(const std::string& key) const {
  return path_.empty() ? key : path_ + "." + key;
}

void ObjectReader::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

void ObjectReader::expected(const char* key, const std::string& what, const json& found) {
  fail({path_of(key) + ": expected " + what + ", got " + preview(found)});
}

const json* ObjectReader::member(const char* key, Presence presence) {
  known_.push_back(key);
  if (!value_.is_object()) return nullptr;
  const auto found = value_.find(key);
  if (found != value_.end()) return &*found;
  if (presence == kRequired && !missing_) missing_ = Error{path_of(key) + ": missing"};
  return nullptr;
}

void ObjectReader::text(const char* key, std::string& out, Presence presence) {
  const json* found = member(key, presence);
  if (found == nullptr) return;
  if (found->is_string()) {
    out = found->get_ref<const std::string&>();
  } else {
    expected(key, "a text", *found);
  }
}

void ObjectReader::number(const char* key, double& out, Presence presence) {
  const json* found = member(key, presence);
  if (found == nullptr) return;
  if (found->is_number()) {
    out = found->get<double>();
  } else {
    expected(key, "a number", *found);
  }
}

void ObjectReader::number(const char* key, float& out, Presence presence) {
  double wide = double{out};
  number(key, wide, presence);
  out = static_cast<float>(wide);
}

void ObjectReader::integer(const char* key, std::int64_t lowest, std::int64_t highest,
                           std::int64_t& out, Presence presence) {
  const json* found = member(key, presence);
  if (found == nullptr) return;
  // is_number_integer() holds for unsigned ones too, which may be beyond 63 bits.
  const bool fits = found->is_number_unsigned()
                        ? found->get<std::uint64_t>() <= static_cast<std::uint64_t>(highest)
                        : found->is_number_integer();
  const std::int64_t number = fits ? found->get<std::int64_t>() : 0;
  if (fits && number >= lowest && number <= highest) {
    out = number;
  } else {
    expected(key,
             "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest),
             *found);
  }
}

void ObjectReader::flag(const char* key, bool& out, Presence presence) {
  const json* found = member(key, presence);
  if (found == nullptr) return;
  if (found->is_boolean()) {
    out = found->get<bool>();
  } else {
    expected(key, "true or false", *found);
  }
}

void ObjectReader::seed(const char* key, std::uint64_t& out, Presence presence) {
  const json* found = member(key, presence);
  if (found == nullptr) return;
  if (found->is_number_unsigned()) {
    out = found->get<std::uint64_t>();
  } else {
    expected(key, "a whole number from 0 to 18446744073709551615", *found);
  }
}

std::optional<Error> ObjectReader::finish() {
  if (error_) return error_;
  for (const auto& item : value_.items()) {
    if (std::find(known_.begin(), known_.end(), item.key()) != known_.end()) continue;
    const auto nearest = nearest_name(item.key(), known_);
    std::string message =
        (path_.empty() ? "" : path_ + ": ") + "unknown field " + preview(item.key());
    if (nearest) message += ", did you mean \"" + std::string(*nearest) + "\"?";
    return Error{message + " (fields here: " + join(known_, " and ") + ")"};
  }
  return missing_;
}

}  // namespace hourglass
