#include "lab/graphics/digit_renderer.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cassert>

#include "lab/graphics/program.h"
#include "lab/palette.h"

namespace hourglass {
namespace {

constexpr int kAtlasWidth = 1024;
constexpr int kAtlasHeight = 1024;

}  // namespace

DigitRenderer::DigitRenderer() : atlas_(static_cast<std::size_t>(kAtlasWidth) * kAtlasHeight) {}

DigitRenderer::~DigitRenderer() {
  if (texture_) glDeleteTextures(1, &texture_);
  if (program_) glDeleteProgram(program_);
}

TileId DigitRenderer::add(int width, int height) {
  const int outer_width = width + 2;
  const int outer_height = height + 2;
  if (shelf_x_ + outer_width > kAtlasWidth) {
    shelf_x_ = 0;
    shelf_y_ += shelf_height_;
    shelf_height_ = 0;
  }
  shelf_height_ = std::max(shelf_height_, outer_height);
  assert(outer_width <= kAtlasWidth && shelf_y_ + shelf_height_ <= kAtlasHeight);
  tiles_.push_back({shelf_x_ + 1, shelf_y_ + 1, width, height, width, height});
  shelf_x_ += outer_width;
  return static_cast<TileId>(tiles_.size()) - 1;
}

void DigitRenderer::upload(TileId id, int width, int height, std::span<const float> pixels) {
  Tile& tile = tiles_[static_cast<std::size_t>(id)];
  assert(width <= tile.room_width && height <= tile.room_height);
  tile.width = width;
  tile.height = height;
  upload_rows(id, 0, height, pixels);
}

void DigitRenderer::upload_rows(TileId id, int first_row, int rows,
                                std::span<const float> whole_image) {
  const Tile& tile = tiles_[static_cast<std::size_t>(id)];
  assert(whole_image.size() == static_cast<std::size_t>(tile.width) * tile.height);
  for (int row = first_row; row < first_row + rows; ++row) {
    std::copy_n(whole_image.begin() + static_cast<std::ptrdiff_t>(row) * tile.width, tile.width,
                atlas_.begin() + (tile.y + row) * kAtlasWidth + tile.x);
  }
  repeat_border(tile, first_row, rows);
  mark(tile, first_row, rows);
}

// A ring of repeated texels, so that interpolation at a tile's border never sees its neighbour.
void DigitRenderer::repeat_border(const Tile& tile, int first_row, int rows) {
  auto row_of = [&](int row) { return atlas_.begin() + (tile.y + row) * kAtlasWidth + tile.x; };
  for (int row = first_row; row < first_row + rows; ++row) {
    row_of(row)[-1] = row_of(row)[0];
    row_of(row)[tile.width] = row_of(row)[tile.width - 1];
  }
  std::copy_n(row_of(0) - 1, tile.width + 2, row_of(-1) - 1);
  std::copy_n(row_of(tile.height - 1) - 1, tile.width + 2, row_of(tile.height) - 1);
}

void DigitRenderer::mark(const Tile& tile, int first_row, int rows) {
  dirty_.push_back(ImVec4(static_cast<float>(tile.x - 1),
                          static_cast<float>(tile.y + first_row - 1),
                          static_cast<float>(tile.width + 2), static_cast<float>(rows + 2)));
}

void DigitRenderer::flush() {
  if (dirty_.empty() && texture_) return;
  if (!texture_) {
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexStorage2D(GL_TEXTURE_2D, 1, GL_R32F, kAtlasWidth, kAtlasHeight);
    dirty_.assign(1, ImVec4(0, 0, kAtlasWidth, kAtlasHeight));
  }
  glBindTexture(GL_TEXTURE_2D, texture_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, kAtlasWidth);
  for (const ImVec4& part : dirty_) {
    const int x = static_cast<int>(part.x);
    const int y = static_cast<int>(part.y);
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, static_cast<int>(part.z), static_cast<int>(part.w),
                    GL_RED, GL_FLOAT, &atlas_[static_cast<std::size_t>(y * kAtlasWidth + x)]);
  }
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glBindTexture(GL_TEXTURE_2D, 0);
  dirty_.clear();
}

// Built at its first use, when ImGui's own program is current and can be asked for its locations.
void DigitRenderer::build() {
  build_tried_ = true;
  GLint imgui_program = 0;
  glGetIntegerv(GL_CURRENT_PROGRAM, &imgui_program);
  const auto asked = static_cast<GLuint>(imgui_program);
  const AttributeLocation attributes[] = {{"Position", glGetAttribLocation(asked, "Position")},
                                          {"UV", glGetAttribLocation(asked, "UV")},
                                          {"Color", glGetAttribLocation(asked, "Color")}};
  Result<unsigned> program = build_program("digit", attributes, 3);
  if (!program.ok()) {
    failure_ = program.error().message;
    return;
  }
  program_ = program.value();
  view_ = glGetUniformLocation(program_, "view");
}

void DigitRenderer::bind(const ImDrawList*, const ImDrawCmd* command) {
  auto& self = *static_cast<DigitRenderer*>(command->UserCallbackData);
  if (!self.build_tried_) self.build();
  if (!self.program_) return;
  const ImDrawData* frame = ImGui::GetDrawData();
  const ImVec2 origin = frame->DisplayPos;
  const ImVec2 size = frame->DisplaySize;
  glUseProgram(self.program_);
  glUniform4f(self.view_, 2 / size.x, -2 / size.y, -1 - 2 * origin.x / size.x,
              1 + 2 * origin.y / size.y);
}

void DigitRenderer::begin(ImDrawList* list) { list->AddCallback(bind, this); }

void DigitRenderer::end(ImDrawList* list) {
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void DigitRenderer::draw(ImDrawList* list, TileId id, ImVec2 top_left, ImVec2 bottom_right,
                         ColourMap map, float rounding, float opacity) const {
  const Tile& tile = tiles_[static_cast<std::size_t>(id)];
  const ImVec2 first(static_cast<float>(tile.x), static_cast<float>(tile.y));
  const ImVec2 last(first.x + static_cast<float>(tile.width),
                    first.y + static_cast<float>(tile.height));
  const ImU32 tint = IM_COL32(static_cast<int>(map), palette().scheme == Scheme::light ? 255 : 0, 0,
                              static_cast<int>(opacity * 255));
  list->AddImageRounded(static_cast<ImTextureID>(texture_), top_left, bottom_right, first, last,
                        tint, rounding);
}

void DigitRenderer::release() {
  texture_ = 0;
  program_ = 0;
  build_tried_ = false;
}

}  // namespace hourglass
