"""A mail as a page in a frame of this site, light or dark. Nothing in it runs, nothing is
fetched, and its links lead nowhere: the frame is closed (``sandbox``).
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from django.http import HttpResponse

DARK = "(prefers-color-scheme: dark)"
LOOKS = {"light": "not all", "dark": "all"}  # what stands for the reader's own setting
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def framed_answer(html: str, look: str) -> HttpResponse:
    """``look``: ``light`` or ``dark``, whatever the browser's own setting. The styles of
    both are allowed, since a script puts one in place of the other.
    """
    looks = {name: html.replace(DARK, query) for name, query in LOOKS.items()}
    response = HttpResponse(looks.get(look, looks["light"]))
    styles = " ".join(hash_of(page) for page in looks.values())
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {styles}; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def hash_of(page: str) -> str:
    found = STYLE.search(page)
    style = found[1] if found else ""
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"
