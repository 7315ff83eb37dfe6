#include "lab/state_fields.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

#include "io/names.h"
#include "io/numbers.h"

namespace hourglass {

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 40;
  const bool cut = text.size() > kShown;
  return "\"" + std::string(text.substr(0, kShown)) + (cut ? "...\"" : "\"");
}

Error expected(std::string_view what, std::string_view found) {
  return Error{"expected " + std::string(what) + ", got " + quoted(found)};
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool fine = fault == std::errc() && end == text.data() + text.size() && !text.empty();
  return fine ? std::optional(number) : std::nullopt;
}

Error lacks_recipe() { return Error{"expected a recipe beside it"}; }

std::vector<std::string_view> split(std::string_view text, char sign) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(sign);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

namespace {

// Of names in the order of E's values.
template <class E, std::size_t N>
std::optional<E> value_in(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<E>(found - names.begin()));
}

template <class E, std::size_t N>
std::string name_in(const std::array<std::string_view, N>& names, E value) {
  return std::string(names[static_cast<std::size_t>(value)]);
}

// An index that is small enough for whatever is counted here.
std::optional<Index> index_of(std::string_view text) {
  constexpr std::uint64_t kMost = 1'000'000'000;
  const auto number = whole_number(text);
  return number && *number <= kMost ? std::optional(static_cast<Index>(*number)) : std::nullopt;
}

constexpr std::array<std::string_view, 4> kViewNames = {"plane", "numbers", "noise", "prior"};
constexpr std::array<std::string_view, 3> kModeNames = {"digits", "points", "both"};
constexpr std::array<std::string_view, 8> kSourceNames = {"drawing", "test",  "kept",     "letter",
                                                          "noise",   "blank", "inverted", "checks"};

}  // namespace

// ---- the Code panel -----------------------------------------------------------------------------

std::string write_code_view(const LabState& lab, StateForm) {
  const auto& view = lab.code_views.look.view;
  return view ? name_in(kViewNames, *view) : "";
}

Result<Done> read_code_view(std::string_view text, StatePlan& plan) {
  const auto view = value_in<CodeView>(kViewNames, text);
  if (!view) return expected("one of " + join(kViewNames), text);
  plan.changes.push_back([view](LabState& lab) { lab.code_views.look.view = view; });
  return Done{};
}

std::string write_plane(const LabState& lab, StateForm) {
  const CodeViews& views = lab.code_views;
  const PlaneLook& look = views.coming ? views.coming->second : views.look.plane;
  const bool usual = look.mode == PlaneMode::both && look.principal && look.fitted;
  if (usual) return "";
  std::string text = name_in(kModeNames, look.mode) + ":";
  text +=
      look.principal ? "principal" : std::to_string(look.across) + "+" + std::to_string(look.up);
  if (look.fitted) return text;
  for (const float number : {look.window.centre.x, look.window.centre.y, look.window.span}) {
    text += ":" + number_to_text(number);
  }
  return text;
}

namespace {

Result<Done> read_axes(std::string_view text, const StatePlan& plan, PlaneLook& look) {
  look.principal = text == "principal";
  if (look.principal) return Done{};
  const auto numbers = split(text, '+');
  const auto across = index_of(numbers.front());
  const auto up = index_of(numbers.back());
  if (numbers.size() != 2 || !across || !up || across == up) {
    return expected("principal, or two numbers of the code such as 0+1", text);
  }
  if (!plan.recipe) return lacks_recipe();
  const Index most = plan.recipe->network.code_size();
  if (*across >= most || *up >= most) {
    return expected("numbers of a code of " + std::to_string(most) + ", counted from 0", text);
  }
  look.across = *across;
  look.up = *up;
  return Done{};
}

Result<Done> read_window(const std::vector<std::string_view>& parts, PlaneLook& look) {
  constexpr double kFarthest = 1e6;
  float* numbers[] = {&look.window.centre.x, &look.window.centre.y, &look.window.span};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto number = parse_number(parts[i + 2]);
    const bool is_span = i == 2;
    if (!number || std::abs(*number) > kFarthest || (is_span && *number < 1 / kFarthest)) {
      return expected(is_span ? "a half width above 0" : "a centre of two numbers", parts[i + 2]);
    }
    *numbers[i] = static_cast<float>(*number);
  }
  look.fitted = false;
  return Done{};
}

}  // namespace

