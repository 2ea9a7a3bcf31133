"""The page of an edition's record, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.ledger import signing
from awards.ledger.heads import origin_of
from awards.record.due import STEP
from awards.record.reads import heads_of, open_edition


def record_show(request: HttpRequest, edition: str) -> HttpResponse:
    found = open_edition(edition)
    context = {
        "edition": found,
        "heads": heads_of(found.code),
        "origin": origin_of(found.code),
        "keys": [signing.fingerprint(key) for key in signing.site_keys().public],
        "step": STEP,
    }
    return render(request, "awards/record/record.html", context)
