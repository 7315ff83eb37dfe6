// The drawing: a sheet of paper under a round pen, and how the pen got there.
//
//   drawing.pen_down(x, y); drawing.pen_to(x, y); drawing.pen_up();   // on the sheet, 0 ... 1
//   if (drawing.version() != seen) ...                                // it has changed
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/pen.h"
#include "data/synthetic_hands.h"

namespace hourglass {

class Drawing {
 public:
  static constexpr int kSide = 280;
  // Of the pen, in pixels of the sheet: MNIST's strokes where a digit fills two thirds of it.
  static constexpr float kPenRadius = 12;

  void pen_down(float x, float y);
  void pen_to(float x, float y);
  void pen_up() { pen_is_down_ = false; }
  bool pen_is_down() const { return pen_is_down_; }

  // An empty sheet. The next frames may not draw on with the example.
  void clear();

  // Puts an example there, at once or stroke by stroke, a piece with each advance_example().
  // What a person draws replaces it.
  void show_example(int digit, bool at_once);
  // Draws on for this share of the whole example; true while there is more of it to come.
  bool advance_example(float share);

  // A digit of another origin (kDigitSide^2, row by row) onto the sheet, to be drawn over.
  void show_image(std::span<const float> digit);

  bool empty() const { return empty_; }
  bool is_example() const { return is_example_; }
  const Canvas& canvas() const { return canvas_; }
  std::uint64_t version() const { return version_; }  // raised with every change

  // The rows that changed since the last call.
  struct Rows {
    int first = 0;
    int count = 0;
  };
  Rows take_changed_rows();

 private:
  void line_to(float x, float y);
  void touch(float y0, float y1);
  void wipe();
  void add_example_stroke(std::vector<HandPoint> points);

  Canvas canvas_{kSide, kSide};
  std::uint64_t version_ = 1;
  int changed_first_ = 0;
  int changed_last_ = kSide - 1;
  float x_ = 0, y_ = 0;  // of the pen, in pixels
  bool pen_is_down_ = false;
  bool empty_ = true;
  bool is_example_ = false;
  struct ExamplePoint {
    float x, y;
    bool starts_stroke;
  };
  std::vector<ExamplePoint> example_;  // what is still to be drawn, from example_next_
  std::size_t example_next_ = 0;
};

}  // namespace hourglass
