"""The text to begin with: what this software really does, with [[…]] where only the
organisation knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from config.people import devices
from config.privacy.retention.kinds import KINDS

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Starter:
    """Markdown in both languages."""

    th: str
    en: str


def starter() -> Starter:
    facts = {kind.code: kind.days for kind in KINDS} | {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "session_days": settings.SESSION_COOKIE_AGE // 86400,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "device_cookie": devices.COOKIE,
        "device_days": devices.DAYS,
    }
    texts = {
        language: (HERE / f"starter_{language}.md").read_text(encoding="utf-8")
        for language in ("th", "en")
    }
    return Starter(texts["th"].format(**facts), texts["en"].format(**facts))
