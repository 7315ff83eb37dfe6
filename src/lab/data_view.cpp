#include "lab/data_view.h"

#include <algorithm>

#include "lab/widgets.h"

namespace hourglass {
namespace {

constexpr Index kMnistTrainImages = 60000;

bool is_part_of_mnist(const Dataset& data) {
  return data.origin == "MNIST" && data.train.count() < kMnistTrainImages;
}

const char* name_of(const Dataset& data) {
  return is_part_of_mnist(data) ? "MNIST subset" : data.origin.c_str();
}

const char* counts_of(const Dataset& data) {
  return format(
      "%s images to train on, %s to test on.%s", grouped(data.train.count()),
      grouped(data.test.count()),
      data.synthetic ? " Synthetic digits, drawn by this program: MNIST was not at hand." : "");
}

void ask_for(LabState& lab, HostRequest::Kind kind) { lab.requests.push_back({kind, {}, {}}); }

void mnist_row(LabState& lab) {
  DataChoice& data = lab.data;
  if (data.coming) {
    if (list_row(lab.ui, "data-stop", "Stop loading MNIST", data_words(lab), false)) {
      ask_for(lab, HostRequest::Kind::stop_data);
    }
    return;
  }
  const bool used = data.chosen && is_all_of_mnist(data.chosen->key);
  if (data.offered == 0 || used) return;
  const char* size = format("%.1f MB", static_cast<double>(data.offered) / 1e6);
  if (list_row(lab.ui, "data-mnist", "All of MNIST",
               "60,000 images to train on, 10,000 to test on, loaded when you ask for them. The "
               "network stays; its run begins anew.",
               false, size)) {
    ask_for(lab, HostRequest::Kind::all_data);
  }
}

}  // namespace

const char* data_words(const LabState& lab) {
  const DataChoice& data = lab.data;
  if (data.coming) {
    const double megabytes = static_cast<double>(data.offered) / 1e6;
    return format("Loading: %.1f of %.1f MB", megabytes * static_cast<double>(data.share),
                  megabytes);
  }
  const std::shared_ptr<const Dataset>& now = lab.now->data;
  if (!now) return "no data yet";
  return format("%s %s / %s", name_of(*now), grouped(now->train.count()),
                grouped(now->test.count()));
}

float data_picker_width(const LabState& lab) {
  const Ui& ui = lab.ui;
  return text_width(ui, Type::body, data_words(lab)) + ui.em(3.25f);
}

void data_picker(LabState& lab, const Rect& place) {
  Ui& ui = lab.ui;
  const float width = std::min(ui.em(22), ImGui::GetIO().DisplaySize.x - ui.em(1));
  if (!begin_list(ui, "data", place, data_words(lab), width)) return;
  const std::shared_ptr<const Dataset> usual = lab.data.usual, chosen = lab.data.chosen;
  if (usual && list_row(ui, "data-usual", name_of(*usual), counts_of(*usual), usual == chosen) &&
      usual != chosen) {
    if (lab.data.coming) ask_for(lab, HostRequest::Kind::stop_data);
    const auto done = choose_data(lab, usual, "Images changed");
    if (!done.ok()) complain(lab.notice, done.error().message + ".");
  }
  if (chosen && chosen != usual) {
    list_row(ui, "data-chosen", name_of(*chosen), counts_of(*chosen), true);
  }
  mnist_row(lab);
  if (list_row(ui, "data-own", "Images of your own …",
               "IDX files such as Fashion-MNIST's, or PNG pictures: from a file, or dropped on the "
               "page.",
               false)) {
    ask_for(lab, HostRequest::Kind::open_file);
  }
  end_list();
}

}  // namespace hourglass
