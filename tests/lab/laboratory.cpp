#include "lab/laboratory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <ostream>

#include "data/synthetic.h"
#include "io/file.h"

// Graphics drivers keep what they allocate until the process ends and are unloaded before, so a
// leak checker finds their leaks but not their names. Read by AddressSanitizer, if it is there.
extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }

namespace hourglass {

void PrintTo(const Screen& screen, std::ostream* out) {
  const char* panels[] = {"Draw", "Train", "Code", "Morph", "Inside", "Compare", "Keep"};
  *out << screen.width << 'x' << screen.height << panels[static_cast<int>(screen.first)];
}

int Laboratory::settle() {
  int frames = 0;
  window->poll();
  app->want_frames();
  for (;;) {
    const std::uint32_t before = published.load();
    while (app->frame_wanted() && frames < 1000) {
      app->turn();
      ++frames;
    }
    if (frames == 1000 || !app->lab().computing()) return frames;
    wait_while_equal(published, before);
  }
}

Image Laboratory::picture() {
  Image image;
  settle();
  app->want_frames();
  app->turn(&image);
  settle();
  return image;
}

Image Laboratory::calm_picture() {
  ImGui::GetIO().AddMousePosEvent(1, 1);
  return picture();
}

std::map<std::string, Rect> Laboratory::items() const {
  std::map<std::string, Rect> rects;
  const auto json = nlohmann::json::parse(app->lab().layout_json());
  for (const auto& [name, r] : json.items()) {
    const float x = r[0];
    const float y = r[1];
    const float width = r[2];
    const float height = r[3];
    rects[name] = {{x, y}, {x + width, y + height}};
  }
  return rects;
}

Rect Laboratory::item(const std::string& name) const {
  const auto rects = items();
  const auto found = rects.find(name);
  return found == rects.end() ? Rect{} : found->second;
}

void Laboratory::press(const std::string& name) { stroke({item(name).middle()}); }

void Laboratory::stroke(const std::vector<ImVec2>& points) {
  ImGuiIO& io = ImGui::GetIO();
  auto frame = [this] {
    app->want_frames();
    app->turn();
  };
  io.AddMousePosEvent(points.front().x, points.front().y);
  frame();
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  frame();
  for (const ImVec2& point : points) {
    io.AddMousePosEvent(point.x, point.y);
    frame();
  }
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  frame();
  settle();
}

void Laboratory::use_finger(bool finger) {
  ImGui::GetIO().AddMouseSourceEvent(finger ? ImGuiMouseSource_TouchScreen
                                            : ImGuiMouseSource_Mouse);
}

void Laboratory::wait() {
  const std::uint64_t last = app->session().send(Pause{});
  wait_until([last](const Snapshot& now) { return now.commands_taken >= last; });
}

void Laboratory::train(std::int64_t steps) {
  const std::uint64_t last = app->session().send(TrainSteps{steps});
  wait_until([last](const Snapshot& now) {
    return now.commands_taken >= last && now.state != RunState::training;
  });
}

void Laboratory::step() {
  const std::int64_t before = app->session().latest().step;
  press("step");
  wait_until([before](const Snapshot& now) {
    return now.step == before + 1 && now.state != RunState::training;
  });
}

namespace {

void bring_weights(App& app, const std::string& recipe) {
  const auto file = read_file(HOURGLASS_SOURCE_DIR "/assets/weights/" + recipe + ".safetensors",
                              std::uint64_t{1} << 26);
  ASSERT_TRUE(file.ok()) << file.error().message;
  const auto number = app.use_weights(file.value());
  ASSERT_TRUE(number.ok()) << number.error().message;
}

}  // namespace

std::unique_ptr<Laboratory> open_laboratory(const Screen& screen) {
  auto window = Window::open({.width = screen.width,
                              .height = screen.height,
                              .density = screen.density,
                              .off_screen = true});
  if (!window.ok()) return nullptr;
  auto lab = std::make_unique<Laboratory>();
  lab->window = std::move(window.value());
  lab->app = std::make_unique<App>(
      *lab->window,
      AppOptions{.lab = {.first = screen.first, .reduced_motion = screen.reduced_motion},
                 .wake =
                     [published = &lab->published] {
                       published->fetch_add(1);
                       wake_all(*published);
                     },
                 .on_request =
                     [requests = &lab->requests](App& app, const HostRequest& asked) {
                       requests->push_back(asked);
                       if (asked.kind == HostRequest::Kind::trained_weights) {
                         bring_weights(app, asked.name);
                       }
                     }});
  lab->app->lab().offer_pretrained("B", 420'000);
  bring_weights(*lab->app, "B");
  lab->app->use_data(std::make_shared<const Dataset>(synthetic_digits(1, 256, 64)));
  lab->wait();
  return lab;
}

void bring_trained(Laboratory& lab, const std::string& recipe) {
  bring_weights(*lab.app, recipe);
  lab.wait();
  lab.wait_until([](const Snapshot& now) { return now.survey != nullptr; });
}

double difference(const Image& a, const Image& b, const Rect& part, float density) {
  double sum = 0;
  double count = 0;
  for (int y = static_cast<int>(part.min.y * density); y < static_cast<int>(part.max.y * density);
       ++y) {
    for (int x = static_cast<int>(part.min.x * density); x < static_cast<int>(part.max.x * density);
         ++x) {
      for (int c = 0; c < 3; ++c) {
        const auto i = static_cast<std::size_t>((y * a.width + x) * 3 + c);
        sum += std::abs(a.pixels[i] - b.pixels[i]);
        ++count;
      }
    }
  }
  return count > 0 ? sum / count : 0;
}

}  // namespace hourglass
