#include "lab/palette.h"

namespace hourglass {
namespace {

using colour::rgb;

constexpr Palette kDark = {
    .scheme = Scheme::dark,
    .page = rgb(0x0d1013),
    .card = rgb(0x15191e),
    .raised = rgb(0x242b33),
    .raised_hover = rgb(0x323b45),
    .raised_line = rgb(0x39424c),
    .control = rgb(0x20262d),
    .control_hover = rgb(0x2a323b),
    .control_held = rgb(0x1b2026),
    .scroll = rgb(0x2d353e),
    .scroll_hover = rgb(0x3b4550),
    .scroll_held = rgb(0x4a5562),
    .line = rgb(0x272e36),
    .text_strong = rgb(0xf2f3f5),
    .text = rgb(0xd6dade),
    .text_soft = rgb(0xa2abb5),
    .text_faint = rgb(0x808a95),
    .paper = rgb(0xf1ece2),
    .paper_text = rgb(0x857d6e),
    .knob = rgb(0xf1ece2),
    .knob_lit = rgb(0xffffff),
    .unit = rgb(0x66717d),
    .accent = rgb(0xf2b84b),
    .primary = rgb(0xf2b84b),
    .primary_hover = rgb(0xffcb6a),
    .primary_held = rgb(0xd9a03a),
    .on_primary = rgb(0x1c1503),
    .noise = rgb(0x5cc4d0),
    .warning = rgb(0xf58b73),
    .warning_card = rgb(0x3a2723),
    .train_curve = rgb(0xc9ced4),
    .classes = {rgb(0x6ea8fe), rgb(0xffb454), rgb(0x5fd38d), rgb(0xf2777a), rgb(0xc594f0),
                rgb(0xffe27a), rgb(0x4fd0d0), rgb(0xf29ad0), rgb(0xc9a27e), rgb(0xcfd6de)},
};

constexpr Palette kLight = {
    .scheme = Scheme::light,
    .page = rgb(0xefece6),
    .card = rgb(0xfcfbf9),
    .raised = rgb(0xffffff),
    .raised_hover = rgb(0xf0ede6),
    .raised_line = rgb(0xd3cec3),
    .control = rgb(0xe6e3db),
    .control_hover = rgb(0xdad6cc),
    .control_held = rgb(0xcfcabf),
    .scroll = rgb(0xd3cec4),
    .scroll_hover = rgb(0xbfb9ad),
    .scroll_held = rgb(0xa9a296),
    .line = rgb(0xdfdbd2),
    .text_strong = rgb(0x15181b),
    .text = rgb(0x2b3036),
    .text_soft = rgb(0x535b64),
    .text_faint = rgb(0x686f78),
    .paper = rgb(0xf1ece2),
    .paper_text = rgb(0x766e5f),
    .knob = rgb(0x3a4047),
    .knob_lit = rgb(0x15181b),
    .unit = rgb(0x8b939c),
    .accent = rgb(0x985f00),
    .primary = rgb(0xf0b440),
    .primary_hover = rgb(0xf6c25a),
    .primary_held = rgb(0xdda22f),
    .on_primary = rgb(0x1c1503),
    .noise = rgb(0x0d7283),
    .warning = rgb(0xb03a20),
    .warning_card = rgb(0xfbe9e3),
    .train_curve = rgb(0x6d757e),
    .classes = {rgb(0x1f5fd0), rgb(0xb86200), rgb(0x13804a), rgb(0xc02f3d), rgb(0x7b3fc4),
                rgb(0x857000), rgb(0x007a86), rgb(0xbb2f8a), rgb(0x7a4a23), rgb(0x4a535e)},
};

const Palette* current = &kDark;

}  // namespace

const Palette& palette() { return *current; }

void use_palette(Scheme scheme) { current = scheme == Scheme::dark ? &kDark : &kLight; }

}  // namespace hourglass
