from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from awards.ledger.services import canonical
from nominations.files.receipts import receipt_name, receipt_pdf, with_entry
from nominations.files.serving import serve_bytes
from nominations.models import Entry, Receipt


def get_receipt(request: HttpRequest, reference: str) -> Receipt:
    """Of the last time the entry was sent in."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user), reference=reference)
    receipt: Receipt | None = with_entry().filter(entry=entry).first()
    if receipt is None or not receipt.content:
        raise Http404
    return receipt


@login_required
def receipt_read(request: HttpRequest, reference: str) -> HttpResponseBase:
    receipt = get_receipt(request, reference)
    return serve_bytes(receipt_pdf(receipt), "application/pdf", receipt_name(receipt))


@login_required
def receipt_content(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The very bytes that the fingerprint on the receipt is computed over."""
    receipt = get_receipt(request, reference)
    name = receipt_name(receipt).replace(".pdf", ".json")
    return serve_bytes(canonical(receipt.content).encode(), "application/json", name)
