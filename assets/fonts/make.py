#!/usr/bin/env python3
"""Makes the fonts in this folder again.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools==4.68.0
    apt-get install fonts-inter fonts-dejavu-core
    /tmp/fonts/bin/python assets/fonts/make.py /usr/share/fonts/opentype/inter /usr/share/fonts/truetype/dejavu

The two arguments are the folders that hold Inter-Regular.otf and Inter-SemiBold.otf, and DejaVuSans.ttf
(Debian's fonts-inter 4.0~beta7, which is Inter 3.019, and fonts-dejavu-core 2.37). The same input gives the same
bytes.

What is changed in Inter, and why its family is called "Bouton Sans" here:

- The digits are its tabular ones (all equally wide), and plus and minus are as wide as a digit, so that a number
  that changes many times a second does not jump. egui shapes text, but offers no way to ask for the feature `tnum`.
- The contextual alternates (`calt`) are dropped. egui would apply them, and then "1->0" is shown with an arrow and
  "3x4" with a multiplication sign: text in a field that is not what was typed.
- Scripts and symbols that DejaVu Sans covers well enough are dropped, to keep the program small.
- Letters, digits and signs are added once more as subscripts, in the private area from U+E100 on: Unicode has few of
  them, and no capitals. `src/text/subscript.rs` uses them (GABA_A, E_s, P_rel in prose).

DejaVu Sans is copied as it is: it is the fallback for everything else. At the end the script checks that every
character the program itself uses is in one of the fonts.
"""

import shutil
import sys
from pathlib import Path

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Bouton Sans"

# Kept from Inter.
RANGES = [
    (0x0020, 0x024F),  # Latin, Latin-1, Latin Extended-A and -B
    (0x02B0, 0x036F),  # modifier letters, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x1D2C, 0x1D6A),  # superscript and subscript letters
    (0x1E00, 0x1EFF),  # Latin Extended Additional: ḡ
    (0x2000, 0x209C),  # punctuation, superscripts, subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x218F),  # letterlike symbols, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # keys
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x27BF),  # symbols, dingbats
    (0x2C7C, 0x2C7D),  # ⱼ
]

# The subscripts: U+E100 + the code of the character; θ, whose code is larger, is U+E1F0, the minus sign U+E1F1.
SUBSCRIPTS = {0xE100 + code: code for code in range(0x21, 0x7F)} | {0xE1F0: 0x03B8, 0xE1F1: 0x2212}
SUBSCRIPT_SIZE = 0.68
SUBSCRIPT_DROP = 0.16  # of the em

# Every character the program's own texts may use (besides ASCII).
WANTED = (
    "ḡ⁺⁻→←₊₋₀₁₂₃ᵢᵣₐₘₙⱼ∝∈⟨⟩⇌τΔαβγηθλμµσρΩ∞≤≥≠≈±×·−–—…‘’“”°²³½√∑∫∂▶■●○◆▲▼⟲↺↻✓✕äöüÄÖÜßéèçñ"
    "\u00a0\u2007\u2009\u202f"
)


def tabular_digits(font: TTFont) -> dict[str, str]:
    """The glyphs that the feature `tnum` puts in the place of the digits."""
    gsub = font["GSUB"].table
    mapping: dict[str, str] = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for subtable in gsub.LookupList.Lookup[index].SubTable:
                    mapping.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    return mapping


def set_advance(font: TTFont, glyph: str, advance: int) -> None:
    """Makes a glyph `advance` wide and keeps its drawing in the middle."""
    old_advance, left = font["hmtx"][glyph]
    shift = (advance - old_advance) // 2
    top = font["CFF "].cff.topDictIndex[0]
    glyphs = font.getGlyphSet()
    pen = T2CharStringPen(advance, glyphs)
    glyphs[glyph].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
    old = top.CharStrings[glyph]
    new = pen.getCharString(private=old.private, globalSubrs=old.globalSubrs)
    # The pen writes the whole advance; the font stores it relative to the nominal one.
    if new.program and isinstance(new.program[0], (int, float)):
        new.program[0] = advance - old.private.nominalWidthX
    old.setProgram(new.program)
    font["hmtx"][glyph] = (advance, left + shift)


