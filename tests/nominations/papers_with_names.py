"""PDFs in which a name is to be read, one for each way there is. ``NAME`` is what each
of them tells.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw

from tests.nominations.filemakers import image_bytes, pdf_bytes

NAME = "Phakakrong"
BODY = b"BT /F 12 Tf 20 700 Td (A flood warning for towns of middling size) Tj ET "


def helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def paper(
    content: bytes = b"",
    change: Callable[[Pdf, Any], None] | None = None,
    body: bytes = BODY,
) -> bytes:
    """One page with a sentence on it that names nobody, and this; ``change`` gets the
    document and the page.
    """

    def build(document: Pdf) -> None:
        page = document.pages[0].obj
        page.Resources = Dictionary(Font=Dictionary(F=helvetica()))
        page.Contents = document.make_stream(body + content)
        if change:
            change(document, page)

    return pdf_bytes(1, build)


def form(document: Pdf, content: bytes) -> Any:
    made = document.make_stream(content)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, [0, 0, 300, 40]
    made.Resources = Dictionary(Font=Dictionary(F=helvetica()))
    return made


def words(text: str, at: str = "5 5") -> bytes:
    return f"BT /F 12 Tf {at} Td ({text}) Tj ET ".encode()


def annotate(document: Pdf, page: Any, kind: Any, drawn: bool, **more: Any) -> Any:
    fields = {
        "Type": Name.Annot,
        "Subtype": kind,
        "Rect": [20, 20, 320, 60],
        "F": 4,
        **more,
    }
    if drawn:
        fields["AP"] = Dictionary(N=form(document, words(NAME)))
    note = document.make_indirect(Dictionary(**fields))
    page.Annots = Array([note])
    return note


def free_text(document: Pdf, page: Any) -> None:
    annotate(document, page, Name.FreeText, True, Contents=String(NAME))


def free_text_without_appearance(document: Pdf, page: Any) -> None:
    annotate(
        document,
        page,
        Name.FreeText,
        False,
        Contents=String(NAME),
        DA=String("/Helv 12 Tf 0 g"),
    )


def stamp(document: Pdf, page: Any) -> None:
    annotate(document, page, Name.Stamp, True)


def sticky_note(document: Pdf, page: Any) -> None:
    annotate(document, page, Name.Text, True, Contents=String(NAME), T=String(NAME))


def field(document: Pdf, page: Any, drawn: bool) -> None:
    more = {
        "FT": Name.Tx,
        "T": String(NAME),
        "V": String(NAME),
        "DA": String("/F 12 Tf 0 g"),
    }
    made = annotate(document, page, Name.Widget, drawn, **more)
    fonts = Dictionary(Font=Dictionary(F=helvetica()))
    document.Root.AcroForm = Dictionary(
        Fields=Array([made]), DR=fonts, DA=String("/F 12 Tf 0 g")
    )
    document.Root.AcroForm.NeedAppearances = not drawn


def form_field(document: Pdf, page: Any) -> None:
    field(document, page, True)


def form_field_without_appearance(document: Pdf, page: Any) -> None:
    field(document, page, False)


def layer(document: Pdf, page: Any, shown: bool) -> None:
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME)))
    state = {"OFF": Array([])} if shown else {"OFF": Array([group])}
    document.Root.OCProperties = Dictionary(
        OCGs=Array([group]), D=Dictionary(Order=Array([group]), **state)
    )
    page.Resources.Properties = Dictionary(L=group)
    picture = form(document, words(NAME))
    picture.OC = group
    page.Resources.XObject = Dictionary(X=picture)
    page.Contents = document.make_stream(
        BODY + b"/OC /L BDC " + words(NAME, "20 500") + b"EMC /X Do"
    )


def layer_that_is_shown(document: Pdf, page: Any) -> None:
    layer(document, page, True)


def layer_that_is_hidden(document: Pdf, page: Any) -> None:
    layer(document, page, False)


def alternative_text(document: Pdf, page: Any) -> None:
    part = Dictionary(
        Type=Name.StructElem,
        S=Name.Figure,
        Alt=String(NAME),
        ActualText=String(NAME),
        E=String(NAME),
    )
    document.Root.StructTreeRoot = Dictionary(
        Type=Name.StructTreeRoot, K=document.make_indirect(part)
    )
    document.Root.MarkInfo = Dictionary(Marked=True)
    document.Root.Lang = String(NAME)
    marked = f"/Figure <</MCID 0 /Alt ({NAME}) /ActualText ({NAME})>> BDC ".encode()
    page.Contents = document.make_stream(marked + BODY + b"EMC % " + NAME.encode())


def named_destination(document: Pdf, page: Any) -> None:
    place = Array([document.pages[0].obj, Name.Fit])
    document.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String(NAME), place]))
    )
    document.Root.Dests = Dictionary({f"/{NAME}": place})


def bookmark(document: Pdf, page: Any) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))


def attachment(document: Pdf, page: Any) -> None:
    document.attachments[f"{NAME}.txt"] = NAME.encode()


def page_label_and_thread(document: Pdf, page: Any) -> None:
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(NAME))]))
    document.Root.Threads = Array([Dictionary(I=Dictionary(Title=String(NAME)))])
    page.Tabs, page.SeparationInfo = Name.S, Dictionary(DeviceColorant=String(NAME))


def metadata(document: Pdf, page: Any) -> None:
    with document.open_metadata(update_docinfo=False) as found:
        found["dc:creator"] = [NAME]
    document.docinfo["/Author"] = NAME
    page.Metadata = document.make_stream(NAME.encode())


def name_of_a_font(document: Pdf, page: Any) -> None:
    page.Resources.Font.F.BaseFont = Name(f"/{NAME}Sans")


def picture_of_the_name() -> Image.Image:
    drawn = Image.new("L", (200, 40), 255)
    ImageDraw.Draw(drawn).text((5, 10), NAME, fill=0)
    return drawn


def photo_within(document: Pdf, page: Any) -> None:
    out = io.BytesIO()
    picture_of_the_name().save(out, "JPEG", comment=NAME.encode())
    photo = document.make_stream(out.getvalue())
    photo.Type, photo.Subtype, photo.Filter = Name.XObject, Name.Image, Name.DCTDecode
    photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = (
        200,
        40,
        8,
        Name.DeviceGray,
    )
    page.Resources.XObject = Dictionary(P=photo)
    page.Contents = document.make_stream(BODY + b"q 200 0 0 40 20 400 cm /P Do Q")


def picture_in_a_pattern(document: Pdf, page: Any) -> None:
    photo_within(document, page)
    tile = document.make_stream(b"q 200 0 0 40 0 0 cm /P Do Q")
    tile.PatternType, tile.PaintType, tile.TilingType, tile.BBox = (
        1,
        1,
        1,
        [0, 0, 200, 40],
    )
    tile.XStep, tile.YStep, tile.Resources = (
        200,
        40,
        Dictionary(XObject=page.Resources.XObject),
    )
    page.Resources = Dictionary(Font=page.Resources.Font, Pattern=Dictionary(T=tile))
    page.Contents = document.make_stream(
        BODY + b"/Pattern cs /T scn 20 400 200 40 re f"
    )


def unused_picture(document: Pdf, page: Any) -> None:
    page.Resources.XObject = Dictionary(P=form(document, words(NAME)))


def letters_of_own_drawing(document: Pdf, page: Any) -> None:
    """A Type 3 font: says "A" and draws whatever it likes."""
    glyph = document.make_stream(b"500 0 0 0 500 700 d1 0 0 500 700 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 500, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
    )
    font.CharProcs, font.FirstChar, font.LastChar = Dictionary(a=glyph), 65, 65
    font.Encoding, font.Widths = (
        Dictionary(Differences=Array([65, Name.a])),
        Array([500]),
    )
    page.Resources.Font.T = font
    page.Contents = document.make_stream(BODY + b"BT /T 12 Tf 20 400 Td (AAAA) Tj ET")


def outlines() -> bytes:
    """A word drawn as curves, as programs for logos save it."""
    letter = "{x} 0 m {x} 40 30 40 30 20 c 30 10 {x} 10 {x} 0 c 10 20 15 25 20 30 c 12 12 l 9 33 l h f "
    return "".join(letter.format(x=x) for x in range(20, 120, 20)).encode()


CHANGES = (
    free_text, free_text_without_appearance, stamp, sticky_note, form_field, form_field_without_appearance,
    layer_that_is_shown, layer_that_is_hidden, alternative_text, named_destination, bookmark, attachment,
    page_label_and_thread, metadata, name_of_a_font, photo_within, picture_in_a_pattern, unused_picture,
    letters_of_own_drawing,
)  # fmt: skip
PAPERS: dict[str, bytes] = {
    change.__name__: paper(change=change) for change in CHANGES
} | {
    "plain_text": paper(words(NAME, "20 600")),
    "letter_spaced": paper(words(" ".join(NAME), "20 600")),
    "letter_spaced_with_points": paper(words(".".join(NAME.upper()), "20 600")),
    "broken_over_lines": paper(words("Phaka-", "20 600") + words("krong", "20 580")),
    "broken_without_a_hyphen": paper(
        words("Phaka", "20 600") + words("krong", "20 580")
    ),
    "each_letter_set_by_itself": paper(
        b"".join(words(c, f"{20 + 30 * i} 600") for i, c in enumerate(NAME))
    ),
    "white_on_white": paper(b"1 1 1 rg " + words(NAME, "20 600")),
    "unpainted": paper(b"3 Tr " + words(NAME, "20 600")),
    "outlines": paper(outlines()),
    "scanned": paper(change=photo_within, body=b""),
}
# What a person has to look at, since no search can read it; all others are found by
# their words or are clean.
FOR_A_PERSON = {
    "photo_within",
    "picture_in_a_pattern",
    "letters_of_own_drawing",
    "outlines",
    "scanned",
}
# Where the name is not seen by a reader, the copy is made without it and needs nobody.
GONE = {
    "sticky_note", "layer_that_is_hidden", "alternative_text", "named_destination", "bookmark", "attachment",
    "page_label_and_thread", "metadata", "unused_picture", "free_text_without_appearance",
}  # fmt: skip
PLAIN = (
    paper(),
    paper(b"20 300 200 40 re S 20 200 m 220 200 l S"),
    paper(change=lambda d, p: annotate(d, p, Name.Link, False)),
)
SMALL_PICTURE = image_bytes(size=(8, 8))
