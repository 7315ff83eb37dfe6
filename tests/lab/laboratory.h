// A laboratory in a window off screen, for tests that press, draw and look.
//
//   std::unique_ptr<Laboratory> lab = open_laboratory({1440, 900});
//   if (!lab) GTEST_SKIP() << kNoGraphics;
//   lab->press("start");
#pragma once

#include <imgui.h>

#include <atomic>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/wait.h"
#include "io/image.h"
#include "lab/geometry.h"
#include "shell/app.h"

namespace hourglass {

inline constexpr const char* kNoGraphics = "no OpenGL ES 3 context can be made on this machine";

struct Screen {
  int width = 1200;
  int height = 760;
  float density = 1;
  Panel first = Panel::draw;
  bool reduced_motion = true;
};

inline constexpr Screen kWide{1440, 900};

// Its name in the output of tests: "390x844Train".
void PrintTo(const Screen& screen, std::ostream* out);

struct Laboratory {
  std::atomic<std::uint32_t> published{0};  // snapshots; before the app, whose session counts them
  std::vector<HostRequest> requests;        // that were made; trained weights are brought
  std::unique_ptr<Window> window;
  std::unique_ptr<App> app;

  // Draws until nothing more is wanted or on its way. Gives the number of frames.
  int settle();
  // The picture of a fresh frame.
  Image picture();
  // The same with the pointer where it touches nothing.
  Image calm_picture();
  // The named items of the last frame.
  std::map<std::string, Rect> items() const;
  Rect item(const std::string& name) const;

  // A click or tap in the middle of an item.
  void press(const std::string& name);
  // Down at the first point, through the others, up at the last; a frame each.
  void stroke(const std::vector<ImVec2>& points);
  // The pointer from now on.
  void use_finger(bool finger);

  // Waits for a snapshot that meets the condition, then settles.
  template <class Condition>
  void wait_until(Condition condition) {
    for (;;) {
      const std::uint32_t before = published.load();
      if (condition(app->session().latest())) break;
      wait_while_equal(published, before);
    }
    settle();
  }
  // Waits until the session has carried out everything sent so far, then settles. It trains no
  // more.
  void wait();
  // Trains for so many steps, waits until they are done, then settles.
  void train(std::int64_t steps);
  // Presses "step", waits until that step is done, then settles.
  void step();
};

// Replaces what `lab` has by a recipe's trained weights (assets/weights), and waits for their
// survey.
void bring_trained(Laboratory& lab, const std::string& recipe);

// With trained weights of recipe B, which it also offers to load, and a few synthetic digits. Null
// where there is no OpenGL.
std::unique_ptr<Laboratory> open_laboratory(const Screen& screen);

// A point of a rectangle: 0 is its left or upper edge, 1 the other.
inline ImVec2 within(const Rect& rect, float x, float y) {
  return {rect.min.x + x * rect.width(), rect.min.y + y * rect.height()};
}

// The mean difference of two pictures within a rectangle of UI units, in levels of 0 ... 255.
double difference(const Image& a, const Image& b, const Rect& part, float density = 1);

}  // namespace hourglass
