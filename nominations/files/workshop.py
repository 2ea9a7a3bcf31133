"""Work on PDFs that strangers sent, in a process of its own with little memory and little time.

Run as a script (``python -I workshop.py check FILE`` or ``… prepare FILE FOLDER``), never imported by the site: a
document that makes a library crash, swell or run on takes only this process down. It knows nothing of the site.
Standard output is one JSON document: ``{"problem": "password" | "damaged" | "empty"}`` or what was found.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

MB = 1024 * 1024
LIMITS = {"check": (700 * MB, 10), "prepare": (1_500 * MB, 90)}  # memory, seconds of the processor
MOST_PAGES_SHOWN = 40
MOST_PAGES_READ = 500
MOST_LETTERS = 1_000_000
PAGE_WIDTH = 1100  # pixels: a page is read at the width of a text column, on a sharp screen
THUMBNAIL_WIDTH = 360
LEAST_LETTERS = 20  # a page with fewer is a picture of a page: nothing on it can be searched

TELLING_KEYS = ("/Metadata", "/PieceInfo", "/AA", "/JS", "/LastModified", "/Thumb", "/Measure")
TELLING_IN_CATALOG = (
    "/OpenAction", "/AA", "/Collection", "/Perms", "/DSS", "/URI", "/SpiderInfo", "/Extensions", "/AF", "/Legal",
)  # fmt: skip
HARMFUL_ANNOTATIONS = {
    "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Popup", "/Text",
}  # fmt: skip
TELLING_IN_ANNOTATION = (
    "/T",
    "/Contents",
    "/RC",
    "/M",
    "/CreationDate",
    "/NM",
    "/AA",
    "/Subj",
    "/Popup",
    "/IRT",
    "/AF",
)
MARKERS_KEPT = {0xE0, 0xEE}  # JFIF and Adobe's colour transform; every other APP segment and comments go


def limit_self(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check(path: str) -> dict[str, Any]:
    with pikepdf.open(path) as document:
        pages = len(document.pages)
    return {"pages": pages} if pages else {"problem": "empty"}


def prepare(path: str, folder: str) -> dict[str, Any]:
    """Writes ``blind.pdf``, ``page-001.jpg`` … and ``thumbnail.jpg`` into the folder."""
    target = Path(folder)
    with pikepdf.open(path) as document:
        bookmarks = " ".join(titles(document))
        make_blind(document)
        document.save(target / "blind.pdf", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return {**read_and_draw(target), "bookmarks": bookmarks}


def titles(document: pikepdf.Pdf) -> Iterator[str]:
    """The words of the bookmarks; a damaged tree has none that could be read."""
    waiting = []
    with contextlib.suppress(Exception), document.open_outline() as outline:
        waiting = list(outline.root)
    while waiting:
        bookmark = waiting.pop(0)
        waiting[:0] = bookmark.children
        yield bookmark.title


def make_blind(document: pikepdf.Pdf) -> None:
    """Take away everything that is not seen on a page and could tell who made it, and everything that could act."""
    catalog = document.Root
    drop(document.trailer, "/Info", "/ID")
    drop(catalog, *TELLING_IN_CATALOG)
    drop(catalog.get("/Names"), "/EmbeddedFiles", "/JavaScript", "/Renditions", "/URLS", "/IDS")
    drop(catalog.get("/AcroForm"), "/XFA", "/SigFlags", "/CO")
    for page in document.pages:
        clean_annotations(page.obj)
    for thing in document.objects:
        clean_object(thing)
    clean_outline(document)


def drop(thing: Object | None, *keys: str) -> None:
    for key in keys:
        if thing is not None and key in thing:
            del thing[key]


def clean_annotations(page: Object) -> None:
    kept = []
    for annotation in page.get("/Annots", Array([])):
        if not isinstance(annotation, Dictionary) or str(annotation.get("/Subtype", "")) in HARMFUL_ANNOTATIONS:
            continue
        field = annotation.get("/Subtype") == Name.Widget  # whose /T is the name of a form's field
        drop(annotation, "/A", *(key for key in TELLING_IN_ANNOTATION if not (field and key == "/T")))
        kept.append(annotation)
    if "/Annots" in page:
        page["/Annots"] = Array(kept)


def clean_object(thing: Object) -> None:
    """Any object of the file: metadata and private data of programs, scripts, attached files, signatures."""
    if not isinstance(thing, Dictionary | Stream):
        return
    drop(thing, *TELLING_KEYS)
    kind = str(thing.get("/Type", ""))
    if kind in ("/Filespec", "/F") or "/EF" in thing:
        drop(thing, *list(thing.keys()))
    if "/S" in thing and str(thing["/S"]) in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/URI", "/GoToR"):
        drop(thing, *list(thing.keys()))
    if str(thing.get("/FT", "")) == "/Sig":
        drop(thing, "/V")
    if isinstance(thing, Stream) and "/DCTDecode" in str(thing.get("/Filter", "")):
        clean_jpeg(thing)


def clean_jpeg(stream: Stream) -> None:
    """A photograph within the document keeps its pixels and loses its EXIF."""
    if isinstance(stream.get("/Filter"), Array) and len(stream.Filter) > 1:
        return
    raw = stream.read_raw_bytes()
    clean = without_markers(raw)
    if clean != raw:
        again: dict[str, Any] = {"filter": stream.Filter, "decode_parms": stream.get("/DecodeParms")}
        stream.write(clean, **again)


def without_markers(raw: bytes) -> bytes:
    if raw[:2] != b"\xff\xd8":
        return raw
    kept, at = [raw[:2]], 2
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] != 0xDA:
        marker, end = raw[at + 1], at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in MARKERS_KEPT:
            kept.append(raw[at:end])
        at = end
    return b"".join([*kept, raw[at:]])


def clean_outline(document: pikepdf.Pdf) -> None:
    """Bookmarks may lead to a place in the document, nowhere else."""
    outlines = document.Root.get("/Outlines")
    seen = 0
    waiting: list[Any] = [outlines] if isinstance(outlines, Dictionary) else []
    while waiting and seen < 10_000:
        item = waiting.pop()
        seen += 1
        action = item.get("/A")
        if isinstance(action, Dictionary) and str(action.get("/S", "")) != "/GoTo":
            drop(item, "/A")
        waiting += [item[key] for key in ("/First", "/Next") if isinstance(item.get(key), Dictionary)]


def read_and_draw(target: Path) -> dict[str, Any]:
    """Texts page by page, pages without any, and the pictures of the first pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(target / "blind.pdf")
    if document.get_formtype():
        document.init_forms()
    texts: list[str] = []
    letters = 0
    for number in range(min(len(document), MOST_PAGES_READ)):
        page = document[number]
        texts.append(text_of(page, MOST_LETTERS - letters))
        letters += len(texts[-1])
        if number < MOST_PAGES_SHOWN:
            draw(page, PAGE_WIDTH).save(target / f"page-{number + 1:03d}.jpg", "JPEG", quality=78)
        if number == 0:
            draw(page, THUMBNAIL_WIDTH).save(target / "thumbnail.jpg", "JPEG", quality=78)
        page.close()
    silent = [number for number, text in enumerate(texts, 1) if len(text.strip()) < LEAST_LETTERS]
    return {"pages": len(document), "texts": texts, "silent": silent}


def text_of(page: Any, most: int) -> str:
    words = page.get_textpage()
    text: str = words.get_text_range()
    words.close()
    return text[: max(0, most)]


def draw(page: Any, width: int) -> Any:
    """The page as a picture of that width, or lower where the page is very tall. Links and notes are not drawn."""
    across, down = page.get_size()
    scale = min(width / max(across, 1), 2.5 * width / max(down, 1))
    return page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")


def main(job: str, *paths: str) -> dict[str, Any]:
    limit_self(*LIMITS[job])
    try:
        jobs: dict[str, Callable[..., dict[str, Any]]] = {"check": check, "prepare": prepare}
        return jobs[job](*paths)
    except pikepdf.PasswordError:
        return {"problem": "password"}
    except (pikepdf.PdfError, ValueError, RuntimeError, MemoryError, RecursionError, TypeError, AttributeError):
        return {"problem": "damaged"}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
