// hourglass-bench-chart: draws what bench/run.mjs has measured.
//
//   hourglass-bench-chart chart.json chart.png
//
//   {"title", "unit", "names": [...], "groups": [{"name", "values": [a number for each name]}]}
//   {"title", "x", "y", "series": [{"name", "x": [...], "y": [...]}]}    lines over log axes
#include <cstdio>

#include "bar_chart.h"
#include "embedded/chart_font.h"
#include "io/chart.h"
#include "io/file.h"
#include "io/json.h"
#include "io/png.h"

using namespace hourglass;
using Json = nlohmann::json;

namespace {

Image picture_of_bars(const Json& described, const Font& font) {
  BarChart chart{described.at("title"), described.at("unit"), described.at("names"), {}};
  for (const Json& group : described.at("groups")) {
    chart.groups.push_back({group.at("name"), group.at("values")});
  }
  return draw_bar_chart(chart, font);
}

Image picture_of_lines(const Json& described, const Font& font) {
  Chart chart{.title = described.at("title"),
              .x = {.name = described.at("x"), .log = true},
              .y = {.name = described.at("y"), .log = true},
              .series = {}};
  for (const Json& each : described.at("series")) {
    chart.series.push_back({each.at("name"), SeriesStyle::marked_line,
                            chart_colour(chart.series.size()), each.at("x"), each.at("y")});
  }
  return draw_chart(chart, font);
}

int fail(const std::string& sentence) {
  std::fprintf(stderr, "hourglass-bench-chart: %s\n", sentence.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail("expected two files: chart.json chart.png");
  const auto bytes = read_file(argv[1], JsonLimits{}.bytes);
  if (!bytes.ok()) return fail(bytes.error().message);
  const auto described =
      parse_json({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()});
  if (!described.ok()) return fail(std::string(argv[1]) + ": " + described.error().message);
  const auto font = Font::open(chart_font().front().bytes);
  if (!font.ok()) return fail(font.error().message);
  try {
    const bool bars = described.value().contains("groups");
    const Image image =
        (bars ? picture_of_bars : picture_of_lines)(described.value(), font.value());
    const auto written = write_file_atomically(argv[2], encode_png(image));
    return written.ok() ? 0 : fail(written.error().message);
  } catch (const Json::exception& error) {
    return fail(std::string(argv[1]) + ": " + error.what());
  }
}
