// hourglass-desktop: the laboratory in a window of its own.
#include <SDL.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <future>
#include <map>
#include <new>
#include <thread>

#include "data/mnist.h"
#include "data/own_images.h"
#include "io/builtin_recipes.h"
#include "io/file.h"
#include "io/png.h"
#include "io/recipe_json.h"
#include "shell/app.h"
#include "shell/desktop_files.h"

namespace {

using namespace hourglass;

constexpr std::uint64_t kLargestRecipe = 1 << 20;
constexpr int kIdleMilliseconds = 250;  // between looks for data that are still being read

struct Options {
  std::string data;
  std::string recipe;
  std::string weights;
  std::string state;
  std::string size = "1440x900";
  std::string screenshot;
  int threads = 1;
  float density = 0;
  std::int64_t steps = 0;
  Panel panel = Panel::draw;
  SchemeChoice scheme = SchemeChoice::dark;
};

int fail(const std::string& message) {
  std::fprintf(stderr, "hourglass-desktop: %s\n", message.c_str());
  return 1;
}

void declare(CLI::App& cli, Options& options) {
  cli.add_option("--data", options.data,
                 "Folder with MNIST's four files, plain or .gz (default: $MNIST_DIR, else the "
                 "download, else synthetic digits)")
      ->type_name("DIR");
  cli.add_option("--recipe", options.recipe, "Start with this recipe and random weights")
      ->type_name("NAME_OR_FILE");
  cli.add_option("--weights", options.weights,
                 "Start with these weights (safetensors; default: the ones of recipe B that come "
                 "with the program)")
      ->type_name("FILE");
  cli.add_option("--state", options.state, "Start with a state that was saved")->type_name("FILE");
  cli.add_option("--threads", options.threads, "Threads that train")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  cli.add_option("--size", options.size, "Size of the window")
      ->check([](const std::string& text) {
        int width = 0;
        int height = 0;
        const bool ok = std::sscanf(text.c_str(), "%dx%d", &width, &height) == 2 && width >= 200 &&
                        height >= 200 && width <= 16384 && height <= 16384;
        return ok ? std::string() : "expected WIDTHxHEIGHT, each 200 to 16384, not " + text;
      })
      ->type_name("WxH")
      ->capture_default_str();
  const std::map<std::string, Panel> panels = {
      {"draw", Panel::draw},   {"train", Panel::train},   {"code", Panel::code},
      {"morph", Panel::morph}, {"inside", Panel::inside}, {"compare", Panel::compare},
      {"keep", Panel::keep}};
  cli.add_option("--panel", options.panel, "The panel to open where not all have room")
      ->transform(CLI::CheckedTransformer(panels))
      ->type_name("draw|train|code|morph|inside|compare|keep");
  const std::map<std::string, SchemeChoice> schemes = {{"dark", SchemeChoice::dark},
                                                       {"light", SchemeChoice::light}};
  cli.add_option("--scheme", options.scheme, "Dark or light colours (default: dark)")
      ->transform(CLI::CheckedTransformer(schemes))
      ->type_name("dark|light");
  auto* screenshot =
      cli.add_option(
             "--screenshot", options.screenshot,
             "Write a picture of the laboratory to this PNG file and leave; no display needed")
          ->type_name("FILE");
  cli.add_option("--dpr", options.density, "Pixels a unit of --size in the picture")
      ->check(CLI::Range(0.5f, 8.0f))
      ->needs(screenshot);
  cli.add_option("--steps", options.steps, "Train so many steps before the picture")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 40))
      ->needs(screenshot);
}

// Recipe and weights, as asked for. Before the data, so that the first frame has a model.
Result<Done> open_model(App& app, const Options& options) {
  if (!options.weights.empty()) return open_path(app, options.weights);
  if (!options.state.empty()) return open_path(app, options.state);
  if (options.recipe.empty()) return bring_weights(app, kFirstWeights);
  Result<Recipe> recipe = builtin_recipe(options.recipe);
  if (!recipe.ok() && std::filesystem::exists(options.recipe)) {
    auto file = read_file(options.recipe, kLargestRecipe);
    if (!file.ok()) return file.error();
    recipe =
        parse_recipe({reinterpret_cast<const char*>(file.value().data()), file.value().size()});
  }
  if (!recipe.ok()) return recipe.error();
  app.session().send(UseRecipe{std::move(recipe.value())});
  return Done{};
}

using Reading = std::future<Result<Dataset>>;

// Hands the data over once they are read.
Result<Done> take_data(App& app, Reading& reading) {
  Result<Dataset> data = reading.get();
  if (!data.ok()) return data.error();
  if (is_mnist(data.value())) data.value().key = data_key(data.value());
  app.use_data(std::make_shared<const Dataset>(std::move(data.value())));
  return Done{};
}

// Waits until the session has carried out all that was sent so far, training included.
void settle(App& app, std::uint64_t last_command) {
  while (app.session().latest().commands_taken < last_command ||
         app.session().latest().state == RunState::training) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

int take_picture(App& app, Reading& reading, const Options& options) {
  if (auto taken = take_data(app, reading); !taken.ok()) return fail(taken.error().message);
  const Command last = options.steps > 0 ? Command(TrainSteps{options.steps}) : Command(Pause{});
  settle(app, app.session().send(last));
  Image image;
  app.want_frames();
  while (app.frame_wanted()) app.turn(&image);
  if (auto written = write_file_atomically(options.screenshot, encode_png(image)); !written.ok()) {
    return fail(written.error().message);
  }
  return 0;
}

int run(Window& window, App& app, Reading& reading) {
  while (!window.closing()) {
    const bool reading_now = reading.valid();
    if (reading_now && reading.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
      if (auto taken = take_data(app, reading); !taken.ok()) return fail(taken.error().message);
    }
    const bool input = app.frame_wanted() ? window.poll() : window.wait(kIdleMilliseconds);
    for (const std::string& path : window.take_dropped_files()) {
      if (auto opened = open_path(app, path); !opened.ok()) {
        app.lab().complain(opened.error().message + ".");
      }
    }
    if (input) app.want_frames();
    app.turn();
  }
  return 0;
}

void wake_event_loop() {
  SDL_Event event{};
  event.type = SDL_USEREVENT;
  SDL_PushEvent(&event);
}

int open_laboratory(int argc, char** argv) {
  Options options;
  options.threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 8);
  CLI::App cli{"Hourglass: an autoencoder laboratory", "hourglass-desktop"};
  declare(cli, options);
  CLI11_PARSE(cli, argc, argv);
  const bool picture = !options.screenshot.empty();

  WindowOptions window_options{.density = options.density, .off_screen = picture};
  std::sscanf(options.size.c_str(), "%dx%d", &window_options.width, &window_options.height);
  auto window = Window::open(window_options);
  if (!window.ok()) return fail(window.error().message);
  App app(*window.value(),
          {.threads = options.threads,
           .variant = "native",
           .lab = {.first = options.panel, .reduced_motion = picture, .colours = {options.scheme}},
           .wake = wake_event_loop,
           .on_request = answer_request});
  offer_weights(app);
  if (auto opened = open_model(app, options); !opened.ok()) return fail(opened.error().message);
  Reading reading = std::async(std::launch::async, find_dataset, options.data);
  return picture ? take_picture(app, reading, options) : run(*window.value(), app, reading);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return open_laboratory(argc, argv);
  } catch (const std::bad_alloc&) {
    return fail("there is not enough memory");
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
