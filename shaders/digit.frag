#version 300 es
// Digits and small maps out of one float atlas, with a colour map of one's choice.
// tint.r * 255: the colour map (ColourMap of digit_renderer.h); tint.g: 1 on a light page;
// tint.a: coverage.
precision highp float;
precision highp int;

uniform highp sampler2D atlas;

in vec2 texel;
in vec4 tint;
out vec4 colour;

const vec3 kPaper = vec3(0.945, 0.925, 0.886);
const vec3 kInk = vec3(0.075, 0.086, 0.102);

float bilinear(vec2 at) {
  vec2 corner = at - 0.5;
  ivec2 i = ivec2(floor(corner));
  vec2 f = fract(corner);
  float a = texelFetch(atlas, i, 0).r;
  float b = texelFetch(atlas, i + ivec2(1, 0), 0).r;
  float c = texelFetch(atlas, i + ivec2(0, 1), 0).r;
  float d = texelFetch(atlas, i + ivec2(1, 1), 0).r;
  return mix(mix(a, b, f.x), mix(c, d, f.x), f.y);
}

// Square pixels whose borders are one screen pixel soft: sharp at any scale, without shimmer.
float crisp(vec2 at) {
  vec2 footprint = clamp(fwidth(at), 1e-4, 1.0);
  vec2 border = floor(at + 0.5);
  return bilinear(border + clamp((at - border) / footprint, -0.5, 0.5));
}

// Björn Ottosson 2020, "A perceptual color space for image processing".
vec3 oklab_to_srgb(vec3 lab) {
  vec3 lms = mat3(1.0, 1.0, 1.0, 0.3963377774, -0.1055613458, -0.0894841775, 0.2158037573,
                  -0.0638541728, -1.2914855480) * lab;
  lms = lms * lms * lms;
  vec3 linear = mat3(4.0767416621, -1.2684380046, -0.0041960863, -3.3077115913, 2.6097574011,
                     -0.7034186147, 0.2309699292, -0.3413193965, 1.7076147010) * lms;
  linear = clamp(linear, 0.0, 1.0);
  return mix(12.92 * linear, 1.055 * pow(linear, vec3(1.0 / 2.4)) - 0.055,
             step(0.0031308, linear));
}

// Signed values in -1 ... 1: hue tells the sign, and lightness and chroma fall off evenly on both
// sides, so equal differences look equal.
vec3 diverging(float value, float middle_lightness, float end_lightness) {
  const vec2 kNegative = vec2(-0.112, -0.064);  // teal
  const vec2 kPositive = vec2(0.118, 0.098);    // burnt orange
  float m = min(abs(value), 1.0);
  vec2 hue = value < 0.0 ? kNegative : kPositive;
  vec2 paper = vec2(0.002, 0.014) * (1.0 - m);
  return oklab_to_srgb(vec3(mix(middle_lightness, end_lightness, m), hue * m + paper));
}

// 0 ... 1 from the page to sand, evenly in lightness.
vec3 heat(float value) {
  float v = clamp(value, 0.0, 1.0);
  if (tint.g > 0.5) {
    return oklab_to_srgb(vec3(mix(0.95, 0.55, v), mix(0.002, 0.045, v), mix(0.010, 0.105, v)));
  }
  return oklab_to_srgb(vec3(mix(0.24, 0.88, v), mix(0.0, 0.022, v), mix(-0.012, 0.125, v)));
}

void main() {
  int map = int(tint.r * 255.0 + 0.5);
  vec3 rgb;
  if (map == 1) {
    rgb = diverging(1.4 * crisp(texel), 0.944, 0.50);  // larger errors are rare
  } else if (map == 2) {
    rgb = tint.g > 0.5 ? diverging(crisp(texel), 0.93, 0.50) : diverging(crisp(texel), 0.30, 0.80);
  } else if (map == 3) {
    rgb = heat(crisp(texel));
  } else if (map == 4) {
    // A drawing, many texels a digit's pixel: ink ends where the pen covers half.
    float ink = bilinear(texel);
    float softness = clamp(0.5 * length(fwidth(texel)), 0.12, 0.5);
    rgb = mix(kPaper, kInk, smoothstep(0.5 - softness, 0.5 + softness, ink));
  } else {
    rgb = mix(kPaper, kInk, clamp(crisp(texel), 0.0, 1.0));
  }
  colour = vec4(rgb, tint.a);
}
