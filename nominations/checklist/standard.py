"""The rules and declarations that every new edition begins with. From then on they are
the edition's own data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from nominations.statuses import DeclarationKind, RuleKind


@dataclass(frozen=True)
class StandardRule:
    code: str
    kind: RuleKind
    label_th: str
    label_en: str
    help_th: str = ""
    help_en: str = ""
    required: bool = True
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StandardDeclaration:
    code: str
    kind: DeclarationKind
    title_th: str
    title_en: str
    text_th: str
    text_en: str
    required: bool = True
    asks_detail: bool = False


MUST_BE_YES = {"passes": ["yes"]}
RULES = (
    StandardRule(
        "who-may-enter",
        RuleKind.YES_NO,
        (
            "ผู้ส่งผลงานเป็นองค์กรปกครองส่วนท้องถิ่น หน่วยงานของรัฐ สถาบันการศึกษา "
            "หรือนิติบุคคลที่จดทะเบียนในประเทศไทย"
        ),
        "The entrant is a local government, a state agency, an educational "
        "institution or an organisation registered in Thailand",
        "ตรวจกับเลขประจำตัว 13 หลักของหน่วยงาน",
        "This is compared with the organisation's 13-digit ID number.",
        options=MUST_BE_YES,
    ),
    StandardRule(
        "months-in-use",
        RuleKind.NUMBER,
        "ผลงานใช้งานจริงมาแล้วกี่เดือน นับถึงวันปิดรับสมัคร",
        "How many months will the solution have been in real use when the call closes?",
        "ไม่น้อยกว่า 6 เดือน ไม่นับระยะทดลองหรือนำร่องที่ยังไม่เปิดให้บริการ",
        "At least 6 months. Trials before the service opened do not count.",
        options={
            "least": "6",
            "unit_th": "เดือน",
            "unit_en": "months",
            "since": "in-use-since",
        },
    ),
    StandardRule(
        "not-won-before",
        RuleKind.YES_NO,
        "ผลงานนี้หรือรุ่นก่อนหน้าของผลงานนี้ไม่เคยได้รับรางวัลจากการประกวดนี้มาก่อน",
        "Neither this solution nor an earlier version of it has won this award before",
        "ผลงานที่ต่อยอดจนต่างจากเดิมอย่างชัดเจน ให้ตอบว่าใช่และอธิบายไว้ในผลงาน",
        "If it has grown into something clearly different, answer yes and explain in "
        "the entry.",
        options=MUST_BE_YES,
    ),
    StandardRule(
        "one-per-category",
        RuleKind.YES_NO,
        "หน่วยงานของท่านส่งผลงานนี้เพียงผลงานเดียวในสาขารางวัลนี้",
        "Your organisation submits only this entry in this category",
        "ส่งผลงานอื่นในสาขารางวัลอื่นได้",
        "You can submit other entries in other categories.",
        options=MUST_BE_YES,
    ),
)
DECLARATIONS = (
    StandardDeclaration(
        "originality",
        DeclarationKind.ORIGINALITY,
        "ความเป็นเจ้าของผลงาน",
        "Originality",
        "ข้าพเจ้ารับรองว่าผลงานนี้เป็นของผู้ส่งผลงาน "
        "หรือผู้ส่งผลงานมีสิทธิส่งเข้าประกวด เนื้อหา ภาพ "
        "และข้อมูลที่แนบมาไม่ละเมิดสิทธิของผู้อื่น และข้อเท็จจริงที่กรอกเป็นความจริง",
        "I declare that the solution belongs to the entrant or that the entrant has "
        "the right to submit it, that the texts, pictures and data do not violate "
        "anyone's rights, and that everything stated is true.",
    ),
    StandardDeclaration(
        "ai-use",
        DeclarationKind.AI_USE,
        "การใช้ปัญญาประดิษฐ์ในการจัดทำผลงาน",
        "Use of artificial intelligence in writing the entry",
        (
            "ข้าพเจ้าได้ตรวจสอบเนื้อหาทั้งหมดด้วยตนเองและรับผิดชอบต่อความถูกต้อง "
            "หากใช้ปัญญาประดิษฐ์ช่วยเขียน แปล หรือสร้างภาพ ได้ระบุไว้ด้านล่างแล้ว"
        ),
        "I have checked everything myself and am responsible for its accuracy. If "
        "artificial intelligence helped to write, translate or create pictures, I say "
        "so below.",
        asks_detail=True,
    ),
    StandardDeclaration(
        "pictures",
        DeclarationKind.CONSENT,
        "ความยินยอมให้เผยแพร่ภาพบุคคล",
        "Consent to publish pictures of people",
        "ข้าพเจ้ายินยอมให้ผู้จัดการประกวดเผยแพร่ภาพบุคคลในเอกสารที่แนบ "
        "เมื่อผลงานได้รับรางวัล โดยได้รับความยินยอมจากบุคคลในภาพแล้ว "
        "ถอนความยินยอมได้ทุกเมื่อ และไม่มีผลต่อการตัดสิน",
        "I consent to the organiser publishing pictures of people from the files if "
        "the entry wins. The people shown have agreed. I can withdraw this consent at "
        "any time, and it does not affect the judging.",
        required=False,
    ),
    StandardDeclaration(
        "invitations",
        DeclarationKind.CONSENT,
        "ความยินยอมให้ติดต่อเรื่องการประกวดครั้งต่อไป",
        "Consent to be contacted about later editions",
        (
            "ข้าพเจ้ายินยอมให้ผู้จัดการประกวดส่งข่าวการประกวดครั้งต่อไปและกิจกรรมที่เกี่ยวข้องทางอีเมล "
            "ถอนความยินยอมได้ทุกเมื่อ และไม่มีผลต่อการตัดสิน"
        ),
        "I consent to the organiser emailing me about later editions and related "
        "events. I can withdraw this consent at any time, and it does not affect the "
        "judging.",
        required=False,
    ),
)
