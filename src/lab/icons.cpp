#include "lab/icons.h"

#include <cmath>
#include <initializer_list>
#include <numbers>

#include "lab/theme.h"

namespace hourglass {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

// Coordinates of icons: a grid of 24 x 24.
struct Grid {
  ImDrawList* list;
  ImVec2 origin;
  float unit;
  ImU32 colour;

  ImVec2 at(float x, float y) const { return {origin.x + x * unit, origin.y + y * unit}; }
  float stroke() const { return 1.9f * unit; }

  void line(std::initializer_list<ImVec2> points, bool closed = false) const {
    for (const ImVec2& p : points) list->PathLineTo(at(p.x, p.y));
    list->PathStroke(colour, closed ? ImDrawFlags_Closed : 0, stroke());
  }
  void area(std::initializer_list<ImVec2> points) const {
    for (const ImVec2& p : points) list->PathLineTo(at(p.x, p.y));
    list->PathFillConvex(colour);
  }
  void arc(float x, float y, float radius, float from, float to) const {
    list->PathArcTo(at(x, y), radius * unit, from, to, 24);
    list->PathStroke(colour, 0, stroke());
  }
  void disc(float x, float y, float radius) const {
    list->AddCircleFilled(at(x, y), radius * unit, colour, 20);
  }
  void bar(float x0, float y0, float x1, float y1, float rounding) const {
    list->AddRectFilled(at(x0, y0), at(x1, y1), colour, rounding * unit);
  }
};

// Nine tenths of a circle that ends in an arrowhead.
void circular_arrow(const Grid& g, bool clockwise) {
  const float sign = clockwise ? 1.0f : -1.0f;
  const float radius = 7.2f;
  const float first = -0.5f * kPi + sign * 0.42f * kPi;
  const float last = first + sign * 1.5f * kPi;
  g.arc(12, 12.6f, radius, first, last);
  const ImVec2 out(std::cos(last), std::sin(last));
  const ImVec2 on(-sign * out.y, sign * out.x);
  auto from_end = [&](float along, float outwards) {
    return ImVec2(12 + (radius + outwards) * out.x + along * on.x,
                  12.6f + (radius + outwards) * out.y + along * on.y);
  };
  g.area({from_end(4.6f, 0), from_end(-0.8f, 4), from_end(-0.8f, -4)});
}

void shuffle(const Grid& g) {
  g.line({{2.5f, 7}, {6.5f, 7}, {13.5f, 17}, {17, 17}});
  g.line({{2.5f, 17}, {6.5f, 17}, {8.6f, 14}});
  g.line({{11.4f, 10}, {13.5f, 7}, {17, 7}});
  g.area({{21.5f, 7}, {16.8f, 3.8f}, {16.8f, 10.2f}});
  g.area({{21.5f, 17}, {16.8f, 13.8f}, {16.8f, 20.2f}});
}

void sliders(const Grid& g) {
  const float knobs[] = {8, 15, 10.5f};
  for (int i = 0; i < 3; ++i) {
    const float x = 5 + 7 * static_cast<float>(i);
    g.line({{x, 4}, {x, 20}});
    g.disc(x, knobs[i], 2.8f);
  }
}

// A turtle.
void slow(const Grid& g) {
  g.list->PathArcTo(g.at(10.5f, 16), 7.5f * g.unit, -kPi, 0, 32);
  g.list->PathFillConvex(g.colour);
  g.disc(20.3f, 12.6f, 2.4f);
  g.line({{18, 16}, {20, 13}});
  g.line({{6, 16}, {6, 19}});
  g.line({{14.5f, 16}, {14.5f, 19}});
  g.line({{2, 16}, {18, 16}});
}

void sun(const Grid& g) {
  g.disc(12, 12, 4.2f);
  for (int i = 0; i < 8; ++i) {
    const float angle = 0.25f * kPi * static_cast<float>(i);
    const ImVec2 out(std::cos(angle), std::sin(angle));
    g.line({{12 + 7 * out.x, 12 + 7 * out.y}, {12 + 9.6f * out.x, 12 + 9.6f * out.y}});
  }
}

void moon(const Grid& g) {
  // The lit limb from horn to horn, and back along the shadow's edge.
  g.list->PathArcTo(g.at(11.5f, 12.5f), 8.5f * g.unit, -0.42f * kPi, -1.92f * kPi, 40);
  g.list->PathArcTo(g.at(17, 6.6f), 7.4f * g.unit, 0.28f * kPi, 1.06f * kPi, 24);
  g.list->PathStroke(g.colour, ImDrawFlags_Closed, g.stroke());
}

// A box with an arrow over it; up: out of the box.
void tray(const Grid& g, bool up) {
  if (up) {
    g.line({{12, 16.5f}, {12, 8}});
    g.area({{12, 3.5f}, {17.2f, 9.2f}, {6.8f, 9.2f}});
  } else {
    g.line({{12, 3.5f}, {12, 13}});
    g.area({{12, 16.5f}, {6.8f, 10.8f}, {17.2f, 10.8f}});
  }
  g.line({{4, 15.5f}, {4, 20}, {20, 20}, {20, 15.5f}});
}

void inside(const Grid& g) {
  for (int i = 0; i < 9; ++i) {
    const float x = 3.5f + 6.2f * static_cast<float>(i % 3);
    const float y = 3.5f + 6.2f * static_cast<float>(i / 3);
    g.bar(x, y, x + 4.6f, y + 4.6f, 1);
  }
}

void dice(const Grid& g) {
  g.line({{4.5f, 4.5f}, {19.5f, 4.5f}, {19.5f, 19.5f}, {4.5f, 19.5f}}, true);
  for (const float at : {8.5f, 12.0f, 15.5f}) g.disc(at, at, 1.6f);
}

void link(const Grid& g) {
  g.line({{10, 14}, {14, 10}});
  g.line({{10.5f, 7.5f}, {13, 5}, {16, 4.5f}, {19, 7.5f}, {18.6f, 11}, {16.5f, 13.5f}});
  g.line({{13.5f, 16.5f}, {11, 19}, {8, 19.5f}, {5, 16.5f}, {5.4f, 13}, {7.5f, 10.5f}});
}

}  // namespace

