// What the exports of the WebAssembly module share. JavaScript calls them from the page's thread
// only (web/engine.js), and none of them waits.
//
//   web_main.cpp    hg_boot, frames, slices, input, the drawing context
//   web_files.cpp   files that come and go: digits, weights
//   web_api.cpp     state, commands, single images
//
// Conventions. "error": a sentence in UTF-8, or null. A command gives its number (session.h) as a
// double, or 0, and then hg_last_error() says why. A result gives a pointer, with its size in bytes
// from hg_result_size(), or null, and then hg_last_error() says why. Texts and results stay valid
// until the next export that gives one.
#pragma once

#include <emscripten/em_macros.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "shell/app.h"

#define HOURGLASS_EXPORT extern "C" EMSCRIPTEN_KEEPALIVE

namespace hourglass {

// The one laboratory of the page, made by hg_boot().
struct Page {
  std::unique_ptr<Window> window;
  std::unique_ptr<App> app;
  std::string variant;
  bool isolated = false;
  bool context_lost = false;  // then nothing is drawn
  std::uint64_t frames = 0;   // drawn so far
  std::string wanted;         // recipe whose trained weights were asked for last
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

// Keeps a copy of the bytes, for hg_result_size(), and returns where it is.
const void* give_result(std::span<const std::uint8_t> bytes);

}  // namespace hourglass
