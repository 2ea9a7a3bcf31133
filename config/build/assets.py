"""What the pages need that comes from packages: one style sheet (Bootstrap's and ours)
and the web font's parts.

Written under ``var/assets``, so no third-party file stands in the repository and a
public page asks for one style sheet only. Bootstrap's dark colours follow the reader's
system, so no script has to choose them.
"""

from __future__ import annotations

import re
from pathlib import Path

from bootstrap_wrapper import get_bootstrap_css_dir
from fontpkg_sarabun import __file__ as sarabun
from fontTools import subset

WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
RANGES = {
    "thai": "U+0E01-0E5B,U+200B-200D,U+25CC",
    "latin": "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02DA,U+02DC,U+2013-2014,U+2018-201E,U+2020-2022,"
    "U+2026,U+2030,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2264-2265",
}
DARK_RULE = re.compile(r"([^{}]*\[data-bs-theme=dark\][^{}]*)\{([^{}]*)\}")
FONT_FACE = """@font-face{{font-family:Sarabun;font-style:normal;font-weight:{weight};font-display:swap;\
src:url(fonts/{name}) format("woff2");unicode-range:{range}}}
"""


def follow_system(css: str) -> str:
    """Bootstrap's dark rules, moved behind the reader's own preference."""
    dark = [
        f"{selector.replace('[data-bs-theme=dark]', ':root')}{{{body}}}"
        for selector, body in DARK_RULE.findall(css)
    ]
    return (
        DARK_RULE.sub("", css)
        + "@media (prefers-color-scheme:dark){"
        + "".join(dark)
        + "}"
    )


def bootstrap_css() -> str:
    css = (Path(get_bootstrap_css_dir()) / "bootstrap.min.css").read_text()
    return follow_system(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css))


def write_font(weight: int, part: str, folder: Path) -> str:
    """One weight's letters of one script as WOFF2; returns its font-face rule."""
    source = Path(sarabun).parent / "files" / f"Sarabun-{WEIGHTS[weight]}.ttf"
    target = folder / f"sarabun-{part}-{weight}.woff2"
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(
            unicodes=subset.parse_unicodes(RANGES[part].replace("U+", ""))
        )
        subsetter.subset(font)
        subset.save_font(font, str(target), options)
    return FONT_FACE.format(weight=weight, name=target.name, range=RANGES[part])


def build(target: Path, own_css: Path) -> None:
    fonts = target / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    faces = "".join(
        write_font(weight, part, fonts) for weight in WEIGHTS for part in RANGES
    )
    (target / "site.css").write_text(faces + bootstrap_css() + own_css.read_text())
