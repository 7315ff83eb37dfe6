// The folder that a study writes its pictures and tables into.
//
//   Outputs outputs(options.out);
//   if (auto ready = outputs.prepare(); !ready.ok()) return fail(ready.error());
//   if (outputs.wanted()) outputs.picture("errors.png", draw_chart(chart, picture_font()));
//   return outputs.finish();                    // an exit code
#pragma once

#include <optional>
#include <span>
#include <string>

#include "cli/command.h"
#include "data/dataset.h"
#include "io/chart.h"
#include "io/image_sheet.h"
#include "io/table_csv.h"

namespace hourglass::cli {

// --out DIR; without it a study only prints its figures.
void add_out_option(CLI::App& command, std::string& folder);

class Outputs {
 public:
  // An empty folder: nothing is written.
  explicit Outputs(std::string folder) : folder_(std::move(folder)) {}

  // Makes the folder where there is none. Files of the same names in it will be replaced.
  Result<Done> prepare() const;
  bool wanted() const { return !folder_.empty(); }

  // Each writes one file, unless none is wanted or an earlier one has failed.
  void picture(const std::string& name, const Image& image);
  void chart(const std::string& name, const Chart& chart);
  // Pictures of the set's shape.
  void sheet(const std::string& name, std::span<const SheetRow> rows, const ImageSet& set);
  void table(const std::string& name, const CsvTable& table);

  // The first failure told, as an exit code.
  int finish() const;

 private:
  template <class Content>
  void write(const std::string& name, const Content& content);

  std::string folder_;
  std::optional<Error> error_;
};

// Columns first ... of `images` in rows of `columns`, the last perhaps shorter, without labels.
std::vector<SheetRow> in_rows(const Matrix<float>& images, Index columns);

}  // namespace hourglass::cli
