"""The demonstration's face: whom it names, an accent for the earlier edition, partners,
pages, news and answers. All of it invented.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from awards.models import Edition, Identity
from awards.site.services import save_identity, save_page, save_partner
from config.demonstration.cast import Cast

FOLDER = Path(__file__).parent
TEAL = "#0b5f66"  # of the edition whose winners are published


def load_faces(cast: Cast, codes: dict[str, str]) -> None:
    """Once: whoever changed something in a running demonstration keeps it."""
    if Identity.objects.filter(edition=None).exists():
        return
    data: dict[str, Any] = tomllib.loads((FOLDER / "face.toml").read_text())
    actor = cast.operator
    save_identity(edition=None, actor=actor, **data["identity"])
    for order, partner in enumerate(data["partner"]):
        save_partner(edition=None, actor=actor, order=order, website="", **partner)
    for order, page in enumerate(data["page"]):
        save_page(edition=None, actor=actor, order=order, published=True, **page)
    published = Edition.objects.get(code=codes["published"])
    save_identity(edition=published, actor=cast.organiser, accent=TEAL)
