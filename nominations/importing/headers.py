"""Which column is which: names of columns as forms and people write them, in Thai and English."""

# ruff: noqa: E501  (tables of names read better unbroken)

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from awards.spreadsheets.headings import field_named, squash
from nominations.models import Question
from nominations.questions.kinds import in_writing

SYNONYMS: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "entry reference", "เลขที่ผลงาน", "เลขที่อ้างอิง", "รหัสผลงาน", "เลขอ้างอิง", "หมายเลขผลงาน"),
    "submitted_at": ("timestamp", "submitted", "submitted at", "received", "ประทับเวลา", "วันที่ส่ง", "เวลาที่ส่ง", "ได้รับเมื่อ", "วันเวลา"),
    "email": (
        "email", "e-mail", "email address", "e-mail address", "mail", "ที่อยู่อีเมล", "อีเมล", "อีเมล์", "อีเมลล์", "ที่อยู่อีเมล์",
        "อีเมลผู้ประสานงาน", "contact email", "username", "ชื่อผู้ใช้",
    ),
    "organisation_th": (
        "organisation", "organization", "organisation name", "organization name", "organisation in thai", "agency", "company",
        "ชื่อหน่วยงาน", "หน่วยงาน", "องค์กร", "ชื่อองค์กร", "ชื่อหน่วยงาน/องค์กร", "หน่วยงาน/องค์กร", "ชื่อหน่วยงานภาษาไทย", "ชื่อบริษัท",
        "หน่วยงานภาษาไทย", "หน่วยงานเจ้าของผลงาน", "ชื่อหน่วยงานที่ส่งผลงาน", "ผู้ส่งผลงาน", "organisation (thai)", "name of organisation",
    ),
    "organisation_en": (
        "organisation in english", "organization in english", "organisation name in english", "organisation (english)",
        "organization (english)", "ชื่อหน่วยงานภาษาอังกฤษ", "หน่วยงานภาษาอังกฤษ", "ชื่อองค์กรภาษาอังกฤษ",
    ),
    "kind": (
        "kind", "type", "organisation type", "organization type", "kind of organisation", "type of organisation", "ประเภทหน่วยงาน", "ประเภทองค์กร",
        "ประเภท", "ประเภทผู้สมัคร",
    ),
    "number": (
        "13-digit number", "13-digit id number", "id number", "tax id", "tax number", "taxpayer id", "tax identification number", "juristic number", "registration number",
        "organisation number", "juristic id", "เลขประจำตัวผู้เสียภาษี 13 หลัก", "เลขประจำตัวผู้เสียภาษี", "เลขประจำตัวผู้เสียภาษีอากร", "เลข 13 หลัก",
        "เลขนิติบุคคล", "เลขทะเบียนนิติบุคคล", "เลขผู้เสียภาษี", "เลขที่ผู้เสียภาษี", "เลขประจำตัว 13 หลัก",
    ),
    "province": ("province", "จังหวัด", "จังหวัดที่ตั้ง", "จังหวัดที่ตั้งหน่วยงาน"),
    "website": ("website", "web site", "organisation website", "เว็บไซต์", "เว็บไซต์หน่วยงาน"),
    "title_th": (
        "title", "title in thai", "title (thai)", "thai title", "solution title", "project name", "entry title", "name of solution", "name of the work",
        "solution name", "ชื่อผลงาน", "ชื่อผลงานภาษาไทย", "ชื่อผลงานไทย", "ชื่อโครงการ", "ชื่อโครงการภาษาไทย", "ชื่อผลงาน (ไทย)", "ชื่อโซลูชัน",
    ),
    "title_en": (
        "title in english", "title (english)", "english title", "solution title in english", "project name in english",
        "ชื่อผลงานภาษาอังกฤษ", "ชื่อผลงานอังกฤษ", "ชื่อโครงการภาษาอังกฤษ", "ชื่อผลงาน (อังกฤษ)",
    ),
    "category": (
        "category", "categories", "award category", "area", "smart", "smart area", "สาขารางวัล", "ด้านที่ส่งประกวด", "ด้าน", "สาขา", "สาขาที่ส่งประกวด",
        "ประเภทรางวัล", "ด้านเมืองอัจฉริยะ", "ประเภทผลงาน",
    ),
    "summary_th": (
        "summary", "summary in thai", "summary (thai)", "abstract", "executive summary", "บทสรุปผลงาน", "บทสรุป", "บทคัดย่อ", "สรุปผลงาน",
        "บทสรุปผลงานภาษาไทย", "บทสรุปผู้บริหาร", "รายละเอียดโดยย่อ",
    ),
    "summary_en": ("summary in english", "summary (english)", "abstract in english", "บทสรุปผลงานภาษาอังกฤษ", "บทสรุปภาษาอังกฤษ"),
    "contact_name": (
        "contact", "contact person", "contact name", "coordinator", "ชื่อผู้ประสานงาน", "ผู้ประสานงาน", "ผู้ติดต่อ", "ชื่อผู้ติดต่อ", "ชื่อ-นามสกุลผู้ประสานงาน",
        "ชื่อและนามสกุลผู้ประสานงาน",
    ),
    "contact_phone": (
        "phone", "telephone", "phone number", "telephone number", "mobile", "contact phone", "tel", "เบอร์โทรศัพท์", "เบอร์โทร", "โทรศัพท์", "หมายเลขโทรศัพท์",
        "โทรศัพท์มือถือ", "เบอร์ติดต่อ",
    ),
    "q-problem": ("problem", "challenge", "problem or challenge", "ปัญหา", "ปัญหาหรือความท้าทาย", "ความท้าทาย", "ที่มาและปัญหา", "ปัญหาที่ต้องการแก้ไข"),
    "q-solution": ("solution", "approach", "how it works", "แนวทางแก้ไข", "วิธีแก้ไข", "แนวทางการแก้ไขปัญหา", "แนวทางการแก้ปัญหา", "รายละเอียดผลงาน"),
    "q-technology": ("technology", "technologies", "technology used", "เทคโนโลยี", "เทคโนโลยีที่ใช้"),
    "q-results": (
        "results", "result", "results and evidence", "evidence", "impact", "outcome", "ผลลัพธ์และหลักฐาน", "ผลลัพธ์", "ผลลัพธ์ที่ได้", "ผลลัพธ์และตัวชี้วัด", "ผลการดำเนินงาน",
    ),
    "q-in-use-since": (
        "in use since", "date in use", "start date", "go-live date", "launch date", "วันที่เริ่มใช้งานจริง", "วันที่เริ่มใช้งาน", "เริ่มใช้งานเมื่อ", "วันเริ่มใช้งาน", "ใช้งานตั้งแต่",
    ),
    "q-where-in-use": ("where it is in use", "where in use", "location", "พื้นที่ที่ใช้งาน", "พื้นที่ใช้งาน", "สถานที่ใช้งาน", "พื้นที่ดำเนินการ"),
    "q-links": ("link", "links", "url", "urls", "ลิงก์", "ลิงค์", "ลิงก์ที่เกี่ยวข้อง", "เว็บไซต์ผลงาน"),
}  # fmt: skip
REQUIRED = ("email", "organisation_th", "number", "title_th", "category")


