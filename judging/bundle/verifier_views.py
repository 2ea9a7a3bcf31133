"""The program that checks a published result, for everybody, with its hash: a bundle
brings none.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.ledger import signing
from judging.bundle.onefile import NAME, verifier_digest, verifier_file

# In their order: each stands on those before it.
SCRIPTS = [
    f"check/{name}.js"
    for name in (
        "bundle",
        "ledger",
        "matrices",
        "severity",
        "ranking",
        "standing",
        "told",
        "kinds",
        "verify",
    )
]


def verifier_show(request: HttpRequest) -> HttpResponse:
    public = signing.site_keys().public
    context = {
        "name": NAME,
        "digest": verifier_digest(),
        "size": len(verifier_file()),
        "keys": [signing.fingerprint(key) for key in public],
        "site_keys": " ".join(key.public_bytes_raw().hex() for key in public),
        "scripts": SCRIPTS,
    }
    return render(request, "judging/bundle/verifier.html", context)


def verifier_read(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(verifier_file(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return answer
