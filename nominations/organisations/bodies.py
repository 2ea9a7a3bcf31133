"""One normal form of an organisation's name, so that two ways of writing it are one:
for finding conflicts.

Legal forms ("บริษัท … จำกัด", "บจก.", "Co., Ltd.") say nothing and go. Kinds of public
bodies stay, since a town, its province and its university share a place's name; their
abbreviations are written out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from awards.language.plain_text import plain
from awards.language.thai import clean_text

BRACKETS = re.compile(r"[(\[{（][^)\]}）]*[)\]}）]")
LEGAL_TH = re.compile(
    r"บริษัทมหาชนจำกัด|บริษัท|บจก\.?|บมจ\.?|บจ\.|หจก\.?|หสน\.?|ห้างหุ้นส่วนจำกัด|ห้างหุ้นส่วนสามัญ|ห้างหุ้นส่วน|"
    r"มหาชน|จำกัด|จก\."
)
LEGAL_EN = re.compile(
    r"\b(company|co|corporation|corp|limited|ltd|public|plc|pcl|inc|incorporated|llc|llp|gmbh|partnership|part|the|"
    r"thailand)\b",
    re.IGNORECASE,
)
WRITTEN_OUT = {
    "อบจ": "องค์การบริหารส่วนจังหวัด", "อบต": "องค์การบริหารส่วนตำบล", "ทน": "เทศบาลนคร", "ทม": "เทศบาลเมือง",
    "ทต": "เทศบาลตำบล", "กทม": "กรุงเทพมหานคร", "มจธ": "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าธนบุรี",
    "สจล": "สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง", "มจพ": "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าพระนครเหนือ",
    "มรภ": "มหาวิทยาลัยราชภัฏ", "มทร": "มหาวิทยาลัยเทคโนโลยีราชมงคล", "รพ": "โรงพยาบาล", "ม": "มหาวิทยาลัย",
    "จ": "จังหวัด", "สนง": "สำนักงาน", "univ": "university", "dept": "department", "min": "ministry",
}  # fmt: skip
ABBREVIATION = re.compile(
    rf"(?<![^\W_])({'|'.join(sorted(WRITTEN_OUT, key=len, reverse=True))})\s*\.\s*",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"^(คณะ|ภาควิชา|สาขาวิชา|วิทยาลัย|วิทยาเขต|สถาบัน|สำนักงาน|สำนัก|ศูนย์|กอง|ฝ่าย|แผนก|ส่วน|งาน|หน่วย|โครงการ|บัณฑิตวิทยาลัย|"
    r"faculty|department|school|college|institute|division|office|centre|center|bureau|section|unit|campus|graduate)",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"(?<![ก-๛])(จุฬาลงกรณ์มหาวิทยาลัย|กระทรวง|กรม|จังหวัด|สถาบัน|มูลนิธิ|โรงพยาบาล)|มหาวิทยาลัย|เทศบาล|องค์การบริหารส่วน|"
    r"\b(university|municipality|ministry|institute of technology|hospital|foundation)\b",
    re.IGNORECASE,
)
SHORTEST = 3  # letters of a name that tells one body from others
LETTERS = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+|_")
TITLES = re.compile(
    r"^(?:(?:นางสาว|นาง|นาย|น\.ส\.|ว่าที่ร้อยตรี|ผู้ช่วยศาสตราจารย์|รองศาสตราจารย์|ศาสตราจารย์|ผศ\.?|รศ\.?|ศ\.|ดร\.?|นพ\.|พญ\.|"
    r"mr\.?|mrs\.?|ms\.?|dr\.?|prof\.?|assoc\.?|asst\.?)\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Body:
    """``key``: the normal form. ``parents``: of the bodies that it says it is part of
    ("คณะ… มหาวิทยาลัย…").
    """

    key: str
    parents: frozenset[str]

    def is_or_is_part_of(self, other: Body) -> bool:
        """One and the same, one part of the other, or two parts of a third."""
        if not self.key or not other.key:
            return False
        own, others = {self.key, *self.parents}, {other.key, *other.parents}
        return (
            bool(own & others)
            or is_unit_of(self.key, other.key)
            or is_unit_of(other.key, self.key)
        )


def body_of(name: str) -> Body:
    text = written_out(name)
    if not UNIT.match(text):
        return Body(body_key(text), frozenset())
    starts = [hit.start() for hit in WHOLE.finditer(text) if hit.start()][:1]
    starts += [
        hit.end() for hit in re.finditer(",", text) if WHOLE.search(text, hit.end())
    ]
    parents = {body_key(text[start:]) for start in starts}
    return Body(
        body_key(text), frozenset(key for key in parents if not WHOLE.fullmatch(key))
    )


def written_out(name: str) -> str:
    """Plain, without what stands in brackets, abbreviations of public bodies written out."""
    text = BRACKETS.sub(" ", plain(clean_text(name)))
    return " ".join(
        ABBREVIATION.sub(lambda hit: WRITTEN_OUT[hit[1].lower()], text).split()
    )


def body_key(text: str) -> str:
    bare = LETTERS.sub("", LEGAL_EN.sub(" ", LEGAL_TH.sub(" ", text))).casefold()
    whole = LETTERS.sub("", text).casefold()
    return bare if len(bare) >= SHORTEST else whole


def is_unit_of(part: str, whole: str) -> bool:
    """``คณะแพทยศาสตร์จุฬาลงกรณ์มหาวิทยาลัย`` of ``จุฬาลงกรณ์มหาวิทยาลัย``, also where
    no space parts them.
    """
    if len(whole) < 2 * SHORTEST or len(part) <= len(whole):
        return False
    before, after = part.removesuffix(whole), part.removeprefix(whole)
    return bool(
        (before != part and UNIT.match(before)) or (after != part and UNIT.match(after))
    )


def person_key(name: str) -> str:
    """A person's name without titles; "" for one word alone, which many bear."""
    bare = TITLES.sub("", plain(clean_text(name))).strip()
    return LETTERS.sub("", bare).casefold() if len(bare.split()) > 1 else ""
