"""On which grounds a request may be refused, in the words of the law, and which the law
knows for which request.
"""

from __future__ import annotations

from dataclasses import dataclass

from awards.language.bilingual import Both
from awards.models import RightKind

ALL = tuple(RightKind)
COPIES = (RightKind.ACCESS, RightKind.PORT)


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
            "เป็นการปฏิเสธตามกฎหมายหรือคำสั่งศาล (มาตรา 30 วรรคสอง)",
            "The law or a court order does not permit it (section 30, paragraph 2).",
        ),
        COPIES,
    ),
    Ground(
        "others-rights",
        Both(
            "การเข้าถึงและขอรับสำเนาจะส่งผลกระทบที่อาจก่อให้เกิดความเสียหายต่อสิทธิและเสรีภาพของบุคคลอื่น (มาตรา 30 วรรคสอง)",
            "A copy would harm the rights and freedoms of others (section 30, paragraph 2).",
        ),
        COPIES,
    ),
    Ground(
        "public-task",
        Both(
            "ข้อมูลจำเป็นต่อการปฏิบัติหน้าที่ในการดำเนินภารกิจเพื่อประโยชน์สาธารณะหรือการใช้อำนาจรัฐ (มาตรา 24 (4) และมาตรา 33)",
            "The data are necessary for a public task or the exercise of official authority (sections 24 (4) and 33).",
        ),
        (RightKind.ERASE, RightKind.OBJECT, RightKind.RESTRICT),
    ),
    Ground(
        "legal-claims",
        Both(
            "ข้อมูลจำเป็นต่อการก่อตั้ง ใช้ หรือยกขึ้นต่อสู้ซึ่งสิทธิเรียกร้องตามกฎหมาย (มาตรา 32 และมาตรา 33)",
            "The data are necessary to establish, exercise or defend legal claims (sections 32 and 33).",
        ),
        (RightKind.ERASE, RightKind.OBJECT, RightKind.RESTRICT),
    ),
    Ground(
        "archive",
        Both(
            "ข้อมูลเก็บไว้เพื่อจัดทำเอกสารประวัติศาสตร์หรือจดหมายเหตุเพื่อประโยชน์สาธารณะ (มาตรา 24 (1) และมาตรา 33)",
            "The data are kept for historical documents or archives in the public interest (sections 24 (1) and 33).",
        ),
        (RightKind.ERASE, RightKind.RESTRICT),
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
