"""Who says when a head of the record was there: an authority of RFC 3161, off until named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from config.environment.reading import LOCAL_HOSTS, fail, read_text, split_url


@dataclass(frozen=True)
class Stamping:
    url: str  # empty: nobody is asked
    roots: Path | None  # PEM: certificates that an authority's has to lead to

    @property
    def is_local(self) -> bool:
        host = urlsplit(self.url).hostname or ""
        return host in {name.strip("[]") for name in LOCAL_HOSTS}

    @property
    def hosts_asked(self) -> set[str]:
        return {urlsplit(self.url).netloc} if self.url and not self.is_local else set()

    @property
    def own_origins(self) -> set[str]:
        parts = urlsplit(self.url)
        return {f"{parts.scheme}://{parts.netloc}"} if self.is_local else set()


def read_stamping(source: Mapping[str, str], roots: Path | None) -> Stamping:
    url = read_text(source, "TIMESTAMP_URL") or ""
    if not url:
        return Stamping("", roots)
    parts = split_url("TIMESTAMP_URL", url, ("https", "http"))
    found = Stamping(url, roots)
    if parts.scheme == "http" and not found.is_local:
        fail("TIMESTAMP_URL", "an authority is asked over https")
    if roots is None:
        fail("TIMESTAMP_ROOTS_FILE", "needed with TIMESTAMP_URL: whom to believe")
    return found
