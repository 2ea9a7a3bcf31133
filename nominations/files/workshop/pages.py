"""Pages written again into a new document: only what paints, and only what is seen.

Nothing is taken away from the old document: what is not carried over does not exist in
the new one. So information, metadata, structure with its alternative texts, names,
bookmarks, attachments, scripts and layers stay behind, known or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Operator, Pdf, Stream

from nominations.files.workshop.layers import Layers
from nominations.files.workshop.pictures import clean_picture
from nominations.files.workshop.strokes import Strokes

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
PAGE_KEYS = ("/UserUnit", "/Contents", "/Group", *INHERITED)
FORM_KEYS = {
    "/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/Length", "/Filter", "/DecodeParms",
    "/PatternType", "/PaintType", "/TilingType", "/XStep", "/YStep",
}  # fmt: skip
RESOURCES = ("/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject")
TELLING_KEYS = (
    "/Metadata", "/PieceInfo", "/AA", "/JS", "/LastModified", "/Thumb", "/Measure", "/PtData", "/AF", "/OC", "/OPI",
    "/Alternates", "/StructParent", "/StructParents", "/Ref",
)  # fmt: skip
TEXT = {"Tj", "TJ", "'", '"'}
CONSTRUCTS = {"m", "l", "c", "v", "y", "h", "re"}
PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
STATE = {
    "q", "Q", "cm", "w", "J", "j", "M", "d", "ri", "i", "gs", "W", "W*", "n", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf",
    "Tr", "Ts", "Td", "TD", "Tm", "T*", "d0", "d1", "CS", "cs", "SC", "SCN", "sc", "scn", "G", "g", "RG", "rg",
    "K", "k",
}  # fmt: skip
LEAST_SIDE = 16  # pixels: a smaller picture is a rule or a bullet
DEEPEST = 12


@dataclass
class Sight:
    """What is seen of a page besides its text. ``strokes``: see there. ``odd``: letters
    drawn by a font's own programs,
    which need not be what they say.
    """

    pictures: int = 0
    strokes: int = 0
    odd: bool = False

    def add(self, other: Sight) -> None:
        self.pictures += other.pictures
        self.strokes += other.strokes
        self.odd = self.odd or other.odd


def rebuild(document: Pdf) -> tuple[Pdf, list[Sight]]:
    """The new document, and what is seen of each page."""
    writer, copy = Writer(document, Layers(document)), pikepdf.new()
    sights = []
    for page in document.pages:
        sights.append(writer.rewrite_page(page))
        copy.pages.append(page)
    for thing in copy.objects:
        clean_object(thing)
    return copy, sights


def inherited(page: Object, key: str) -> Object | None:
    """A page's own value or that of the branch it hangs on."""
    at: Object | None = page
    for _step in range(50):
        if not isinstance(at, Dictionary):
            return None
        if key in at:
            return at[key]
        at = at.get("/Parent")
    return None


def clean_object(thing: object) -> None:
    """Any object that came along. The keys of a dictionary without a type are names of
    its own choice.
    """
    if isinstance(thing, Stream) or (
        isinstance(thing, Dictionary) and "/Type" in thing
    ):
        for key in TELLING_KEYS:
            if key in thing:
                del thing[key]
    if isinstance(thing, Stream):
        clean_picture(thing)


@dataclass
class Run:
    """One content stream as it is read: where its names are looked up, how deep it
    stands, what is hidden just now.
    """

    resources: Object
    depth: int
    sight: Sight = field(default_factory=Sight)
    strokes: Strokes = field(default_factory=Strokes)
    used: set[str] = field(default_factory=set)
    hidden: list[bool] = field(default_factory=list)

    @property
    def unseen(self) -> bool:
        return any(self.hidden)

    def named(self, kind: str, name: object) -> Object | None:
        group = self.resources.get(kind)
        return group.get(str(name)) if isinstance(group, Dictionary) else None


