#include <map>
#include <memory>
#include <string>
#include <vector>

#include "data/mnist.h"
#include "io/weights.h"
#include "shell/web.h"
#include "shell/web_limits.h"

using namespace hourglass;

namespace {

// The four IDX files, by name (data/mnist.h), until hg_use_data() has read them.
std::map<std::string, std::vector<std::uint8_t>, std::less<>> files;

}  // namespace

// Takes a copy of one of the four IDX files, plain or gzip.
HOURGLASS_EXPORT const char* hg_file(const char* name, const std::uint8_t* bytes,
                                     std::size_t size) {
  for (const char* expected : {kTrainImages, kTrainLabels, kTestImages, kTestLabels}) {
    if (std::string_view(name) != expected) continue;
    files.insert_or_assign(name, std::vector<std::uint8_t>(bytes, bytes + size));
    return nullptr;
  }
  return give_text("there is no use for a file named " + std::string(name));
}

// Reads the files that have come, and gives them to the session. A command.
HOURGLASS_EXPORT double hg_use_data(const char* origin, int synthetic) {
  auto dataset = dataset_from_idx({.train_images = files[kTrainImages],
                                   .train_labels = files[kTrainLabels],
                                   .test_images = files[kTestImages],
                                   .test_labels = files[kTestLabels]},
                                  origin, synthetic != 0);
  files.clear();
  if (!dataset.ok()) return refuse(dataset.error().message);
  return number_or_refusal(
      page().app->use_data(std::make_shared<const Dataset>(std::move(dataset.value()))));
}

// ---- trained weights ----------------------------------------------------------------------------

// There is a file with trained weights of this recipe.
HOURGLASS_EXPORT void hg_offer_pretrained(const char* recipe, double bytes) {
  page().app->lab().offer_pretrained(recipe, static_cast<std::int64_t>(bytes));
}

// The recipe whose trained weights were asked for last, when Module.onPretrainedWanted() is called.
HOURGLASS_EXPORT const char* hg_wanted_pretrained() { return page().wanted.c_str(); }

// So much of the file has come, 0 ... 1.
HOURGLASS_EXPORT void hg_pretrained_progress(const char* recipe, double share) {
  page().app->lab().pretrained_progress(recipe, static_cast<float>(share));
}

// It will not come.
HOURGLASS_EXPORT void hg_drop_pretrained() { page().app->lab().drop_pretrained(); }

// It has come: recipe and weights. A command.
HOURGLASS_EXPORT double hg_pretrained(const std::uint8_t* bytes, std::size_t size) {
  return number_or_refusal(page().app->use_weights({bytes, size}));
}

// ---- weights of one's own -----------------------------------------------------------------------

// Recipe and weights out of a safetensors file. A command.
HOURGLASS_EXPORT double hg_import(const std::uint8_t* bytes, std::size_t size) {
  if (auto fits = file_fits_page(size); !fits.ok()) return refuse(fits.error().message);
  auto model = read_weights({bytes, size});
  if (!model.ok()) return refuse(model.error().message);
  if (auto fits = fits_page(model.value().recipe); !fits.ok()) return refuse(fits.error().message);
  return send(UseModel{std::move(model.value().recipe), std::move(model.value().parameters)});
}

// The newest snapshot's recipe and weights as safetensors. A result.
HOURGLASS_EXPORT const void* hg_export() {
  const Snapshot& now = page().app->session().latest();
  if (now.parameters.empty()) {
    refuse("there is no network yet");
    return nullptr;
  }
  return give_result(write_weights({now.recipe, now.parameters}));
}
