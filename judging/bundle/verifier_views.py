"""The program that checks a published result, for everybody, with its hash: a bundle
brings none.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.ledger import signing
from judging.bundle.onefile import NAME, verifier_digest, verifier_file


def verifier_show(request: HttpRequest) -> HttpResponse:
    keys = [signing.fingerprint(key) for key in signing.site_keys().public]
    context = {
        "name": NAME,
        "digest": verifier_digest(),
        "size": len(verifier_file()),
        "keys": keys,
    }
    return render(request, "judging/bundle/verifier.html", context)


def verifier_read(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(verifier_file(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return answer