class Writer:
    """Writes the content streams of one document again."""

    def __init__(self, document: Pdf, layers: Layers) -> None:
        self.document, self.layers = document, layers
        self.known: dict[tuple[int, int], Sight] = {}

    def rewrite_page(self, page: pikepdf.Page) -> Sight:
        for key in INHERITED:
            value = inherited(page.obj, key)
            if value is not None:
                page.obj[key] = value
        for key in list(page.obj.keys()):
            if key not in (*PAGE_KEYS, "/Type", "/Parent"):
                del page.obj[key]
        run = Run(dictionary(page.obj.get("/Resources")), 0)
        content = self.rewritten(page, run)
        page.obj["/Contents"] = self.document.make_stream(content)
        page.obj["/Resources"] = self.kept_resources(run)
        return run.sight

    def rewrite_form(self, form: Stream, outer: Run) -> Sight:
        """A form, a tile of a pattern or a mask: a content stream within another."""
        if form.objgen in self.known or outer.depth > DEEPEST:
            return self.known.get(form.objgen, Sight())
        self.known[form.objgen] = Sight()
        run = Run(
            dictionary(form.get("/Resources"))
            if "/Resources" in form
            else outer.resources,
            outer.depth + 1,
        )
        content = self.rewritten(form, run)
        form.write(content)
        for key in list(form.keys()):
            if key not in FORM_KEYS:
                del form[key]
        form["/Resources"] = self.kept_resources(run)
        self.known[form.objgen] = run.sight
        return run.sight

    def kept_resources(self, run: Run) -> Dictionary:
        kept = Dictionary()
        for kind in RESOURCES:
            group = run.resources.get(kind)
            if isinstance(group, Dictionary):
                own = {
                    name: thing
                    for name, thing in group.items()
                    if kind != "/XObject" or name in run.used
                }
                kept[kind] = Dictionary(own)
        return kept

    def rewritten(self, source: Object | pikepdf.Page, run: Run) -> bytes:
        kept: list[Any] = []
        for instruction in pikepdf.parse_content_stream(source):
            operator, operands = str(instruction.operator), list(instruction.operands)
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                if not run.unseen:
                    self.see_picture(
                        instruction.iimage.width, instruction.iimage.height, run
                    )
                    kept.append(instruction)
            elif operator in ("BMC", "BDC", "EMC"):
                self.mark(operator, operands, run)
            elif self.keeps(operator, operands, run):
                kept.append(instruction)
            elif operator in PAINTS:
                kept.append(([], Operator("n")))
        run.sight.strokes += run.strokes.seen
        return pikepdf.unparse_content_stream(kept)

    def mark(self, operator: str, operands: Sequence[Object], run: Run) -> None:
        """Marked content: gone from the copy but for what a layer hides."""
        if operator == "EMC":
            if run.hidden:
                run.hidden.pop()
            return
        layer = (
            len(operands) > 1
            and str(operands[0]) == "/OC"
            and isinstance(operands[1], Name)
        )
        run.hidden.append(
            bool(layer) and self.layers.hides(run.named("/Properties", operands[1]))
        )

    def keeps(self, operator: str, operands: Sequence[Object], run: Run) -> bool:
        """Is this instruction carried over? Notes what it shows."""
        if operator in CONSTRUCTS:
            run.strokes.construct(operator, operands)
            return True
        if operator in PAINTS or operator == "n":
            run.strokes.paint(shown=operator != "n" and not run.unseen)
            return operator == "n" or not run.unseen
        if operator == "Do":
            return not run.unseen and self.see_object(operands[0], run)
        if operator in TEXT or operator == "sh":
            return not run.unseen
        self.see_state(operator, operands, run)
        return operator in STATE

    def see_object(self, name: object, run: Run) -> bool:
        thing = run.named("/XObject", name)
        if not isinstance(thing, Stream) or self.layers.hides(thing.get("/OC")):
            return False
        run.used.add(str(name))
        if str(thing.get("/Subtype", "")) == "/Image":
            self.see_picture(thing.get("/Width", 0), thing.get("/Height", 0), run)
        else:
            run.sight.add(self.rewrite_form(thing, run))
        return True

    def see_picture(self, width: Object | int, height: Object | int, run: Run) -> None:
        run.sight.pictures += min(int(width), int(height)) >= LEAST_SIDE

    def see_state(self, operator: str, operands: Sequence[Object], run: Run) -> None:
        """Patterns, masks and fonts hold what is seen, too."""
        if operator == "Tf" and operands:
            font = run.named("/Font", operands[0])
            run.sight.odd = run.sight.odd or (
                isinstance(font, Dictionary) and str(font.get("/Subtype")) == "/Type3"
            )
        if operator in ("scn", "SCN") and operands and isinstance(operands[-1], Name):
            self.see_inner(run.named("/Pattern", operands[-1]), run)
        if operator == "gs" and operands:
            mask = dictionary(
                dictionary(run.named("/ExtGState", operands[0])).get("/SMask")
            )
            self.see_inner(mask.get("/G"), run)

    def see_inner(self, thing: object, run: Run) -> None:
        if isinstance(thing, Stream) and not run.unseen:
            run.sight.add(self.rewrite_form(thing, run))


def dictionary(thing: object) -> Dictionary:
    return thing if isinstance(thing, Dictionary) else Dictionary()
