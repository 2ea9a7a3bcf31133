"""What the pages need that is made: style sheets, the parts of the web fonts, drawings.

Written under ``var/assets``, so no third-party file stands in the repository and a page
asks for one style sheet only: ``site.css`` for the desks (Bootstrap and ours),
``public.css`` for the public's pages (ours alone). Dark colours follow the reader's
system or the switch of the page's foot.
"""

from __future__ import annotations

import re
from pathlib import Path

import fontpkg_prompt
import fontpkg_sarabun
from bootstrap_wrapper import get_bootstrap_css_dir
from fontTools import subset

from awards.paper.typeset import png_of_svg
from awards.site.drawing.hero import hero
from awards.site.drawing.petals import SMART_COLOURS, emblem, symbols, touch_icon
from awards.site.drawing.scenes import scene, shower
from awards.site.illustrations import SCENES_OF_A_SMART

# File of the font, family, weight: text in Sarabun, titles in Prompt.
FACES = (
    (Path(fontpkg_sarabun.__file__), "Sarabun-Regular", "Sarabun", 400),
    (Path(fontpkg_sarabun.__file__), "Sarabun-SemiBold", "Sarabun", 600),
    (Path(fontpkg_prompt.__file__), "Prompt-Medium", "Prompt", 500),
)
SHARED = ("tokens", "frame", "components")
DESKS = ("site", "desk")
TOUCH_ICONS = (180, 192, 512)  # points: Apple's, and the manifest's two
RANGES = {
    "thai": "U+0E01-0E5B,U+200B-200D,U+25CC",
    "latin": "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02DA,U+02DC,U+2013-2014,U+2018-201E,U+2020-2022,"
    "U+2026,U+2030,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2264-2265",
}
DARK_MARK = "[data-bs-theme=dark]"
DARK_RULE = re.compile(r"([^{}]*\[data-bs-theme=dark\][^{}]*)\{([^{}]*)\}")
FONT_FACE = """@font-face{{font-family:{family};font-style:normal;font-weight:{weight};font-display:swap;\
src:url(fonts/{name}) format("woff2");unicode-range:{range}}}
"""


def follow_reader(css: str) -> str:
    """Bootstrap's dark rules: by the reader's system, unless the switch says otherwise."""
    by_system, by_switch = "", ""
    for selector, body in DARK_RULE.findall(css):
        system = selector.replace(DARK_MARK, ':root:not([data-theme="light"])')
        by_system += f"{system}{{{body}}}"
        switch = selector.replace(DARK_MARK, ':root[data-theme="dark"]')
        by_switch += f"{switch}{{{body}}}"
    media = f"@media (prefers-color-scheme:dark){{{by_system}}}"
    return DARK_RULE.sub("", css) + media + by_switch


def bootstrap_css() -> str:
    css = (Path(get_bootstrap_css_dir()) / "bootstrap.min.css").read_text()
    return follow_reader(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css))


def write_font(
    package: Path, file: str, family: str, weight: int, part: str, folder: Path
) -> str:
    """One weight's letters of one script as WOFF2; returns its font-face rule."""
    source = package.parent / "files" / f"{file}.ttf"
    target = folder / f"{family.lower()}-{part}-{weight}.woff2"
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(
            unicodes=subset.parse_unicodes(RANGES[part].replace("U+", ""))
        )
        subsetter.subset(font)
        subset.save_font(font, str(target), options)
    return FONT_FACE.format(
        family=family, weight=weight, name=target.name, range=RANGES[part]
    )


def write_fonts(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    rules = [write_font(*face, part, folder) for face in FACES for part in RANGES]
    return "".join(rules)


def write_styles(target: Path, styles: Path, faces: str) -> None:
    """The sheet of the desks and that of the public, each whole."""
    shared = "".join((styles / f"{name}.css").read_text() for name in SHARED)
    public = (styles / "public.css").read_text()
    desks = "".join((styles / f"{name}.css").read_text() for name in DESKS)
    (target / "public.css").write_text(faces + shared + public)
    (target / "site.css").write_text(faces + bootstrap_css() + shared + desks)


def write_drawings(target: Path) -> None:
    (target / "emblem.svg").write_text(emblem())
    (target / "symbols.svg").write_text(symbols())
    for size in TOUCH_ICONS:
        (target / f"touch-{size}.png").write_bytes(png_of_svg(touch_icon(), size, size))
    scenes = target / "scenes"
    scenes.mkdir(exist_ok=True)
    (scenes / "hero.svg").write_text(hero("2569"))
    (scenes / "petals.svg").write_text(shower("2566"))
    for smart in SMART_COLOURS:
        for number in range(1, SCENES_OF_A_SMART + 1):
            (scenes / f"{smart}-{number}.svg").write_text(scene(smart, str(number)))


def build(target: Path, styles: Path) -> None:
    """``styles``: the folder of our own style sheets."""
    write_styles(target, styles, write_fonts(target / "fonts"))
    write_drawings(target)
