#include "cli/study_outputs.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "cli/inputs.h"
#include "io/file.h"
#include "io/png.h"

namespace hourglass::cli {

void add_out_option(CLI::App& command, std::string& folder) {
  command
      .add_option("--out", folder,
                  "Write pictures (PNG) and tables (CSV) into this folder (default: none)")
      ->type_name("DIR");
}

Result<Done> Outputs::prepare() const {
  if (!wanted()) return Done{};
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (!error && ::access(folder_.c_str(), W_OK) != 0) error = {errno, std::generic_category()};
  if (!error && !std::filesystem::is_directory(folder_)) {
    return Error{"cannot write into " + folder_ + ": not a folder"};
  }
  if (error) return Error{"cannot write into " + folder_ + ": " + error.message()};
  return Done{};
}

template <class Content>
void Outputs::write(const std::string& name, const Content& content) {
  const std::string path = (std::filesystem::path(folder_) / name).string();
  if (auto done = write_file_atomically(path, content); !done.ok()) {
    error_ = done.error();
  } else {
    note("Wrote " + path);
  }
}

void Outputs::picture(const std::string& name, const Image& image) {
  if (wanted() && !error_) write(name, std::span<const std::uint8_t>(encode_png(image)));
}

void Outputs::chart(const std::string& name, const Chart& chart) {
  if (wanted() && !error_) picture(name, draw_chart(chart, picture_font()));
}

void Outputs::sheet(const std::string& name, std::span<const SheetRow> rows, const ImageSet& set) {
  SheetLayout layout;
  layout.rows = static_cast<int>(set.rows);
  layout.columns = static_cast<int>(set.columns);
  if (wanted() && !error_) picture(name, image_sheet(rows, layout, picture_font()));
}

void Outputs::table(const std::string& name, const CsvTable& table) {
  if (wanted() && !error_) write(name, std::string_view(table.text()));
}

int Outputs::finish() const { return error_ ? fail(*error_) : kSuccess; }

std::vector<SheetRow> in_rows(const Matrix<float>& images, Index columns) {
  std::vector<SheetRow> rows;
  for (Index first = 0; first < images.cols(); first += columns) {
    rows.push_back({"", images.middleCols(first, std::min(columns, images.cols() - first))});
  }
  return rows;
}

}  // namespace hourglass::cli