void draw_icon(ImDrawList* list, Icon icon, ImVec2 middle, float size, ImU32 colour) {
  const Grid g{list, {middle.x - 0.5f * size, middle.y - 0.5f * size}, size / 24, colour};
  switch (icon) {
    case Icon::none:
      break;
    case Icon::play:
      g.area({{7.5f, 4.5f}, {19.5f, 12}, {7.5f, 19.5f}});
      break;
    case Icon::pause:
      g.bar(6.5f, 5, 10.2f, 19, 1);
      g.bar(13.8f, 5, 17.5f, 19, 1);
      break;
    case Icon::step:
      g.area({{5, 5}, {15, 12}, {5, 19}});
      g.bar(16, 5, 19, 19, 1);
      break;
    case Icon::shuffle:
      shuffle(g);
      break;
    case Icon::restore:
      circular_arrow(g, false);
      break;
    case Icon::download:
      tray(g, false);
      break;
    case Icon::again:
      circular_arrow(g, true);
      break;
    case Icon::clear:
      g.line({{6, 6}, {18, 18}});
      g.line({{18, 6}, {6, 18}});
      break;
    case Icon::down:
      g.line({{6.5f, 9.5f}, {12, 15}, {17.5f, 9.5f}});
      break;
    case Icon::check:
      g.line({{5, 12.5f}, {10, 17.5f}, {19, 7}});
      break;
    case Icon::pen:
      g.line({{4.5f, 19.5f}, {5.5f, 15}, {16, 4.5f}, {19.5f, 8}, {9, 18.5f}}, true);
      g.line({{13.4f, 7.1f}, {16.9f, 10.6f}});
      break;
    case Icon::curve:
      g.line({{4, 4}, {4, 20}, {20.5f, 20}});
      g.line({{7, 6}, {9, 11.5f}, {12, 14.4f}, {16, 15.9f}, {20, 16.4f}});
      break;
    case Icon::sliders:
      sliders(g);
      break;
    case Icon::swap:
      g.line({{4, 8}, {18, 8}});
      g.area({{22, 8}, {16.5f, 4.4f}, {16.5f, 11.6f}});
      g.line({{20, 16}, {6, 16}});
      g.area({{2, 16}, {7.5f, 12.4f}, {7.5f, 19.6f}});
      break;
    case Icon::morph:
      g.bar(2.5f, 7.5f, 9.5f, 16.5f, 1);
      g.disc(18, 12, 4.2f);
      g.line({{11, 12}, {13, 12}});
      break;
    case Icon::inside:
      inside(g);
      break;
    case Icon::compare:
      g.line({{4, 4.5f}, {9.5f, 4.5f}, {9.5f, 19.5f}, {4, 19.5f}}, true);
      g.bar(13.6f, 3.6f, 20.9f, 20.4f, 1);
      break;
    case Icon::keep:
      g.line({{6.5f, 3.5f}, {17.5f, 3.5f}, {17.5f, 20.5f}, {12, 15.8f}, {6.5f, 20.5f}}, true);
      break;
    case Icon::undo:
      g.area({{2.5f, 9.5f}, {9, 4.4f}, {9, 14.6f}});
      g.line({{7, 9.5f},
              {15.5f, 9.5f},
              {19, 11.5f},
              {20, 14.5f},
              {19, 17.5f},
              {15.5f, 19.5f},
              {10, 19.5f}});
      break;
    case Icon::sun:
      sun(g);
      break;
    case Icon::moon:
      moon(g);
      break;
    case Icon::link:
      link(g);
      break;
    case Icon::upload:
      tray(g, true);
      break;
    case Icon::eraser:
      g.line({{3.5f, 14}, {13, 4.5f}, {20, 11.5f}, {12.5f, 19}, {8.5f, 19}}, true);
      g.line({{8.2f, 9.3f}, {15.2f, 16.3f}});
      break;
    case Icon::dice:
      dice(g);
      break;
    case Icon::trash:
      g.line({{4, 6.5f}, {20, 6.5f}});
      g.line({{6.5f, 6.5f}, {7.5f, 20}, {16.5f, 20}, {17.5f, 6.5f}});
      g.bar(9, 2.8f, 15, 5, 1);
      break;
    case Icon::plus:
      g.line({{12, 5}, {12, 19}});
      g.line({{5, 12}, {19, 12}});
      break;
    case Icon::minus:
      g.line({{5, 12}, {19, 12}});
      break;
    case Icon::picture:
      g.line({{3.5f, 5}, {20.5f, 5}, {20.5f, 19}, {3.5f, 19}}, true);
      g.area({{6, 17}, {11, 10.5f}, {16, 17}});
      g.disc(16, 9.5f, 1.7f);
      break;
    case Icon::chevron_left:
      g.line({{14.5f, 6.5f}, {9, 12}, {14.5f, 17.5f}});
      break;
    case Icon::chevron_right:
      g.line({{9.5f, 6.5f}, {15, 12}, {9.5f, 17.5f}});
      break;
    case Icon::target:
      g.arc(12, 12, 6.5f, 0, 2 * kPi);
      g.line({{12, 2.5f}, {12, 8}});
      g.line({{12, 16}, {12, 21.5f}});
      g.line({{2.5f, 12}, {8, 12}});
      g.line({{16, 12}, {21.5f, 12}});
      break;
    case Icon::slow:
      slow(g);
      break;
    case Icon::move:
      g.line({{12, 3}, {12, 21}});
      g.line({{3, 12}, {21, 12}});
      g.line({{9.5f, 5.5f}, {12, 3}, {14.5f, 5.5f}});
      g.line({{9.5f, 18.5f}, {12, 21}, {14.5f, 18.5f}});
      g.line({{5.5f, 9.5f}, {3, 12}, {5.5f, 14.5f}});
      g.line({{18.5f, 9.5f}, {21, 12}, {18.5f, 14.5f}});
      break;
  }
}

