"""On which grounds a request may be refused, in the words of the law, and which the law
knows for which request.
"""

from __future__ import annotations

from dataclasses import dataclass

from awards.language.bilingual import Both
from awards.models import RightKind

ALL = tuple(RightKind)


@dataclass(frozen=True)
class Ground:
    code: str
    words: Both
    kinds: tuple[RightKind, ...] = ALL


GROUNDS = (
    Ground(
        "not-held",
        Both("เราไม่มีข้อมูลส่วนบุคคลของท่าน", "We hold no personal data of yours."),
    ),
    Ground(
        "by-law",
        Both(
            "เป็นการปฏิเสธตามกฎหมายหรือคำสั่งศาล และการให้สำเนาจะก่อให้เกิดความเสียหายต่อสิทธิและเสรีภาพของบุคคลอื่น (มาตรา 30 วรรคสอง)",
            "The law or a court order permits the refusal, and a copy would harm "
            "the rights and freedoms of others (section 30, paragraph 2: both).",
        ),
        (RightKind.ACCESS,),
    ),
    Ground(
        "others-rights",
        Both(
            "การให้ข้อมูลจะก่อให้เกิดความเสียหายต่อสิทธิและเสรีภาพของบุคคลอื่น",
            "Handing the data over would harm the rights and freedoms of others.",
        ),
        (RightKind.PORT,),
    ),
    Ground(
        "public-task",
        Both(
            "ข้อมูลจำเป็นต่อการปฏิบัติหน้าที่ในการดำเนินภารกิจเพื่อประโยชน์สาธารณะหรือการใช้อำนาจรัฐ (มาตรา 24 (4))",
            "The data are necessary for a public task or the exercise of official authority (section 24 (4)).",
        ),
        (RightKind.ERASE, RightKind.OBJECT, RightKind.PORT),
    ),
    Ground(
        "legal-claims",
        Both(
            "ข้อมูลจำเป็นต่อการก่อตั้ง ใช้ หรือยกขึ้นต่อสู้ซึ่งสิทธิเรียกร้องตามกฎหมาย",
            "The data are necessary to establish, exercise or defend legal claims.",
        ),
        (RightKind.ERASE, RightKind.OBJECT),
    ),
    Ground(
        "archive",
        Both(
            "ข้อมูลเก็บไว้เพื่อจัดทำเอกสารประวัติศาสตร์หรือจดหมายเหตุเพื่อประโยชน์สาธารณะ (มาตรา 24 (1))",
            "The data are kept for historical documents or archives in the public interest (section 24 (1)).",
        ),
        (RightKind.ERASE,),
    ),
    Ground(
        "no-case-to-erase",
        Both(
            "ไม่เข้ากรณีที่กฎหมายให้ลบหรือทำลายข้อมูล (มาตรา 33)",
            "None of the cases in which the law has data erased applies (section 33).",
        ),
        (RightKind.ERASE,),
    ),
    Ground(
        "no-case-to-restrict",
        Both(
            "ไม่เข้ากรณีที่กฎหมายให้ระงับการใช้ข้อมูล (มาตรา 34)",
            "None of the cases in which the law has the use of data restricted applies (section 34).",
        ),
        (RightKind.RESTRICT,),
    ),
    Ground(
        "correct-already",
        Both(
            "ข้อมูลถูกต้อง เป็นปัจจุบัน สมบูรณ์ และไม่ก่อให้เกิดความเข้าใจผิด (มาตรา 35)",
            "The data are accurate, up to date, complete and not misleading (section 35).",
        ),
        (RightKind.CORRECT,),
    ),
    Ground(
        "other",
        Both("เหตุผลอื่นตามที่ระบุในคำตอบ", "Another reason, stated in the answer."),
    ),
)
BY_CODE = {ground.code: ground for ground in GROUNDS}


def grounds_for(kind: str) -> list[Ground]:
    return [ground for ground in GROUNDS if kind in ground.kinds]
