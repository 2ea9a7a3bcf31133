"""Choosing who gets a certificate. Everything else about certificates is a floor below."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.models import CertificateKind
from awards.roles import Area
from judging.decisions.certificates import (
    prepare_certificates,
    recipients_of,
    without_unasked,
)
from judging.loading import organised_edition


@login_required
def certificate_recipients(request: SignedIn, edition: str, kind: str) -> HttpResponse:
    award = organised_edition(request, edition, Area.PUBLICATION)
    if kind not in CertificateKind.values:
        raise Http404
    asked = CertificateKind(kind)
    if request.method == "POST":
        chosen = None if "all" in request.POST else set(request.POST.getlist("chosen"))
        made = prepare_certificates(
            edition=award, kind=asked, chosen=chosen, actor=request.user
        )
        messages.success(request, _("Creating now: %(n)d") % {"n": made})
        return redirect("awards:credential-list", award.code)
    standing = award.credentials.standing().filter(kind=asked)
    codes = dict(standing.values_list("reference", "code"))
    recipients = [
        (one, codes.get(one.reference, "")) for one in recipients_of(award, asked)
    ]
    unasked = without_unasked(award, asked)
    waiting = [one for one, code in recipients if one.name_th and not code]
    context = {
        "edition": award,
        "kind": asked,
        "recipients": recipients,
        "without": len(waiting),
        "printable": sum(
            not one.lacking and one.reference not in unasked for one in waiting
        ),
        "unasked": unasked,
        "unprintable": [one for one in waiting if one.lacking],
        "tab": "certificates",
    }
    return render(request, "judging/decisions/certificate_recipients.html", context)
