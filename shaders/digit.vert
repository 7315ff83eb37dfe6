#version 300 es
// Dear ImGui's vertices, with texture coordinates in texels of the atlas of digits.
precision highp float;

uniform vec4 view;  // UI units to clip space: scale, offset

in vec2 Position;
in vec2 UV;
in vec4 Color;

out vec2 texel;
out vec4 tint;

void main() {
  texel = UV;
  tint = Color;
  gl_Position = vec4(Position * view.xy + view.zw, 0.0, 1.0);
}
