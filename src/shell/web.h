// What the exports of the WebAssembly module share. JavaScript calls them from the page's thread
// only (web/engine.js), and none of them waits.
//
//   web_main.cpp    hg_boot, frames, slices, input, the drawing context
//   web_plain.cpp   the same without a drawing context: a session, no laboratory
//   web_files.cpp   files that come and go: digits, weights
//   web_state.cpp   the state as text, what the laboratory asks of the page, colours
//   web_api.cpp     state, commands, single images
//
// Conventions. "error": a sentence in UTF-8, or null. A command gives its number (session.h) as a
// double, or 0, and then hg_last_error() says why. A result gives a pointer, with its size in bytes
// from hg_result_size(), or null, and then hg_last_error() says why. Texts and results stay valid
// until the next export that gives one, results until hg_drop_result().
#pragma once

#include <emscripten/em_macros.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "shell/app.h"

#define HOURGLASS_EXPORT extern "C" EMSCRIPTEN_KEEPALIVE

namespace hourglass {

// The one laboratory of the page, made by hg_boot(); or by hg_boot_plain() a session alone.
struct Page {
  std::unique_ptr<Window> window;
  std::unique_ptr<App> app;
  std::unique_ptr<Session> plain;
  std::string variant;
  bool isolated = false;
  bool context_lost = false;         // then nothing is drawn
  std::uint64_t frames = 0;          // drawn so far
  std::deque<HostRequest> requests;  // of the laboratory, until JavaScript takes them

  Session& session() { return app ? app->session() : *plain; }
};
Page& page();

// A text for JavaScript.
const char* give_text(std::string text);
// Null for success, else the error.
const char* give_error(const Result<Done>& result);

// Keeps the sentence for hg_last_error() and returns 0.
double refuse(std::string sentence);

// Queues a command; its number or 0.
double send(Command command);
double number_or_refusal(const Result<std::uint64_t>& number);
// The same for a safetensors file's recipe and weights, where there is no laboratory.
double use_plain_weights(std::span<const std::uint8_t> file);

// Tells the page, later and on its own thread, of a snapshot. From any thread.
void wake_page();
// From now on the program ends with a sentence for the page when there is no memory left.
void say_when_out_of_memory();

// Keeps the bytes, for hg_result_size() and until hg_drop_result(), and returns where they are.
const void* give_result(std::vector<std::uint8_t> bytes);

}  // namespace hourglass
