// The laboratory's state without a window, with a session that runs when it is told to: for tests
// of what is not drawn.
#pragma once

#include <imgui.h>

#include <memory>

#include "data/synthetic.h"
#include "io/builtin_recipes.h"
#include "lab/lab_state.h"

namespace hourglass {

class Headless {
 public:
  explicit Headless(const char* recipe = "B") {
    session.send(UseData{std::make_shared<const Dataset>(synthetic_digits(1, 256, 32))});
    session.send(UseRecipe{builtin_recipe(recipe).value()});
    run();
    lab.drawing.show_example(kExampleDigit, true);
  }
  ~Headless() { ImGui::DestroyContext(context_); }
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  // Carries out what was sent, training included, and shows the snapshot.
  void run() {
    ImGui::SetCurrentContext(context_);
    while (session.work(20)) {
    }
    lab.now = &session.latest();
    refresh(lab);
  }

 private:
  ImGuiContext* context_ = ImGui::CreateContext();

 public:
  Session session{{.threads = 0, .on_publish = nullptr}};
  LabState lab{session};
};

}  // namespace hourglass
