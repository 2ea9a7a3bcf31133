"""Annotations and form fields drawn into their pages: what was a note, a stamp or a
field is then part of the page.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary

# Nothing of these is part of a page: what a reader would have to open, and where a
# click would lead.
NOT_DRAWN = {
    "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Popup", "/Text", "/Link",
}  # fmt: skip


def flatten(source: Path, folder: Path) -> Path:
    """The source itself where no page has anything to draw in, else a flat copy in the folder."""
    with pikepdf.open(source) as document:
        if not any("/Annots" in page.obj for page in document.pages):
            return source
        for page in document.pages:
            keep_drawn(page.obj)
        document.save(folder / "drawn.pdf")
    flat = pypdfium2.PdfDocument(folder / "drawn.pdf")
    flat.init_forms()
    for number in range(len(flat)):
        page = flat[number]
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
    flat.save(folder / "flat.pdf")
    flat.close()
    return folder / "flat.pdf"


def keep_drawn(page: pikepdf.Object) -> None:
    annotations = page.get("/Annots", Array([]))
    kept = [
        one
        for one in annotations
        if isinstance(one, Dictionary) and str(one.get("/Subtype", "")) not in NOT_DRAWN
    ]
    if kept:
        page["/Annots"] = Array(kept)
    elif "/Annots" in page:
        del page["/Annots"]
