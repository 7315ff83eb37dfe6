// hourglass reconstruct: a sheet of test digits over what the network makes of them.
#include "cli/subject.h"

namespace hourglass::cli {
namespace {

struct Options {
  ModelOptions model;
  std::string data;
  std::vector<std::uint32_t> indices = first_images();
  std::string out;
  bool json = false;
};

int run(const Options& options) {
  if (auto writable = check_writable(options.out); !writable.ok()) return fail(writable.error());
  const auto subject = open_subject(options.model, options.data);
  if (!subject.ok()) return fail(subject.error());
  const ImageSet& test = subject.value()->test();
  const Result<Matrix<float>> clean = test_images(test, options.indices);
  if (!clean.ok()) return misuse(clean.error());

  const std::vector<SheetRow> rows = reconstruction_rows(*subject.value(), clean.value());
  const int code = write_sheet(rows, test, options.out, options.indices);
  if (options.json && code == kSuccess) print_json(picture_figures(rows, test, options.indices));
  return code;
}

}  // namespace

void add_reconstruct(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<Options>(
      app, action, "reconstruct", "Draw test digits over their reconstructions",
      "hourglass reconstruct --weights b.safetensors --index 0,1,2 --out sheet.png", run);
  add_model_options(*command, options->model);
  add_data_option(*command, options->data);
  add_index_option(*command, options->indices);
  add_picture_option(*command, options->out);
  add_json_flag(*command, options->json);
}

}  // namespace hourglass::cli
