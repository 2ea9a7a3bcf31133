"""Who gives the awards, as certificates and the press are told."""

from __future__ import annotations

from awards.language.bilingual import reader_language

ISSUER_TH = "โครงการประกวดระบบบริการเมืองอัจฉริยะดีเด่น"
ISSUER_EN = "Smart City Solutions Awards"


def issuer_name() -> str:
    """In the reader's language."""
    return ISSUER_EN if reader_language() == "en" else ISSUER_TH
