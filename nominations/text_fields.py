from __future__ import annotations

TEXT_FIELDS = (
    "title_th",
    "title_en",
    "summary_th",
    "summary_en",
    "contact_name",
    "contact_phone",
)
