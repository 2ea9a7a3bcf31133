"""How a template would look: one certificate for an invented recipient, as a picture."""

from __future__ import annotations

import base64
import io

from awards.certificates.pdf import make_picture
from awards.certificates.services import Recipient, worded
from awards.models import CertificateKind, Edition, Wording
from awards.paper.typeset import svg_of

CODE = "XXXX-XXXX-XXXX-XXXX"


def sample(edition: Edition, kind: str) -> Recipient:
    """Invented, and as long as names are."""
    if kind == CertificateKind.JUDGE:
        return Recipient(
            "sample",
            "ผู้ช่วยศาสตราจารย์ ดร.ตัวอย่าง สมมุติ",
            "Assistant Professor Sample Invented",
        )
    level, category = edition.prize_levels.first(), edition.categories.first()
    return Recipient(
        reference="sample",
        name_th="องค์การบริหารส่วนจังหวัดตัวอย่าง (สมมุติ)",
        name_en="Sample Provincial Administrative Organisation (invented)",
        work_th="ระบบแจ้งเตือนระดับน้ำล่วงหน้าด้วยข้อมูลเปิดของเมือง",
        work_en="Early flood warning with the city's open data",
        level_th=level.name_th if level else "ระดับดี",
        level_en=level.name_en if level else "Good",
        category_th=category.name_th if category else "สิ่งแวดล้อมอัจฉริยะ",
        category_en=category.name_en if category else "Smart Environment",
    )


def specimen(wording: Wording, sent: dict[str, bytes | None]) -> str:
    """A ``data:`` address of the picture. ``sent``: pictures by field that are not
    stored (None: taken away).
    """
    unstored = {}
    for field, content in sent.items():
        setattr(wording, field, f"new:{field}" if content else "")
        if content:
            unstored[f"new:{field}"] = as_svg(content)
    credential = worded(wording, sample(wording.edition, wording.kind), 0)
    credential.code = CODE
    picture = make_picture(credential, unstored)
    return "data:image/png;base64," + base64.b64encode(picture).decode("ascii")


def as_svg(content: bytes) -> str:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        return svg_of(content, "image/png", image.width, image.height)
