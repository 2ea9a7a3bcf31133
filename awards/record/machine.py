"""The record for machines: heads, proofs and the feed. The same for everybody, without
cookies.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from awards.accounts.limits import VERIFICATIONS, limited
from awards.language.numbers import whole_number
from awards.record.reads import (
    checkpoint_text,
    heads_of,
    newest_heads,
    open_edition,
    record_data,
    tree_under_head,
)
from awards.site.share_links import absolute

IN_FEED = 50
LONGEST = 2**31 - 1  # rows that a chain can have


def open_to_all(answer: HttpResponse) -> HttpResponse:
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


def record_json(request: HttpRequest, code: str) -> HttpResponse:
    open_edition(code)
    return open_to_all(JsonResponse(record_data(code)))


def checkpoint(request: HttpRequest, code: str) -> HttpResponse:
    """The newest head, as witnesses read it."""
    open_edition(code)
    text = checkpoint_text(heads_of(code)[0])
    return open_to_all(HttpResponse(text, content_type="text/plain; charset=utf-8"))


@limited(VERIFICATIONS)
def inclusion_json(request: HttpRequest, code: str) -> HttpResponse:
    """``row``: its number; ``size``: of a signed head."""
    open_edition(code)
    row, size = asked(request, "row"), asked(request, "size")
    tree = tree_under_head(code, size)
    if not 0 < row <= tree.size:
        raise Http404
    return proof({"row": row, "size": size}, tree.inclusion(row - 1))


@limited(VERIFICATIONS)
def consistency_json(request: HttpRequest, code: str) -> HttpResponse:
    """``first`` and ``size``: of two signed heads."""
    open_edition(code)
    first, size = asked(request, "first"), asked(request, "size")
    tree_under_head(code, first)
    tree = tree_under_head(code, size)
    if not 0 < first <= tree.size:
        raise Http404
    return proof({"first": first, "size": size}, tree.consistency(first))


def asked(request: HttpRequest, name: str) -> int:
    number = whole_number(request.GET.get(name, ""), LONGEST)
    if number is None:
        raise Http404
    return number


def proof(about: dict[str, int], nodes: Iterable[bytes]) -> HttpResponse:
    hashes = [b64encode(node).decode() for node in nodes]
    return open_to_all(JsonResponse({**about, "hashes": hashes}))


def record_atom(request: HttpRequest) -> HttpResponse:
    found = newest_heads(IN_FEED)
    entries = [
        {
            "head": head,
            "edition": edition,
            "text": checkpoint_text(head),
            "url": absolute("awards:record-show", edition.code, language="en"),
        }
        for edition, head in found
    ]
    context = {
        "entries": entries,
        "self_url": absolute("record-atom"),
        "updated": found[0][1].at if found else None,
    }
    return open_to_all(
        render(
            request,
            "awards/record/record.atom",
            context,
            content_type="application/atom+xml; charset=utf-8",
        )
    )
