"""*Check my ballot*: a page whose script checks a bundle and a receipt in the browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.ledger import signing


def receipt_check(request: HttpRequest) -> HttpResponse:
    keys = [key.public_bytes_raw().hex() for key in signing.site_keys().public]
    return render(request, "judging/bundle/check.html", {"keys": " ".join(keys)})
