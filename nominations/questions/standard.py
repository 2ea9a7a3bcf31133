"""The questions that every new edition's form begins with. From then on the form is the
edition's own data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from nominations.statuses import QuestionKind


@dataclass(frozen=True)
class Standard:
    code: str
    kind: QuestionKind
    label_th: str
    label_en: str
    help_th: str = ""
    help_en: str = ""
    required: bool = False
    limit: int | None = None
    names_entrant: bool = False
    public_if_wins: bool = False
    options: dict[str, Any] = field(default_factory=dict)


STANDARD = (
    Standard(
        "problem",
        QuestionKind.LONG_TEXT,
        "ปัญหาหรือความท้าทาย",
        "Problem",
        "ใครได้รับผลกระทบ มากน้อยเพียงใด และเดิมแก้ไขกันอย่างไร",
        "Who was affected, how much, and how was it dealt with before?",
        required=True,
        limit=3000,
        public_if_wins=True,
    ),
    Standard(
        "solution",
        QuestionKind.LONG_TEXT,
        "แนวทางแก้ไข",
        "Solution",
        "ผลงานทำอะไรและทำงานอย่างไร ตั้งแต่ต้นจนถึงผู้ใช้บริการ",
        "What does the solution do and how does it work, up to the people who use it?",
        required=True,
        limit=4000,
        public_if_wins=True,
    ),
    Standard(
        "technology",
        QuestionKind.LONG_TEXT,
        "เทคโนโลยีที่ใช้",
        "Technology",
        "เทคโนโลยี มาตรฐาน และการเชื่อมต่อกับแพลตฟอร์มข้อมูลเมือง",
        "Technology, standards and the connection to a city data platform.",
        required=True,
        limit=3000,
    ),
    Standard(
        "results",
        QuestionKind.LONG_TEXT,
        "ผลลัพธ์และหลักฐาน",
        "Results and evidence",
        "ตัวเลขก่อนและหลังใช้งาน พร้อมแหล่งที่มาของข้อมูล",
        "Figures before and after, with the source of each.",
        required=True,
        limit=4000,
        public_if_wins=True,
    ),
    Standard(
        "in-use-since",
        QuestionKind.DATE,
        "วันที่เริ่มใช้งานจริง",
        "In use since",
        "วัน/เดือน/ปี เช่น 31/08/2565",
        "Day/month/year, for example 31/08/2022.",
        required=True,
    ),
    Standard(
        "where-in-use",
        QuestionKind.SHORT_TEXT,
        "พื้นที่ที่ใช้งาน",
        "Where it is in use",
        "ไม่แสดงแก่กรรมการในรอบที่ปกปิดชื่อ",
        "Not shown to judges in a blind round.",
        limit=300,
        names_entrant=True,
    ),
    Standard(
        "links",
        QuestionKind.LINK,
        "ลิงก์",
        "Links",
        "เว็บไซต์ วิดีโอ หรือข่าว บรรทัดละหนึ่งลิงก์ ไม่แสดงแก่กรรมการในรอบที่ปกปิดชื่อ",
        "Web sites, videos or news, one link a line. Not shown to judges in a blind round.",
        limit=2000,
        names_entrant=True,
        public_if_wins=True,
    ),
    Standard(
        "dsure",
        QuestionKind.CERTIFICATE,
        "เลขที่ใบรับรอง dSURE",
        "dSURE certificate",
        (
            "หากผลงานใช้ผลิตภัณฑ์ที่ได้รับเครื่องหมาย dSURE โปรดระบุเลขที่ใบรับรอง "
            "ไม่แสดงแก่กรรมการในรอบที่ปกปิดชื่อ"
        ),
        (
            "If the solution uses a product with the dSURE mark: its certificate "
            "number. Not shown in a blind round."
        ),
        limit=60,
        names_entrant=True,
    ),
)
SMART_LIMIT = 1500


def standard_for_smart(code: str, name_th: str, name_en: str) -> Standard:
    """What the solution does for one Smart; answered only for those that the entrant claims."""
    return Standard(
        f"smart-{code}",
        QuestionKind.LONG_TEXT,
        f"สิ่งที่ผลงานทำเพื่อ{name_th}",
        f"What it does for {name_en}",
        "ตอบเฉพาะด้านที่ผลงานเกี่ยวข้อง",
        "Only if the solution contributes here.",
        limit=SMART_LIMIT,
        options={"smart": code},
    )
