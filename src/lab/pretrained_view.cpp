#include "lab/pretrained_view.h"

#include <algorithm>

#include "lab/widgets.h"

namespace hourglass {
namespace {

bool on_their_way(const LabState& lab) { return !lab.pretrained.coming.empty(); }

// A button that asks for the weights; it fills up while they come.
void button_that_loads(LabState& lab, const char* name, const Rect& place, const char* words) {
  Ui& ui = lab.ui;
  const bool coming = on_their_way(lab);
  if (button(ui, name, place, Icon::download, words, Look::plain, !coming && !lab.is_pretrained)) {
    ask_for(lab.pretrained, lab.now->recipe.name);
  }
  explain(ui,
          "The weights that come with Hourglass, trained for this recipe on the whole of MNIST.");
  if (!coming) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = place.min.x + lab.pretrained.share * place.width();
  list->PushClipRect(place.min, {x, place.max.y}, true);
  list->AddRectFilled(place.min, place.max, colour::faded(palette().accent, 0.25f),
                      0.5f * std::min(place.width(), place.height()));
  list->PopClipRect();
}

}  // namespace

bool offers_trained(const LabState& lab) {
  return shows(lab, Control::trained) && offer_for(lab.pretrained, lab.now->recipe.name);
}

const char* trained_words(const Recipe& recipe) {
  return recipe.sampling == Sampling::epochs
             ? format("Trained on MNIST for %s epochs", grouped(recipe.epochs))
             : format("Trained on MNIST for %s steps", grouped(recipe.steps));
}

void pretrained_button(LabState& lab, const Rect& place, bool roomy) {
  button_that_loads(lab, "pretrained", place, roomy ? "Pretrained" : "");
}

void load_trained(LabState& lab, const Rect& row) {
  const Ui& ui = lab.ui;
  const Pretrained::Offer& offer = *offer_for(lab.pretrained, lab.now->recipe.name);
  const double megabytes = static_cast<double>(offer.bytes) / 1e6;
  const char* words = format("Load trained weights · %.1f MB", megabytes);
  const float width = std::min(text_width(ui, Type::body, words) + ui.em(3.5f), row.width());
  if (on_their_way(lab)) {
    words = format("Loading: %.1f of %.1f MB",
                   megabytes * static_cast<double>(lab.pretrained.share), megabytes);
  }
  button_that_loads(lab, "load-trained", centred(row, width, row.height()), words);
}

}  // namespace hourglass
