#include "lab/lab.h"

#include <algorithm>

#include "lab/page.h"
#include "lab/saved_state.h"
#include "lab/state_table.h"

namespace hourglass {
namespace {

constexpr float kExampleSeconds = 1.1f;

}  // namespace

struct Lab::State {
  State(Session& session, LabOptions lab_options) : options(std::move(lab_options)), lab(session) {}

  LabOptions options;
  // The state between frames, with the newest snapshot.
  LabState& now() {
    lab.now = &lab.session.latest();
    return lab;
  }

  LabState lab;
  Page page;
};

Lab::Lab(Session& session, LabOptions options)
    : state_(std::make_unique<State>(session, std::move(options))) {
  LabState& lab = state_->lab;
  lab.reduced_motion = state_->options.reduced_motion;
  lab.ui.theme = make_theme();
  lab.wake = state_->options.wake;
  lab.pca.when_found(lab.wake);
  lab.fit_together = state_->options.fit_together;
  lab.recipe_limit = state_->options.recipe_limit;
  lab.remembered = state_->options.remembered;
  lab.colours = state_->options.colours;
  use_scheme(Scheme::dark);
  choose_scheme(lab, state_->options.colours.choice);
  open_panel(lab, state_->options.first);
  lab.drawing.show_example(kExampleDigit, state_->options.reduced_motion);
}

Lab::~Lab() = default;

bool Lab::frame() {
  LabState& lab = state_->lab;
  const ImGuiIO& io = ImGui::GetIO();
  lab.now = &lab.session.latest();
  lab.ui.again = lab.ui.awaits = false;
  lab.ui.items.clear();
  lab.pca.take_news();
  advance_compare(lab);
  // A long frame (the first one, a hidden page) does not make the pen jump.
  const float elapsed = std::min(io.DeltaTime, 1.0f / 20);
  if (lab.drawing.is_example() && lab.drawing.advance_example(elapsed / kExampleSeconds)) {
    lab.ui.again = true;
  }
  refresh(lab);
  lab.digits.flush();
  draw_page(lab, state_->page);
  refresh(lab);
  lab.digits.flush();
  lab.ui.pinch = {lab.ui.pinch.on, {}, {}, 1};
  return lab.ui.again;
}

bool Lab::has_news() {
  return hourglass::has_news(state_->lab.rival) || state_->lab.pca.has_news();
}

bool Lab::computing() const { return state_->lab.ui.awaits; }

bool Lab::work(double milliseconds) {
  const Rival& rival = state_->lab.rival;
  return rival.session && rival.session->work(milliseconds);
}

void Lab::pointer_sample(float x, float y) {
  LabState& lab = state_->lab;
  lab.pen_is_sampled = true;
  const bool pad_shown = std::any_of(lab.ui.items.begin(), lab.ui.items.end(),
                                     [](const NamedItem& item) { return item.name == "pad"; });
  if (pad_shown) lab.pen_samples.push_back({x, y});
}

void Lab::pinch(float x, float y, float dx, float dy, float factor) {
  Pinch& pinch = state_->lab.ui.pinch;
  pinch = {true, {x, y}, {pinch.by.x + dx, pinch.by.y + dy}, pinch.factor * factor};
}

void Lab::end_pinch() { state_->lab.ui.pinch.on = false; }

void Lab::offer_pretrained(std::string recipe, std::int64_t bytes) {
  state_->lab.pretrained.offers.push_back({std::move(recipe), bytes});
}

std::optional<HostRequest> Lab::take_request() {
  LabState& lab = state_->lab;
  if (auto recipe = hourglass::take_request(lab.pretrained)) {
    return HostRequest{HostRequest::Kind::trained_weights, std::move(*recipe), {}};
  }
  if (lab.requests.empty()) return std::nullopt;
  HostRequest first = std::move(lab.requests.front());
  lab.requests.erase(lab.requests.begin());
  return first;
}

void Lab::pretrained_progress(std::string_view recipe, float share) {
  progress(state_->lab.pretrained, recipe, share, state_->lab.session.latest());
}

void Lab::drop_pretrained() { end_progress(state_->lab.pretrained); }

std::uint64_t Lab::use_pretrained(Recipe recipe, std::vector<float> parameters) {
  LabState& lab = state_->lab;
  end_progress(lab.pretrained);
  lab.pretrained.parameters = parameters;
  return lab.session.send(UseModel{std::move(recipe), std::move(parameters)});
}

const Pretrained& Lab::pretrained() const { return state_->lab.pretrained; }

std::uint64_t Lab::use_usual_data(std::shared_ptr<const Dataset> data) {
  return bring_usual_data(state_->now(), std::move(data));
}

Result<std::uint64_t> Lab::use_data(std::shared_ptr<const Dataset> data, const std::string& done) {
  return choose_data(state_->now(), std::move(data), done);
}

void Lab::offer_data(std::int64_t bytes) { state_->lab.data.offered = bytes; }

void Lab::data_progress(float share) {
  state_->lab.data.coming = true;
  state_->lab.data.share = std::clamp(share, 0.0f, 1.0f);
}

void Lab::drop_data() { end_coming(state_->lab.data); }

const DataChoice& Lab::data() const { return state_->lab.data; }

void Lab::show_on_pad(std::span<const float> image) { put_on_pad(state_->now(), image); }

Result<std::string> Lab::link() { return state_to_link(state_->now()); }

std::string Lab::state_text() { return state_to_text(state_->now(), StateForm::file); }

Result<std::uint64_t> Lab::load_state(std::string_view text, std::span<const std::uint8_t> file,
                                      const std::string& done) {
  return hourglass::load_state(state_->now(), text, file, done);
}

Result<std::uint64_t> Lab::load_state(std::string_view text, std::span<const float> parameters,
                                      const std::string& done) {
  return hourglass::load_state(state_->now(), text, parameters, done);
}

Result<std::uint64_t> Lab::load_weights(std::span<const std::uint8_t> file) {
  return hourglass::load_weights(state_->now(), file);
}

const Controls& Lab::hidden() const { return state_->lab.hidden; }

void Lab::say(std::string words) { hourglass::say(state_->lab.notice, std::move(words)); }

void Lab::complain(std::string sentence) {
  hourglass::complain(state_->lab.notice, std::move(sentence));
}

void Lab::follow_system(Scheme system) { hourglass::follow_system(state_->lab, system); }

void Lab::release_graphics() { state_->lab.digits.release(); }

void Lab::restore_graphics() { state_->lab.digits.flush(); }

void Lab::set_status(std::string variant, int threads, bool isolated) {
  state_->lab.variant = std::move(variant);
  state_->lab.threads = threads;
  state_->lab.isolated = isolated;
}

std::string Lab::layout_json() const {
  std::string json = "{";
  for (const NamedItem& item : state_->lab.ui.items) {
    const Rect& r = item.rect;
    json += json.size() > 1 ? "," : "";
    json +=
        "\"" + item.name + "\":" +
        format("[%.1f,%.1f,%.1f,%.1f]", static_cast<double>(r.min.x), static_cast<double>(r.min.y),
               static_cast<double>(r.width()), static_cast<double>(r.height()));
  }
  return json + "}";
}

}  // namespace hourglass