Result<Done> read_plane(std::string_view text, StatePlan& plan) {
  const auto parts = split(text, ':');
  const auto mode = value_in<PlaneMode>(kModeNames, parts.front());
  if (!mode || (parts.size() != 2 && parts.size() != 5)) {
    return expected("such as both:principal or points:0+1:0.5:-2:4", text);
  }
  PlaneLook look;
  look.mode = *mode;
  if (auto axes = read_axes(parts[1], plan, look); !axes.ok()) return axes.error();
  if (parts.size() == 5) {
    if (auto window = read_window(parts, look); !window.ok()) return window.error();
  }
  const Index code_size = plan.recipe ? plan.recipe->network.code_size() : 0;
  plan.changes.push_back([look, code_size](LabState& lab) {
    CodeViews& views = lab.code_views;
    const bool waits = code_size > 0 && code_size != views.code_size;  // its numbers are another's
    views.coming.reset();
    if (waits) views.coming = {{code_size, look}};
    if (!waits) views.look.plane = look;
    views.axes_stale = true;
  });
  return Done{};
}

// ---- the Morph panel ----------------------------------------------------------------------------

std::string write_morph(const LabState& lab, StateForm) {
  const MorphChoice& choice = lab.morph.choice;
  if (choice == MorphChoice{}) return "";
  std::string text;
  for (const ImageSource& end : choice.ends) {
    text += name_in(kSourceNames, end.kind) + "." + std::to_string(end.index) + ":";
  }
  return text + (choice.spherical ? "sphere:" : "line:") + std::to_string(choice.position);
}

Result<Done> read_morph(std::string_view text, StatePlan& plan) {
  const auto parts = split(text, ':');
  if (parts.size() != 4) return expected("such as drawing:test.5:line:32", text);
  MorphChoice choice;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto words = split(parts[i], '.');
    const auto kind = value_in<SourceKind>(kSourceNames, words.front());
    const auto index = words.size() == 1 ? std::optional<Index>(0) : index_of(words.back());
    if (!kind) return expected("an image from one of " + join(kSourceNames), parts[i]);
    if (!index || words.size() > 2) return expected("an image such as test.5", parts[i]);
    choice.ends[i] = {*kind, *index};
  }
  choice.spherical = parts[2] == "sphere";
  if (!choice.spherical && parts[2] != "line") return expected("line or sphere", parts[2]);
  const auto position = index_of(parts[3]);
  if (!position || *position >= MorphChoice::kPositions) return expected("0 to 64", parts[3]);
  choice.position = *position;
  plan.changes.push_back([choice](LabState& lab) {
    lab.morph.choice = choice;
    lab.morph.changed = lab.morph.moved = true;
    lab.morph.playing = false;
  });
  return Done{};
}

std::string write_hidden(const LabState& lab, StateForm) {
  return lab.hidden.none() ? "" : controls_to_text(lab.hidden);
}

Result<Done> read_hidden(std::string_view text, StatePlan& plan) {
  const Result<Controls> hidden = hidden_of_text(text);
  if (!hidden.ok()) return hidden.error();
  plan.hidden = hidden.value();
  return Done{};
}

std::string write_language(const LabState& lab, StateForm) { return lab.language; }

Result<Done> read_language(std::string_view text, StatePlan& plan) {
  constexpr std::size_t kLongest = 35;
  const bool is_tag = !text.empty() && text.size() <= kLongest &&
                      std::all_of(text.begin(), text.end(), [](unsigned char letter) {
                        return std::isalnum(letter) != 0 || letter == '-';
                      });
  if (!is_tag) return expected("a language such as de", text);
  plan.changes.push_back([tag = std::string(text)](LabState& lab) { speak(lab, tag); });
  return Done{};
}

}  // namespace hourglass
