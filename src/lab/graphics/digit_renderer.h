// Digits and other small images, drawn by shaders/digit.* inside Dear ImGui's draw lists.
//
//   DigitRenderer digits;
//   const TileId seen = digits.add(28, 28);           // once
//   digits.upload(seen, 28, 28, pixels);              // when they change
//   digits.flush();                                   // once a frame, before ImGui is rendered
//   digits.begin(list);                               // then any number of tiles
//   digits.draw(list, seen, top_left, bottom_right, ColourMap::paper, rounding);
//   digits.end(list);
//
// All images of a frame lie in one float texture, so tiles between begin() and end() are one draw
// call unless clipping splits them. Clipping, order and scale stay ImGui's.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hourglass {

enum class ColourMap : std::uint8_t {
  paper = 0,           // 0 paper ... 1 ink
  error_on_paper = 1,  // -1 teal ... 0 paper ... 1 orange
  signed_on_page = 2,  // -1 teal ... 0 as the page ... 1 orange
  heat = 3,            // 0 as the page ... 1 sand
  drawing = 4,         // as paper, for an image much finer than a digit: smooth outlines
};

using TileId = int;

class DigitRenderer {
 public:
  DigitRenderer();
  ~DigitRenderer();  // with the context current, or after release()
  DigitRenderer(const DigitRenderer&) = delete;
  DigitRenderer& operator=(const DigitRenderer&) = delete;

  // Room for an image of up to width x height. Precondition: the atlas has room.
  TileId add(int width, int height);
  // The image of a tile from now on, row by row, at most as large as its room.
  void upload(TileId tile, int width, int height, std::span<const float> pixels);
  // The same for the rows first_row ... first_row + rows - 1 of an image that is there already.
  void upload_rows(TileId tile, int first_row, int rows, std::span<const float> whole_image);

  // Brings what was uploaded to the GPU; makes the texture first if there is none.
  void flush();

  void begin(ImDrawList* list);
  void draw(ImDrawList* list, TileId tile, ImVec2 top_left, ImVec2 bottom_right, ColourMap map,
            float rounding = 0, float opacity = 1) const;
  void end(ImDrawList* list);

  // The context is gone with all it held; the next flush() and frame make everything again.
  void release();

  // Why the program could not be built; empty if it could.
  const std::string& failure() const { return failure_; }

 private:
  struct Tile {
    int x, y;  // of the image in the atlas, inside a border of one texel
    int room_width, room_height;
    int width, height;  // of the image now
  };

  static void bind(const ImDrawList* list, const ImDrawCmd* command);
  void build();
  void mark(const Tile& tile, int first_row, int rows);
  void repeat_border(const Tile& tile, int first_row, int rows);

  std::vector<float> atlas_;  // what the texture holds: its source after a lost context
  std::vector<Tile> tiles_;
  int shelf_x_ = 0, shelf_y_ = 0, shelf_height_ = 0;
  std::vector<ImVec4> dirty_;  // x, y, width, height
  unsigned texture_ = 0;
  unsigned program_ = 0;
  int view_ = -1;  // location of the uniform
  bool build_tried_ = false;
  std::string failure_;
};

}  // namespace hourglass
