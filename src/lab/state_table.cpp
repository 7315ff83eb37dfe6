#include "lab/state_table.h"

#include <algorithm>
#include <array>

#include "io/builtin_recipes.h"
#include "io/names.h"
#include "io/numbers.h"
#include "io/recipe_json.h"
#include "lab/drawing_text.h"
#include "lab/text_code.h"

namespace hourglass {
namespace {

constexpr std::string_view kVersion = "v1";
constexpr std::size_t kLongestLink = 8'000;
constexpr std::size_t kLongestText = 1 << 20;
constexpr std::string_view kJson = "json.";

// ---- the recipe ---------------------------------------------------------------------------------

// What the fields recipe, seed, rate and train-noise say together.
struct RecipeWords {
  std::string recipe, seed, rate, noise;
};

// A built-in recipe with other settings in a few words, any other as JSON.
RecipeWords words_of(const Snapshot& now) {
  if (now.parameters.empty()) return {};
  const Recipe& wanted = now.recipe;
  const Result<Recipe> builtin = builtin_recipe(wanted.name);
  if (builtin.ok()) {
    Recipe recipe = builtin.value();
    RecipeWords words{wanted.name, {}, {}, {}};
    if (wanted.seed != recipe.seed) words.seed = std::to_string(wanted.seed);
    recipe.seed = wanted.seed;
    if (wanted.optimizer.learning_rate != recipe.optimizer.learning_rate) {
      words.rate = number_to_text(wanted.optimizer.learning_rate);
    }
    recipe.optimizer.learning_rate = wanted.optimizer.learning_rate;
    if (recipe == wanted) return words;
    words.noise = noise_to_text(wanted.noise);
    set_noise(recipe, wanted.noise);
    if (recipe == wanted) return words;
  }
  return {std::string(kJson) + bytes_to_text(content_of(recipe_to_json(wanted))), {}, {}, {}};
}

std::string write_recipe(const LabState& lab, StateForm) { return words_of(*lab.now).recipe; }
std::string write_seed(const LabState& lab, StateForm) { return words_of(*lab.now).seed; }
std::string write_rate(const LabState& lab, StateForm) { return words_of(*lab.now).rate; }
std::string write_training_noise(const LabState& lab, StateForm) {
  return words_of(*lab.now).noise;
}
std::string write_weights(const LabState& lab, StateForm) {
  return in_use(lab.pretrained, *lab.now) ? "trained" : "";
}

Result<Done> read_recipe(std::string_view text, StatePlan& plan) {
  Result<Recipe> recipe = Error{};
  if (text.starts_with(kJson)) {
    const auto bytes = bytes_of_text(text.substr(kJson.size()));
    if (!bytes) return Error{"expected a recipe in letters, digits, - and _ after json."};
    recipe = parse_recipe({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  } else {
    recipe = builtin_recipe(text.substr(0, 100));
  }
  if (!recipe.ok()) return recipe.error();
  plan.recipe = std::move(recipe.value());
  return Done{};
}

Result<Done> read_seed(std::string_view text, StatePlan& plan) {
  const auto seed = whole_number(text);
  if (!seed) return expected("a whole number from 0 up", text);
  if (!plan.recipe) return lacks_recipe();
  plan.recipe->seed = *seed;
  return Done{};
}

Result<Done> read_rate(std::string_view text, StatePlan& plan) {
  const auto rate = parse_number(text);
  if (!rate) return expected("a number", text);
  if (!plan.recipe) return lacks_recipe();
  plan.recipe->optimizer.learning_rate = *rate;
  return validate(*plan.recipe);
}

Result<Done> read_training_noise(std::string_view text, StatePlan& plan) {
  const Result<NoiseSpec> noise = parse_noise(text);
  if (!noise.ok()) return noise.error();
  if (!plan.recipe) return lacks_recipe();
  set_noise(*plan.recipe, noise.value());
  return Done{};
}

Result<Done> read_weights(std::string_view text, StatePlan& plan) {
  if (text != "trained") return expected("trained", text);
  if (!plan.recipe) return lacks_recipe();
  plan.trained = true;
  return Done{};
}

std::string write_data(const LabState& lab, StateForm) { return data_key_of(lab.data); }

// Without the field it is what the laboratory comes with.
Result<Done> read_data(std::string_view text, StatePlan& plan) {
  const std::string_view own = text.substr(0, 4) == "own." ? text.substr(4) : "";
  const bool is_own = own.size() == 16 && own.find_first_not_of("0123456789abcdef") == own.npos;
  if (text != "mnist" && !is_own) return expected("mnist, or own. and 16 hexadecimal digits", text);
  if (!plan.recipe) return lacks_recipe();
  plan.data = std::string(text);
  return Done{};
}

// ---- the drawing --------------------------------------------------------------------------------

std::string write_noise(const LabState& lab, StateForm) {
  return lab.noise == lab.now->recipe.test_noise ? "" : noise_to_text(lab.noise);
}

// Without the field it is the noise that the recipe is meant for.
Result<Done> read_noise(std::string_view text, StatePlan& plan) {
  const Result<NoiseSpec> noise = parse_noise(text);
  if (!noise.ok()) return noise.error();
  plan.noise = noise.value();
  return Done{};
}

std::string write_roll(const LabState& lab, StateForm) {
  return lab.roll == 0 ? "" : std::to_string(lab.roll);
}

Result<Done> read_roll(std::string_view text, StatePlan& plan) {
  const auto roll = whole_number(text);
  if (!roll) return expected("a whole number from 0 up", text);
  plan.changes.push_back([roll = *roll](LabState& lab) { lab.roll = roll; });
  return Done{};
}

std::string write_drawing(const LabState& lab, StateForm form) {
  const Drawing& drawing = lab.drawing;
  if (drawing.is_example()) return "";
  if (drawing.empty()) return "none";
  if (drawing.exact()) return image_to_text(*drawing.exact());
  if (form == StateForm::file) return sheet_to_text(drawing.canvas());
  // One that came by a link goes on as it came: small pictures of small pictures get soft.
  const auto& linked = lab.linked_drawing;
  const bool same = drawing.version() == linked.version && !linked.ink.empty();
  return same ? linked.ink : thumbnail_to_text(drawing.canvas());
}

Result<Done> read_drawing(std::string_view text, StatePlan& plan) {
  if (text == "none") {
    plan.changes.push_back([](LabState& lab) { lab.drawing.clear(); });
    return Done{};
  }
  if (is_image_text(text)) {
    const Result<DigitImage> image = image_of_text(text);
    if (!image.ok()) return image.error();
    plan.changes.push_back([image = image.value()](auto& lab) { lab.drawing.show_image(image); });
    return Done{};
  }
  Result<Canvas> sheet = sheet_of_text(text);
  if (!sheet.ok()) return sheet.error();
  plan.changes.push_back([sheet = std::move(sheet.value()), words = std::string(text)](auto& lab) {
    lab.drawing.restore(sheet);
    if (words.starts_with("small")) lab.linked_drawing = {words, "", lab.drawing.version()};
  });
  return Done{};
}

std::string write_rubbed(const LabState& lab, StateForm form) {
  if (!lab.drawing.any_rubbed()) return "";
  const Canvas& rubbed = lab.drawing.rubbed();
  if (form == StateForm::file) return sheet_to_text(rubbed);
  const auto& linked = lab.linked_drawing;
  const bool same = lab.drawing.version() == linked.version && !linked.rubbed.empty();
  return same ? linked.rubbed : thumbnail_to_text(rubbed);
}

Result<Done> read_rubbed(std::string_view text, StatePlan& plan) {
  Result<Canvas> sheet = sheet_of_text(text);
  if (!sheet.ok()) return sheet.error();
  plan.changes.push_back([sheet = std::move(sheet.value()), words = std::string(text)](auto& lab) {
    auto& linked = lab.linked_drawing;
    if (linked.version != lab.drawing.version()) linked.ink.clear();
    lab.drawing.advance_example(1);
    lab.drawing.rub_out(sheet);
    linked.rubbed = words.starts_with("small") ? words : "";
    linked.version = lab.drawing.version();
  });
  return Done{};
}

std::string write_drawer(const LabState& lab, StateForm form) {
  if (form == StateForm::link || lab.drawer.kept.empty()) return "";
  return bytes_to_text(content_of(drawer_to_text(lab.drawer.kept)));
}

Result<Done> read_drawer(std::string_view text, StatePlan& plan) {
  const auto bytes = bytes_of_text(text);
  if (!bytes) return Error{"expected kept drawings in letters, digits, - and _"};
  auto kept = drawer_from_text({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!kept.ok()) return kept.error();
  plan.changes.push_back(
      [kept = std::move(kept.value())](LabState& lab) { refill(lab.drawer, kept); });
  return Done{};
}

// ---- the page -----------------------------------------------------------------------------------

constexpr std::array<std::string_view, kPanels> kPanelNames = {"draw",   "train",   "code", "morph",
                                                               "inside", "compare", "keep"};

std::string write_panel(const LabState& lab, StateForm) {
  // Where several are shown the drawing is always one of them.
  const Panel front = lab.ui.one_panel ? lab.tab : lab.side;
  return std::string(kPanelNames[static_cast<std::size_t>(front)]);
}

Result<Done> read_panel(std::string_view text, StatePlan& plan) {
  const auto found = std::find(kPanelNames.begin(), kPanelNames.end(), text);
  if (found == kPanelNames.end()) return expected("one of " + join(kPanelNames), text);
  const auto panel = static_cast<Panel>(found - kPanelNames.begin());
  plan.changes.push_back([panel](LabState& lab) { open_panel(lab, panel); });
  return Done{};
}

std::string write_scheme(const LabState& lab, StateForm) {
  const SchemeChoice choice = lab.colours.choice;
  return choice == SchemeChoice::system ? "" : choice == SchemeChoice::light ? "light" : "dark";
}

Result<Done> read_scheme(std::string_view text, StatePlan& plan) {
  if (text != "light" && text != "dark") return expected("light or dark", text);
  const SchemeChoice choice = text == "light" ? SchemeChoice::light : SchemeChoice::dark;
  plan.changes.push_back([choice](LabState& lab) { choose_scheme(lab, choice); });
  return Done{};
}

// ---- the table ----------------------------------------------------------------------------------

struct StateField {
  std::string_view key;
  // The field's text, of letters, digits and -_.:+ alone; empty: it is left out.
  std::string (*write)(const LabState&, StateForm);
  // Adds to the plan. The rows above have been read before, whatever their order in the text.
  Result<Done> (*read)(std::string_view, StatePlan&);
};

constexpr StateField kFields[] = {
    {"recipe", write_recipe, read_recipe},
    {"seed", write_seed, read_seed},
    {"rate", write_rate, read_rate},
    {"train-noise", write_training_noise, read_training_noise},
    {"weights", write_weights, read_weights},
    {"data", write_data, read_data},
    {"noise", write_noise, read_noise},
    {"roll", write_roll, read_roll},
    {"panel", write_panel, read_panel},
    {"code", write_code_view, read_code_view},
    {"plane", write_plane, read_plane},
    {"morph", write_morph, read_morph},
    {"scheme", write_scheme, read_scheme},
    {"hide", write_hidden, read_hidden},
    {"lang", write_language, read_language},
    {"drawing", write_drawing, read_drawing},
    {"rubbed", write_rubbed, read_rubbed},
    {"drawer", write_drawer, read_drawer},
};
constexpr std::size_t kCount = std::size(kFields);

using Values = std::array<std::optional<std::string_view>, kCount>;

Error unknown_field(std::string_view key) {
  std::vector<std::string_view> keys;
  for (const StateField& field : kFields) keys.push_back(field.key);
  const auto meant = nearest_name(key, keys);
  return Error{
      "there is no field " + quoted(key) +
      (meant ? ": did you mean " + std::string(*meant) + "?" : "; expected one of " + join(keys))};
}

Result<Done> take_field(std::string_view field, Values& values) {
  const std::size_t sign = field.find('=');
  if (sign == std::string_view::npos) return expected("fields such as seed=7", field);
  const std::string_view key = field.substr(0, sign);
  const auto* row = std::find_if(std::begin(kFields), std::end(kFields),
                                 [key](const StateField& f) { return f.key == key; });
  if (row == std::end(kFields)) return unknown_field(key);
  auto& value = values[static_cast<std::size_t>(row - kFields)];
  if (value) return Error{std::string(key) + ": expected it once, and it is there twice"};
  value = field.substr(sign + 1);
  return Done{};
}

// What follows the version, field by field.
Result<Values> split(std::string_view text) {
  Values values;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (field.empty()) continue;
    if (auto taken = take_field(field, values); !taken.ok()) return taken.error();
  }
  return values;
}

// Without what comes before a link's # and blanks around it.
std::string_view bare(std::string_view text) {
  const auto begins = text.find('#');
  if (begins != std::string_view::npos) text.remove_prefix(begins + 1);
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

}  // namespace

std::string state_to_text(const LabState& lab, StateForm form) {
  std::string text(kVersion);
  for (const StateField& field : kFields) {
    const std::string value = field.write(lab, form);
    if (!value.empty()) text += ";" + std::string(field.key) + "=" + value;
  }
  return text;
}

Result<std::string> state_to_link(const LabState& lab) {
  std::string text = state_to_text(lab, StateForm::link);
  if (text.size() <= kLongestLink) return text;
  return Error{"This recipe is too large for a link; save the state as a file instead."};
}

Result<StatePlan> parse_state(std::string_view text) {
  if (text.size() > kLongestText) {
    return Error{"expected at most 1 MB of text, got " + std::to_string(text.size()) + " bytes"};
  }
  text = bare(text);
  const std::string_view version = text.substr(0, text.find(';'));
  if (version != kVersion) {
    return Error{"expected a state of version v1, which begins with v1; but this begins with " +
                 quoted(version)};
  }
  const Result<Values> values = split(text.substr(version.size()));
  if (!values.ok()) return values.error();
  StatePlan plan;
  for (std::size_t i = 0; i < kCount; ++i) {
    const auto& value = values.value()[i];
    if (!value) continue;
    if (auto read = kFields[i].read(*value, plan); !read.ok()) {
      return Error{std::string(kFields[i].key) + ": " + read.error().message};
    }
  }
  return plan;
}

std::uint64_t carry_out(LabState& lab, StatePlan plan, std::vector<float> parameters) {
  std::uint64_t command = 0;
  if (plan.recipe) {
    follow_state_data(lab, plan.data);
    lab.seed = plan.recipe->seed;
    use_noise_with(lab, plan.recipe->name, plan.noise.value_or(plan.recipe->test_noise));
    if (plan.trained && !parameters.empty()) lab.pretrained.parameters = parameters;
    command = parameters.empty()
                  ? lab.session.send(UseRecipe{std::move(*plan.recipe)})
                  : lab.session.send(UseModel{std::move(*plan.recipe), std::move(parameters)});
  }
  if (plan.noise) lab.noise = *plan.noise;
  lab.digit_changed = true;
  hide(lab, plan.hidden);
  for (const auto& change : plan.changes) change(lab);
  lab.ui.again = true;
  return command;
}

Result<std::uint64_t> apply_link(LabState& lab, std::string_view text) {
  Result<StatePlan> plan = parse_state(text);
  if (!plan.ok()) return plan.error();
  if (lab.recipe_limit && plan.value().recipe) {
    if (auto fits = lab.recipe_limit(*plan.value().recipe); !fits.ok()) return fits.error();
  }
  return carry_out(lab, std::move(plan.value()), {});
}

}  // namespace hourglass
