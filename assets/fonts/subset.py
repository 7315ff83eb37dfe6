#!/usr/bin/python3
"""Makes the fonts of the laboratory from Debian's fonts-inter (needs python3-fonttools).

    ./subset.py [DIRECTORY OF Inter-*.otf]

Keeps Latin, punctuation, arrows and mathematics, and makes tabular figures the default ones:
numbers that change many times a second must not dance. Text is laid out without OpenType
features, so all layout tables go.
"""
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(ord(c) for c in "–—‘’“”•…‹›€−×÷·±≈≠≤≥√∞∂∑∆∫μπσλΩ←↑→↓↔²³⁰⁴⁵⁶⁷⁸⁹⁻₀₁₂₃°′″"),
]


def tabular_figures(font):
    """one -> one.tf and so on, from the font's own `tnum` feature."""
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    figures = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            figures.update(getattr(table, "ExtSubTable", table).mapping)
    for cmap in font["cmap"].tables:
        for code, glyph in list(cmap.cmap.items()):
            if chr(code) in "0123456789" and glyph in figures:
                cmap.cmap[code] = figures[glyph]


def main():
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/inter")
    for weight in ("Regular", "SemiBold"):
        font = TTFont(source / f"Inter-{weight}.otf")
        tabular_figures(font)
        options = subset.Options()
        options.layout_features = []
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "meta"]
        options.hinting = False
        options.desubroutinize = False
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
        options.notdef_outline = True
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=UNICODES)
        subsetter.subset(font)
        target = pathlib.Path(__file__).parent / f"Inter-{weight}.otf"
        font.save(target)
        print(f"{target.name}: {target.stat().st_size:,} bytes, {len(font.getGlyphOrder())} glyphs")


main()