def add_subscripts(font: TTFont) -> None:
    """Adds characters again, smaller and lower, so that a text may hold a subscript."""
    best = font.getBestCmap()
    drop = -round(SUBSCRIPT_DROP * font["head"].unitsPerEm)
    top = font["CFF "].cff.topDictIndex[0]
    strings, glyphs = top.CharStrings, font.getGlyphSet()
    added = {}
    for code, original in SUBSCRIPTS.items():
        glyph = best.get(original)
        if glyph is None:
            continue
        advance = round(SUBSCRIPT_SIZE * font["hmtx"][glyph][0])
        pen = T2CharStringPen(advance, glyphs)
        glyphs[glyph].draw(TransformPen(pen, (SUBSCRIPT_SIZE, 0, 0, SUBSCRIPT_SIZE, 0, drop)))
        private = strings[glyph].private
        new = pen.getCharString(private=private, globalSubrs=strings[glyph].globalSubrs)
        if new.program and isinstance(new.program[0], (int, float)):
            new.program[0] = advance - private.nominalWidthX
        added[code] = (f"uni{code:04X}", new, advance, round(SUBSCRIPT_SIZE * font["hmtx"][glyph][1]))
    for code, (name, string, advance, left) in added.items():
        strings.charStringsIndex.append(string)
        strings.charStrings[name] = len(strings.charStringsIndex) - 1
        top.charset.append(name)
        font["hmtx"][name] = (advance, left)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name
    font.setGlyphOrder(top.charset)


def rename(font: TTFont, style: str) -> None:
    """Gives the changed font a name of its own, as the licence asks."""
    post_script = f"{FAMILY.replace(' ', '')}-{style}"
    full = f"{FAMILY} {style}"
    name = font["name"]
    version = name.getDebugName(5)
    regular = style == "Regular"
    # The licence's own texts (0 copyright, 13 licence, 14 its address) stay as they are.
    name.names = [record for record in name.names if record.nameID in (0, 8, 9, 11, 13, 14)]
    values = {
        1: FAMILY if regular else full,
        2: "Regular",
        3: f"{post_script}; {version}",
        4: full,
        5: f"{version}; changed",
        6: post_script,
        10: "A changed version of a font by The Inter Project Authors: tabular digits by default, fewer "
        "characters and features.",
    }
    if not regular:
        values |= {16: FAMILY, 17: style}
    for name_id, value in values.items():
        name.setName(value, name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [post_script]
    top = cff.topDictIndex[0]
    top.FamilyName = FAMILY
    top.FullName = full
    if hasattr(top, "Notice"):
        del top.Notice


def make_text_font(source: Path, style: str, target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    best = font.getBestCmap()
    tabular = tabular_digits(font)
    digits = {code: tabular[best[code]] for code in range(ord("0"), ord("9") + 1)}
    # In the semibold cut the widths of the tabular digits differ by rounding, so they are set too.
    width = max(font["hmtx"][glyph][0] for glyph in digits.values())
    for glyph in [*digits.values(), *(best[ord(char)] for char in "+−±×÷=<>≈≠≤≥\u2007")]:
        if font["hmtx"][glyph][0] != width:
            set_advance(font, glyph, width)
    for table in font["cmap"].tables:
        for code, glyph in digits.items():
            if code in table.cmap:
                table.cmap[code] = glyph

    options = Options()
    options.layout_features = ["ccmp", "locl", "kern", "mark", "mkmk"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    rename(font, style)
    subsetter.subset(font)
    add_subscripts(font)
    font.save(target)


def check(folder: Path) -> None:
    covered = {file.name: set(TTFont(file).getBestCmap()) for file in sorted(folder.glob("*.[ot]tf"))}
    fallback = covered["DejaVuSans.ttf"]
    for file, codes in covered.items():
        lacking = [char for char in WANTED if ord(char) not in codes | fallback]
        size = (folder / file).stat().st_size
        print(f"{file}: {size} bytes, {len(codes)} characters, lacks {''.join(lacking) or 'nothing'}")
        if lacking:
            sys.exit(1)


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    inter, dejavu = (Path(argument) for argument in sys.argv[1:])
    folder = Path(__file__).resolve().parent
    for style in ("Regular", "SemiBold"):
        make_text_font(inter / f"Inter-{style}.otf", style, folder / f"BoutonSans-{style}.otf")
    shutil.copyfile(dejavu / "DejaVuSans.ttf", folder / "DejaVuSans.ttf")
    check(folder)


if __name__ == "__main__":
    main()
