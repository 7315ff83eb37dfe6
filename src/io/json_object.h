// Reads the fields of one JSON object, strictly: a field that nobody asked for is a fault.
//
//   ObjectReader reader(value, "encoder[1]");
//   reader.integer("units", 1, 65536, layer.units, kRequired);
//   reader.choice("activation", layer.activation);      // stays as it is where the field is absent
//   if (auto fault = reader.finish()) return *fault;
//
// The first fault wins, except that an unknown field is told before one that is missing: it is
// most often the same one, misspelled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/json.h"
#include "io/names.h"

namespace hourglass {

class ObjectReader {
 public:
  enum Presence { kOptional, kRequired };

  // `path` names the object in messages; empty for the whole document. `value` must outlive this.
  ObjectReader(const nlohmann::json& value, std::string path);

  void text(const char* key, std::string& out, Presence presence = kOptional);
  void number(const char* key, double& out, Presence presence = kOptional);
  void number(const char* key, float& out, Presence presence = kOptional);
  // Whole numbers in lowest ... highest.
  void integer(const char* key, std::int64_t lowest, std::int64_t highest, std::int64_t& out,
               Presence presence = kOptional);
  void flag(const char* key, bool& out, Presence presence = kOptional);
  void seed(const char* key, std::uint64_t& out, Presence presence = kOptional);

  template <class E>
  void choice(const char* key, E& out, Presence presence = kOptional) {
    const nlohmann::json* found = member(key, presence);
    if (found == nullptr) return;
    const auto named =
        found->is_string() ? value_named<E>(found->get_ref<const std::string&>()) : std::nullopt;
    if (named) {
      out = *named;
    } else {
      expected(key, allowed_names<E>(), *found);
    }
  }

  // A member for the caller to read; nullptr where it is absent.
  const nlohmann::json* member(const char* key, Presence presence = kOptional);
  // The path of a member: "optimizer.kind".
  std::string path_of(const std::string& key) const;
  // Keeps `error` unless there is one already.
  void fail(Error error);

  std::optional<Error> finish();

 private:
  void expected(const char* key, const std::string& what, const nlohmann::json& found);

  const nlohmann::json& value_;
  std::string path_;
  std::vector<std::string_view> known_;
  std::optional<Error> error_;
  std::optional<Error> missing_;
};

}  // namespace hourglass
