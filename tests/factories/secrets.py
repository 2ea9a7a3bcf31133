"""Words that stand nowhere but in what may not leak."""

from __future__ import annotations

# Words that stand nowhere but in what may not leak; tests look for them.
ENTRANT_SECRETS = {
    "organisation_th": "เทศบาลนครผกากรองสมมุติ",
    "organisation_en": "Phakakrong Invented City",
    "number": "0994000617721",
    "website": "https://phakakrong.example.net/",
    "person_th": "อัญชันสมมุติ ช่อม่วงสมมุติ",
    "person_en": "Anchan Invented Chomuang",
    "email": "anchan.secret@phakakrong.example.net",
    "domain": "phakakrong",
    "contact": "ราชพฤกษ์สมมุติ คูนเหลืองสมมุติ",
    "phone": "042-491-9999",
    "province_th": "บึงกาฬ",
    "province_en": "Bueng Kan",
    "file_name": "phakakrong-secret-plan",
    "named_answer": "ผู้รับผิดชอบคือกองช่างผกากรอง",
    "detail": "ร่างโดยผู้ช่วยเขียนของผกากรอง",
}
EMBARGO_SECRETS = {
    "winner_title_th": "ผลงานลับก่อนประกาศ",
    "winner_title_en": "Embargoed solution",
    "winner_organisation": "องค์กรลับก่อนประกาศ",
    "erratum": "หมายเหตุลับก่อนประกาศ",
    "certificate": "DS-EMBARGO-0001",
    "product_th": "ผลิตภัณฑ์ลับก่อนประกาศ",
    "product_en": "Embargoed product",
    "announcement": "หัวข้อลับก่อนประกาศ",
    "reason": "เหตุผลลับของคณะกรรมการ",
    "reading": "อง-กอน-ลับ-ก่อน-ประกาศ",
    "receiver": "ผู้รับรางวัลลับก่อนประกาศ",
    "feedback": "ความเห็นลับก่อนประกาศผล",
    "overall reason": "เหตุผลลับของรางวัลรวม",
    "caption": "คำบรรยายภาพลับก่อนประกาศ",
    "story": "เรื่องราวลับก่อนประกาศ",
    "credit": "ผู้ถ่ายภาพลับก่อนประกาศ",
    "certificate code": "LEAK-LEAK-LEAK-LEAK",
    "certificate text": "เกียรติบัตรลับก่อนประกาศ",
}