@dataclass(frozen=True)
class Columns:
    """Field name → index of its column, and the names of columns that nothing was made of."""

    index: dict[str, int]
    ignored: list[str]

    def title_of(self, field: str, header: list[str]) -> str:
        """The column's name in the file."""
        return header[self.index[field]] if field in self.index else ""

    def missing(self) -> list[str]:
        have = set(self.index)
        return [
            field
            for field in REQUIRED
            if field not in have and not (field == "title_th" and "title_en" in have)
        ]


def question_labels(question: Question) -> tuple[str, str]:
    return question.label_th, question.label_en


def told_apart(question: Question, label: str) -> str:
    """The name of a column where the label alone would be taken for another one."""
    return f"{label} [{question.code}]"


def export_headers(fixed: list[str], questions: Iterable[Question]) -> list[str]:
    """Names for an export's columns, each of which the import knows again."""
    taken = {
        squash(name)
        for field in SYNONYMS
        if not field.startswith("q-")
        for name in (field, *SYNONYMS[field])
    }
    headers = list(fixed)
    for question in questions:
        name = question.label
        if squash(name) in taken:
            name = told_apart(question, name)
        taken |= {squash(label) for label in question_labels(question)}
        headers.append(name)
    return headers


def known_names(questions: Iterable[Question]) -> dict[str, str]:
    """Squashed name → field. The edition's own questions come first: their labels are
    what exports carry.
    """
    names: dict[str, str] = {}
    asked = in_writing(questions)
    fixed = {
        squash(name)
        for field in SYNONYMS
        if not field.startswith("q-")
        for name in (field, *SYNONYMS[field])
    }
    for question in asked:
        own = [
            label
            for label in (question.label_th, question.label_en)
            if squash(label) not in fixed
        ]
        for name in (
            *own,
            question.code,
            *(told_apart(question, label) for label in question_labels(question)),
        ):
            names.setdefault(squash(name), f"q-{question.code}")
    codes = {f"q-{question.code}" for question in asked}
    for field, synonyms in SYNONYMS.items():
        if field in codes or not field.startswith("q-"):
            for synonym in (field, *synonyms):
                names.setdefault(squash(synonym), field)
    return names


def match_columns(
    header: list[str],
    questions: Iterable[Question],
    chosen: Mapping[int, str] | None = None,
) -> Columns:
    """``chosen`` overrules the guess: a column's position and the field that it is,
    empty for none.
    """
    names = known_names(questions)
    index: dict[str, int] = {}
    ignored = []
    for position, title in enumerate(header):
        field = (
            field_named(title, names) if chosen is None else chosen.get(position, "")
        )
        if field and field not in index:
            index[field] = position
        elif title:
            ignored.append(title)
    return Columns(index, ignored)
