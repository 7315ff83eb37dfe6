#include <SDL.h>
#include <emscripten.h>

#include <cstdlib>
#include <new>

#include "shell/web.h"
#include "shell/web_limits.h"

namespace hourglass {
namespace {

// On any thread: the program ends, and the page learns why.
void out_of_memory() {
  EM_ASM({ abort("there is no memory left"); });
}

// Called on the page's thread, between two frames: JavaScript takes the request up later.
void ask_page(App&, const HostRequest& request) {
  page().requests.push_back(request);
  EM_ASM({ Module["onRequest"](); });
}

SchemeChoice choice_named(std::string_view name) {
  return name == "light"  ? SchemeChoice::light
         : name == "dark" ? SchemeChoice::dark
                          : SchemeChoice::system;
}

std::string last_error;
std::vector<std::uint8_t> last_result;

}  // namespace

void wake_page() {
  MAIN_THREAD_ASYNC_EM_ASM({ Module["onSnapshot"](); });
}

void say_when_out_of_memory() { std::set_new_handler(out_of_memory); }

Page& page() {
  static Page the_page;
  return the_page;
}

const char* give_text(std::string text) {
  static std::string kept;
  kept = std::move(text);
  return kept.c_str();
}

const char* give_error(const Result<Done>& result) {
  return result.ok() ? nullptr : give_text(result.error().message);
}

double refuse(std::string sentence) {
  last_error = std::move(sentence);
  return 0;
}

double number_or_refusal(const Result<std::uint64_t>& number) {
  if (!number.ok()) return refuse(number.error().message);
  if (number.value() == 0) return refuse("the training thread is too far behind to take commands");
  return static_cast<double>(number.value());
}

double send(Command command) {
  return number_or_refusal(page().session().send(std::move(command)));
}

const void* give_result(std::vector<std::uint8_t> bytes) {
  last_result = std::move(bytes);
  return last_result.data();
}

}  // namespace hourglass

using namespace hourglass;

HOURGLASS_EXPORT const char* hg_last_error() { return last_error.c_str(); }
HOURGLASS_EXPORT std::size_t hg_result_size() { return last_result.size(); }
HOURGLASS_EXPORT const void* hg_result() { return last_result.data(); }
HOURGLASS_EXPORT void hg_drop_result() { last_result = {}; }

// Room in the module's memory for what JavaScript hands over; null when there is none.
HOURGLASS_EXPORT void* hg_alloc(std::size_t bytes) { return std::malloc(bytes > 0 ? bytes : 1); }
HOURGLASS_EXPORT void hg_free(void* room) { std::free(room); }

// Opens the window on the canvas, with session and laboratory. threads = 0: training in slices.
// Colours: "light", "dark", or anything else for those of the system.
HOURGLASS_EXPORT const char* hg_boot(int threads, const char* variant, int isolated,
                                     int reduced_motion, const char* colours, int system_light,
                                     int remembered) {
  Page& it = page();
  say_when_out_of_memory();
  auto window = Window::open({});
  if (!window.ok()) return give_text(window.error().message);
  // Touches come as the mouse too. Where SDL takes them as touches, the browser cannot zoom.
  for (const Uint32 type : {SDL_FINGERDOWN, SDL_FINGERMOTION, SDL_FINGERUP}) {
    SDL_EventState(type, SDL_IGNORE);
  }
  it.window = std::move(window.value());
  it.variant = variant;
  it.isolated = isolated != 0;
  const SchemeSetting setting{choice_named(colours),
                              system_light != 0 ? Scheme::light : Scheme::dark};
  it.app =
      std::make_unique<App>(*it.window, AppOptions{.threads = threads,
                                                   .variant = it.variant,
                                                   .isolated = it.isolated,
                                                   .lab = {.reduced_motion = reduced_motion != 0,
                                                           .colours = setting,
                                                           .remembered = remembered != 0,
                                                           .recipe_limit = fits_page,
                                                           .fit_together = fit_page_together},
                                                   .wake = wake_page,
                                                   .on_request = ask_page});
  return nullptr;
}

HOURGLASS_EXPORT void hg_want_frames() { page().app->want_frames(); }

// One frame if wanted. 1: another one is, whether or not there is news of training.
HOURGLASS_EXPORT int hg_frame() {
  Page& it = page();
  if (it.context_lost) return 0;
  if (it.window->poll()) it.app->want_frames();
  if (it.app->turn()) ++it.frames;
  return it.app->unsettled() ? 1 : 0;
}

// Without threads: trains for about this long. 1: there is more to do.
HOURGLASS_EXPORT int hg_work(double milliseconds) {
  Page& it = page();
  return (it.app ? it.app->work(milliseconds) : it.plain->work(milliseconds)) ? 1 : 0;
}

// A position of the pen between two frames, in CSS pixels of the canvas.
HOURGLASS_EXPORT void hg_pointer(float x, float y) { page().app->lab().pointer_sample(x, y); }

// Two fingers, in CSS pixels of the canvas (lab.h).
HOURGLASS_EXPORT void hg_pinch(float x, float y, float dx, float dy, float factor) {
  page().app->lab().pinch(x, y, dx, dy, factor);
}
HOURGLASS_EXPORT void hg_end_pinch() { page().app->lab().end_pinch(); }

HOURGLASS_EXPORT void hg_context_lost() {
  page().context_lost = true;
  page().app->release_graphics();
}

HOURGLASS_EXPORT void hg_context_restored() {
  page().app->restore_graphics();
  page().context_lost = false;
}
