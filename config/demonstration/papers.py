"""Identity papers of the demonstration: the open call asks for them, two entries came
with one, of which one is confirmed. They are drawings that say what they are.
"""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from awards.accounts.models import User
from awards.models import Edition
from config.demonstration.pictures import BLUE, INK, PAPER, font
from config.rehearsal import call
from config.rehearsal.cast import Stage
from config.rehearsal.content import Solution
from nominations.entries.services import submit_entry
from nominations.models import Entry, IdentityPaper, Question
from nominations.papers.services import add_paper, confirm_paper
from nominations.questions.services import save_question
from nominations.statuses import QuestionKind

SIZE = (1012, 638)  # of a card
LINES = (
    "ตัวอย่าง ข้อมูลสมมุติ",
    "Invented for a demonstration.",
    "This is no identity card and names nobody.",
)


def ask_for_papers(edition: Edition, organiser: User) -> Question:
    values = {
        "code": "identity",
        "kind": QuestionKind.IDENTITY,
        "label_th": "สำเนาเอกสารแสดงตนของผู้ส่งผลงาน",
        "label_en": "Copy of an identity document of whoever submits",
        "help_th": "ไม่บังคับ ไฟล์ถูกเข้ารหัส และลบหลังตรวจแล้ว 30 วัน",
        "help_en": "Optional. The file is encrypted, and erased 30 days after it was checked.",
        "options": {"erase_after": 30},
    }
    return save_question(edition=edition, question=None, values=values, actor=organiser)


def enter_with_paper(
    made: Stage,
    number: int,
    solution: Solution,
    question: Question,
    *,
    owner: User | None = None,
) -> Entry:
    entry = call.enter_one(made, number, solution, submit=False, owner=owner)
    add_paper(entry=entry, user=entry.owner, upload=drawing(), question=question)
    call.agree(entry, entry.owner)
    return submit_entry(entry=entry, user=entry.owner)


def drawing() -> SimpleUploadedFile:
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((24, 24, SIZE[0] - 24, SIZE[1] - 24), outline=BLUE, width=6)
    for place, line in enumerate(LINES):
        draw.text((80, 180 + place * 90), line, fill=INK, font=font(44))
    content = io.BytesIO()
    picture.save(content, "PNG")
    return SimpleUploadedFile("paper.png", content.getvalue(), "image/png")


def check_papers(edition: Edition, organiser: User) -> None:
    """The first that came was seen and found right; the others wait."""
    first = IdentityPaper.objects.filter(entry__edition=edition).earliest("pk")
    confirm_paper(paper=first, user=organiser)
