// The drawing: a sheet of paper under a round pen, and how the pen got there. An eraser of another
// kind goes with it: what it rubs out stays part of the drawing, but the network is not shown it.
//
//   drawing.pen_down(x, y); drawing.pen_to(x, y); drawing.pen_up();   // on the sheet, 0 ... 1
//   if (drawing.version() != seen) ...                                // it has changed
//   drawing.undo();                                                   // the last stroke
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "data/digit_normalization.h"
#include "data/pen.h"
#include "data/synthetic_hands.h"

namespace hourglass {

enum class DrawTool : std::uint8_t { pen, rub };

class Drawing {
 public:
  static constexpr int kSide = 280;
  // Of the pen, in pixels of the sheet: MNIST's strokes where a digit fills two thirds of it.
  static constexpr float kPenRadius = 12;
  static constexpr float kRubRadius = 22;
  static constexpr std::size_t kUndo = 16;  // changes that can be taken back

  static constexpr float radius_of(DrawTool tool) {
    return tool == DrawTool::pen ? kPenRadius : kRubRadius;
  }

  void pen_down(float x, float y, DrawTool tool = DrawTool::pen);
  void pen_to(float x, float y);
  void pen_up() { pen_is_down_ = false; }
  bool pen_is_down() const { return pen_is_down_; }

  // An empty sheet. The next frames may not draw on with the example.
  void clear();
  // Shows the network again what was rubbed out.
  void bring_back();
  // Takes back the last stroke, or whatever else changed the sheet. Precondition: can_undo().
  void undo();
  bool can_undo() const { return !past_.empty(); }

  // Puts an example there, at once or stroke by stroke, a piece with each advance_example().
  // What a person draws replaces it.
  void show_example(int digit, bool at_once);
  // Draws on for this share of the whole example; true while there is more of it to come.
  bool advance_example(float share);

  // An image of another origin (kDigitSide^2, row by row) onto the sheet. Until the pen touches it,
  // the network is given just this image.
  void show_image(std::span<const float> image);

  // Puts back a sheet as canvas() gave it.
  void restore(const Canvas& sheet);
  // Rubs out what was rubbed out before: `rubbed` as rubbed() gave it.
  void rub_out(const Canvas& rubbed);

  bool empty() const { return empty_; }
  bool is_example() const { return is_example_; }
  bool any_rubbed() const { return any_rubbed_; }
  const Canvas& canvas() const { return ink_; }                      // all that was drawn
  const Canvas& rubbed() const { return rubbed_; }                   // 1 where it was rubbed out
  const Canvas& visible() const { return visible_; }                 // what is left
  const std::optional<DigitImage>& exact() const { return exact_; }  // the image of show_image()
  // It is such an image, and no digit's: with ink where a digit has none. Its sheet is of squares.
  bool in_pixels() const { return exact_ && !fits_box(*exact_); }
  std::uint64_t version() const { return version_; }  // raised with every change

  // The rows that changed since the last call.
  struct Rows {
    int first = 0;
    int count = 0;
  };
  Rows take_changed_rows();

 private:
  static bool fits_box(std::span<const float> image);
  // A sheet as it was, in bytes.
  struct Past {
    std::vector<std::uint8_t> ink;
    std::vector<std::uint8_t> rubbed;  // empty where nothing was
    std::optional<DigitImage> exact;
    bool empty, is_example;
  };

  void remember();
  void line_to(float x, float y);
  void uncover(PenPoint from, PenPoint to);
  void touch(float y0, float y1);
  void wipe();
  void enlarge_smoothly(std::span<const float> image);
  void enlarge_squarely(std::span<const float> image);
  void start_afresh();
  void add_example_stroke(const std::vector<HandPoint>& points);

  Canvas ink_{kSide, kSide};
  Canvas rubbed_{kSide, kSide};
  Canvas visible_{kSide, kSide};
  std::optional<DigitImage> exact_;
  std::vector<Past> past_;  // the newest last
  std::uint64_t version_ = 1;
  int changed_first_ = 0;
  int changed_last_ = kSide - 1;
  float x_ = 0, y_ = 0;  // of the pen, in pixels
  DrawTool tool_ = DrawTool::pen;
  bool pen_is_down_ = false;
  bool empty_ = true;
  bool any_rubbed_ = false;
  bool is_example_ = false;
  struct ExamplePoint {
    float x, y;
    bool starts_stroke;
  };
  std::vector<ExamplePoint> example_;  // what is still to be drawn, from example_next_
  std::size_t example_next_ = 0;
};

// What the network gets to see of a drawing.
struct DrawingInput {
  DigitImage whole;  // with what was rubbed out: what it should find again
  DigitImage given;  // without; in the same place
};
DrawingInput input_of(const Drawing& drawing);

// Where a point of DrawingInput's images, in pixels from their corner, lies on the sheet, 0 ... 1.
// Precondition: the drawing is not empty.
DrawingPoint sheet_point(const Drawing& drawing, float image_x, float image_y);

}  // namespace hourglass
