"""What a receipt keeps of an entry: JSON, of which the receipt holds the hash.

An erased receipt keeps ``{}``: who reads one asks with ``get``.
"""

from __future__ import annotations

from typing import TypedDict


class KeptCaption(TypedDict, total=False):
    """Without what was left empty."""

    caption_th: str
    caption_en: str


class KeptFile(KeptCaption):
    """``size`` in bytes; ``sha256`` in hex."""

    name: str
    sha256: str
    size: int


class KeptAgreement(TypedDict):
    """To one version of a declaration; ``agreed_at`` in ISO 8601."""

    code: str
    version: int
    agreed_at: str
    detail: str


class ChecklistContent(TypedDict, total=False):
    """Without what the edition does not ask for. ``rules``: code → the answer as stored."""

    rules: dict[str, object]
    declarations: list[KeptAgreement]


class EntryContent(ChecklistContent):
    """``fields`` by the names of TEXT_FIELDS, ``answers`` by the questions' codes."""

    reference: str
    fields: dict[str, str]
    categories: list[str]
    answers: dict[str, object]
    files: list[KeptFile]
