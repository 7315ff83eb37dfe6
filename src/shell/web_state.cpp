#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "lab/saved_state.h"
#include "shell/web.h"
#include "shell/web_limits.h"

using namespace hourglass;

namespace {

const char* name_of(HostRequest::Kind kind) {
  switch (kind) {
    case HostRequest::Kind::trained_weights:
      return "trained-weights";
    case HostRequest::Kind::first_weights:
      return "first-weights";
    case HostRequest::Kind::save_file:
      return "save-file";
    case HostRequest::Kind::open_file:
      return "open-file";
    case HostRequest::Kind::all_data:
      return "all-data";
    case HostRequest::Kind::stop_data:
      return "stop-data";
    case HostRequest::Kind::copy_link:
      return "copy-link";
    case HostRequest::Kind::colours:
      return "colours";
    case HostRequest::Kind::hidden:
      return "hidden";
    case HostRequest::Kind::language:
      return "language";
  }
  return "";
}

// A text, or null and the reason for hg_last_error().
const char* text_or_refusal(Result<std::string> text) {
  if (text.ok()) return give_text(std::move(text.value()));
  refuse(text.error().message);
  return nullptr;
}

double number_or_minus(const Result<std::uint64_t>& number) {
  page().app->want_frames();
  if (number.ok()) return static_cast<double>(number.value());
  refuse(number.error().message);
  return -1;
}

}  // namespace

// ---- what the laboratory asks of the page -------------------------------------------------------

// The oldest request that was not yet taken, as JSON: {"kind": ..., "name": ...}, or "null". Its
// content is a result then: hg_result().
HOURGLASS_EXPORT const char* hg_take_request() {
  auto& requests = page().requests;
  if (requests.empty()) return give_text("null");
  HostRequest request = std::move(requests.front());
  requests.pop_front();
  give_result(std::move(request.content));
  return give_text(nlohmann::json{{"kind", name_of(request.kind)}, {"name", request.name}}.dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace));
}

// A few words at the bottom of the laboratory.
HOURGLASS_EXPORT void hg_say(const char* words) {
  page().app->lab().say(words);
  page().app->want_frames();
}

// ---- the state as text --------------------------------------------------------------------------

// What follows # in a link. A text, or null.
HOURGLASS_EXPORT const char* hg_link() { return text_or_refusal(page().app->lab().link()); }

// The same in full, for files and for the page's memory.
HOURGLASS_EXPORT const char* hg_state_text() { return give_text(page().app->lab().state_text()); }

// Whose trained weights such a text starts from: a recipe's name, or empty. A text, or null.
HOURGLASS_EXPORT const char* hg_trained_recipe(const char* text) {
  return text_or_refusal(trained_recipe_of(text));
}

// Takes up such a text, with a safetensors file's weights unless size is 0. `done` stands beside
// the offer to undo it; empty: there is none. A command's number, 0 where none was needed, or -1:
// then hg_last_error() says why, and nothing has changed.
HOURGLASS_EXPORT double hg_load_state(const char* text, const std::uint8_t* file, std::size_t size,
                                      const char* done) {
  if (auto fits = file_fits_page(size); !fits.ok()) return number_or_minus(fits.error());
  return number_or_minus(page().app->lab().load_state(text, std::span(file, size), done));
}

// The same with weights as hg_parameters() gave them; for the page's memory, without an undo.
HOURGLASS_EXPORT double hg_bring_back(const char* text, const float* parameters,
                                      std::size_t count) {
  if (auto fits = file_fits_page(count * sizeof(float)); !fits.ok()) {
    return number_or_minus(fits.error());
  }
  return number_or_minus(page().app->lab().load_state(text, std::span(parameters, count), ""));
}

// The network's weights as they are, state().parameters of them; to be copied at once.
HOURGLASS_EXPORT const float* hg_parameters() {
  return page().session().latest().parameters.data();
}

// ---- colours ------------------------------------------------------------------------------------

HOURGLASS_EXPORT void hg_system_colours(int light) {
  page().app->lab().follow_system(light != 0 ? Scheme::light : Scheme::dark);
  page().app->want_frames();
}
