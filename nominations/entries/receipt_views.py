"""The one receipt of an entry: what was received the last time that it was sent in, as
it was then.
"""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from awards.ledger.services import canonical
from nominations.entries.file_receipts import receipt_name, receipt_pdf, with_entry
from nominations.entries.record_receipts import on_record, record_file
from nominations.files.serving import serve_bytes
from nominations.models import Entry, Receipt


def get_receipt(request: HttpRequest, reference: str) -> Receipt | None:
    """None for an entry that was never sent in; 404 where what it said was erased."""
    entry = get_object_or_404(
        Entry.objects.visible_to(request.user), reference=reference
    )
    receipt: Receipt | None = with_entry().filter(entry=entry).first()
    if receipt is not None and not receipt.content:
        raise Http404
    return receipt


@login_required
def receipt_read(request: HttpRequest, reference: str) -> HttpResponseBase:
    receipt = get_receipt(request, reference)
    if receipt is None:
        messages.info(
            request, _("The receipt is available once the entry is submitted.")
        )
        return redirect("nominations:entry-detail", reference)
    return serve_bytes(receipt_pdf(receipt), "application/pdf", receipt_name(receipt))


@login_required
def receipt_moved(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Where it was read before."""
    get_object_or_404(Entry.objects.visible_to(request.user), reference=reference)
    return redirect("nominations:receipt-read", reference, permanent=True)


@login_required
def receipt_content(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The very bytes that the fingerprint on the receipt is computed over."""
    receipt = get_receipt(request, reference)
    if receipt is None:
        raise Http404
    name = receipt_name(receipt).replace(".pdf", ".json")
    return serve_bytes(canonical(receipt.content).encode(), "application/json", name)


@login_required
def receipt_record(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The row of the audit log by which it was received, as a file to be kept."""
    receipt = get_receipt(request, reference)
    kept = on_record(receipt) if receipt is not None else None
    if receipt is None or kept is None:
        raise Http404
    told = json.dumps(record_file(receipt, kept), ensure_ascii=False, indent=1)
    return serve_bytes(told.encode(), "application/json", f"{reference}-record.json")