void draw_mark(ImDrawList* list, ImVec2 middle, float height) {
  const ImU32 tone = palette().scheme == Scheme::dark ? palette().paper : palette().text_strong;
  const Grid glass{list, {middle.x - 0.5f * height, middle.y - 0.5f * height}, height / 24, tone};
  const Grid sand{list, glass.origin, glass.unit, palette().primary};
  auto curve = [&](ImVec2 a, ImVec2 b, ImVec2 c) {
    list->PathBezierCubicCurveTo(glass.at(a.x, a.y), glass.at(b.x, b.y), glass.at(c.x, c.y), 12);
  };
  list->PathLineTo(sand.at(7.6f, 8));
  curve({8.6f, 10}, {11.3f, 10.4f}, {11.3f, 12});
  list->PathLineTo(sand.at(12.7f, 12));
  curve({12.7f, 10.4f}, {15.4f, 10}, {16.4f, 8});
  list->PathFillConcave(sand.colour);
  list->PathLineTo(sand.at(7.9f, 19));
  curve({8.6f, 16.6f}, {10.9f, 15.4f}, {12, 15.4f});
  curve({13.1f, 15.4f}, {15.4f, 16.6f}, {16.1f, 19});
  list->PathFillConvex(sand.colour);
  sand.bar(11.5f, 11, 12.5f, 16, 0.5f);
  for (const float side : {-1.0f, 1.0f}) {
    auto x = [side](float from_middle) { return 12 + side * from_middle; };
    list->PathLineTo(glass.at(x(5.6f), 4));
    curve({x(5.6f), 9.6f}, {x(1.5f), 9.8f}, {x(1.5f), 12});
    curve({x(1.5f), 14.2f}, {x(5.6f), 14.4f}, {x(5.6f), 20});
    list->PathStroke(glass.colour, 0, 1.5f * glass.unit);
  }
  glass.bar(4.2f, 2, 19.8f, 4.2f, 1.1f);
  glass.bar(4.2f, 19.8f, 19.8f, 22, 1.1f);
}

}  // namespace hourglass
