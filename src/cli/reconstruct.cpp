// hourglass reconstruct: a sheet of test digits over what the network makes of them.
#include "cli/model_pictures.h"

namespace hourglass::cli {
namespace {

int run(const SheetOptions& options) {
  return draw_sheet(options,
                    [](const Subject&, Inference& model, const Matrix<float>& clean) -> Sheet {
                      return {reconstruction_rows(model, clean), {}};
                    });
}

}  // namespace

void add_reconstruct(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<SheetOptions>(
      app, action, "reconstruct", "Draw test digits over their reconstructions",
      "hourglass reconstruct --weights b.safetensors --index 0,1,2 --out sheet.png", run);
  add_sheet_options(*command, *options);
}

}  // namespace hourglass::cli
