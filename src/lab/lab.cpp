#include "lab/lab.h"

#include <algorithm>
#include <cmath>

#include "lab/page.h"

namespace hourglass {
namespace {

constexpr int kExampleDigit = 3;
constexpr float kExampleSeconds = 1.1f;

}  // namespace

struct Lab::State {
  State(Session& session, LabOptions lab_options) : options(lab_options), lab(session) {}

  LabOptions options;
  LabState lab;
  Page page;
};

Lab::Lab(Session& session, LabOptions options) : state_(std::make_unique<State>(session, options)) {
  LabState& lab = state_->lab;
  lab.ui.theme = make_theme();
  lab.tab = options.first;
  lab.drawing.show_example(kExampleDigit, options.reduced_motion);
}

Lab::~Lab() = default;

bool Lab::frame() {
  LabState& lab = state_->lab;
  const ImGuiIO& io = ImGui::GetIO();
  lab.now = &lab.session.latest();
  lab.ui.again = false;
  lab.ui.items.clear();
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
  return lab.ui.again;
}

void Lab::pointer_sample(float x, float y) {
  LabState& lab = state_->lab;
  lab.pen_is_sampled = true;
  const bool pad_shown = std::any_of(lab.ui.items.begin(), lab.ui.items.end(),
                                     [](const NamedItem& item) { return item.name == "pad"; });
  if (pad_shown) lab.pen_samples.push_back({x, y});
}

void Lab::offer_pretrained(std::string recipe, std::int64_t bytes) {
  state_->lab.pretrained.offers.push_back({std::move(recipe), bytes});
}

std::optional<std::string> Lab::take_pretrained_request() {
  return take_request(state_->lab.pretrained);
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
