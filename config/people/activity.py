"""What a row of the record of processing (PDPA s. 39) says, and the answers that several
rows give.
"""

from __future__ import annotations

from dataclasses import dataclass

from awards.language.bilingual import Both

PUBLIC_TASK = Both(
    "การปฏิบัติหน้าที่ในการดำเนินภารกิจเพื่อประโยชน์สาธารณะหรือการใช้อำนาจรัฐ (มาตรา 24 (4))",
    "A task in the public interest or the exercise of official authority (section 24 (4))",
)
CONSENT = Both("ความยินยอม (มาตรา 19)", "Consent (section 19)")
LEGAL_DUTY = Both(
    "การปฏิบัติตามกฎหมายของผู้ควบคุมข้อมูลส่วนบุคคล (มาตรา 24 (6))",
    "Compliance with a law to which the controller is subject (section 24 (6))",
)
NOBODY_ELSE = Both(
    "ไม่มีผู้รับภายนอก นอกจากผู้ให้บริการเครื่องแม่ข่ายที่หน่วยงานเลือก",
    "Nobody outside, but for the host that the organisation chose",
)
MAIL_SERVICE = Both(
    "ผู้ให้บริการอีเมลที่หน่วยงานเลือก และ LINE เมื่อบุคคลเชื่อมบัญชีเอง",
    "The mail service that the organisation chose; LINE, where the person linked it",
)
STAYS_HERE = Both(
    "ซอฟต์แวร์ไม่ส่งข้อมูลไปต่างประเทศ ขึ้นกับที่ตั้งของเครื่องแม่ข่าย [[หน่วยงานระบุ]]",
    "The software sends nothing abroad; it depends on where the server stands [[organisation]]",
)
BY_MAIL = Both(
    "ขึ้นกับที่ตั้งของผู้ให้บริการอีเมล และ LINE (ญี่ปุ่น) เมื่อเชื่อมบัญชี [[หน่วยงานระบุ]]",
    "Depends on where the mail service stands, and LINE (Japan) where linked [[organisation]]",
)
SECURITY = Both(
    "สิทธิการเข้าถึงตามบทบาท การเข้ารหัสระหว่างส่ง บันทึกที่แก้ไขไม่ได้ การลบทุกคืนตามกำหนด และการลบตามคำขอ",
    "Access by role, encryption in transit, a log that cannot be changed, deletion when due, erasure on request",
)
UNTIL_ERASED = Both("จนกว่าบุคคลจะขอให้ลบ", "Until the person asks for their erasure")


@dataclass(frozen=True)
class Activity:
    """One row of the record. ``tables``: the models that hold the data, by label.
    ``retention``: codes of ``config.privacy.retention.kinds``, or none, where ``kept`` says it all.
    """

    code: str
    title: Both
    purpose: Both
    persons: Both
    data: Both
    basis: Both
    recipients: Both
    abroad: Both
    kept: Both
    tables: tuple[str, ...]
    retention: tuple[str, ...] = ()
    security: Both = SECURITY


def labels(app: str, names: str) -> tuple[str, ...]:
    return tuple(f"{app}.{name}" for name in names.split())
