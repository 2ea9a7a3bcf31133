"""Certificates for an edition's organisers: nobody else, since they name winners before
they are announced.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.certificates import amendments, emails, packages, services
from awards.certificates.forms import FollowForm, RevokeForm, WordingForm
from awards.certificates.specimens import specimen
from awards.certificates.views import pdf_of
from awards.editions.loading import edition_or_refused
from awards.language.numbers import whole_numbers
from awards.ledger.signing import site_keys
from awards.models import CertificateKind, Edition
from awards.outbox.work import WorkState
from awards.refusals import Refused


def kind_asked(request: HttpRequest) -> str:
    kind = str(request.GET.get("kind", ""))
    return kind if kind in CertificateKind.values else ""


def kinds_of(edition: Edition) -> list[dict[str, Any]]:
    """Each kind with how many there are, are made, failed, and wait for their mail."""
    stands = Q(revoked_at=None)
    rows = edition.credentials.order_by().values("kind").annotate(
        total=Count("pk", filter=stands),
        made=Count("pk", filter=stands & Q(state=WorkState.DONE)),
        failed=Count("pk", filter=stands & Q(state=WorkState.FAILED)),
        asked=Count("pk", filter=stands & Q(mail_asked_at__isnull=False)),
        told=Count("pk", filter=stands & Q(mailed_at__isnull=False)),
        tellable=Count("pk", filter=stands & Q(mail_asked_at=None, holder__isnull=False)),
    )  # fmt: skip
    found = {row["kind"]: row for row in rows}
    none = dict.fromkeys(("total", "made", "failed", "asked", "told", "tellable"), 0)
    return [
        {**none, **found.get(kind.value, {}), "kind": kind} for kind in CertificateKind
    ]


@login_required
def credential_list(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_refused(request, edition)
    kinds = kinds_of(found)
    waiting = any(kind["made"] + kind["failed"] < kind["total"] for kind in kinds)
    context = {
        "edition": found,
        "tab": "certificates",
        "kinds": kinds,
        "waiting": waiting,
    }
    if getattr(request, "htmx", False):
        return render(request, "awards/certificates/_kinds.html", context)
    kind = kind_asked(request)
    credentials = found.credentials.select_related("winner")
    credentials = credentials.filter(kind=kind) if kind else credentials
    context |= {
        "kind": kind,
        "page": Paginator(credentials, 50).get_page(request.GET.get("page")),
        "proposals": len(amendments.proposals(found)),
        "published": amendments.standing_list(found) is not None,
        "has_key": site_keys().signing is not None,
    }
    return render(request, "awards/certificates/manage.html", context)


@login_required
def wording_change(request: HttpRequest, edition: str, kind: str) -> HttpResponse:
    """The template's editor. ``preview`` shows what was typed without storing it; so
    does every change, by htmx.
    """
    found = edition_or_refused(request, edition)
    form = wording_form(request, found, kind)
    sent = request.method == "POST" and form.is_valid()
    if getattr(request, "htmx", False):
        return specimen_as_typed(request, form) if sent else HttpResponse(status=204)
    if sent and "preview" not in request.POST and save_as_typed(request, form):
        messages.success(request, _("Saved."))
        return redirect("awards:wording-change", found.code, kind)
    if form.is_valid():
        shown = specimen(form.save(commit=False), form.pictures)
    else:
        shown = specimen(services.wording_of(found, CertificateKind(kind)), {})
    context: dict[str, Any] = {
        "edition": found,
        "form": form,
        "tab": "certificates",
        "kind": CertificateKind(kind),
        "specimen": shown,
    }
    return render(request, "awards/certificates/wording.html", context)


def save_as_typed(request: HttpRequest, form: WordingForm) -> bool:
    """False where it was refused: the form says why."""
    try:
        services.save_wording(
            wording=form.save(commit=False),
            pictures=form.pictures,
            actor=request.user,  # type: ignore[arg-type]
            seen=form.seen,
        )
    except Refused as refused:
        form.take_refusal(refused)
        return False
    return True


def specimen_as_typed(request: HttpRequest, form: WordingForm) -> HttpResponse:
    """Half typed, the answer is empty instead: the last picture stays."""
    shown = specimen(form.save(commit=False), form.pictures)
    return render(request, "awards/certificates/_specimen.html", {"specimen": shown})


def wording_form(request: HttpRequest, edition: Edition, kind: str) -> WordingForm:
    if kind not in CertificateKind.values:
        raise Http404
    wording = services.wording_of(edition, CertificateKind(kind))
    return WordingForm(request.POST or None, request.FILES or None, instance=wording)


@login_required
def credential_revoke(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = edition_or_refused(request, edition)
    credential = get_object_or_404(found.credentials, pk=pk)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        services.revoke(credential=credential, because=because, actor=request.user)  # type: ignore[arg-type]
        return redirect("awards:credential-list", found.code)
    context = {
        "edition": found,
        "form": form,
        "credential": credential,
        "tab": "certificates",
    }
    context["told"] = emails.holder_to_tell(credential)
    return render(request, "awards/certificates/revoke.html", context)


@login_required
def credential_preview(request: HttpRequest, edition: str, pk: int) -> FileResponse:
    """The PDF for the organiser, before anything is public."""
    return pdf_of(
        get_object_or_404(edition_or_refused(request, edition).credentials, pk=pk)
    )


@require_POST
@login_required
def credential_mail(request: HttpRequest, edition: str, kind: str) -> HttpResponse:
    found = edition_or_refused(request, edition)
    asked = emails.ask_for_mail(edition=found, kind=kind, actor=request.user)  # type: ignore[arg-type]
    if amendments.standing_list(found):
        text = ngettext(
            "%(n)d email is being sent.", "%(n)d emails are being sent.", asked
        )
    else:
        text = ngettext(
            "%(n)d email will be sent when the winners are published.",
            "%(n)d emails will be sent when the winners are published.",
            asked,
        )
    messages.success(request, text % {"n": asked})
    return redirect("awards:credential-list", found.code)


@login_required
def credential_follow(request: HttpRequest, edition: str) -> HttpResponse:
    """After an amendment: which certificates to revoke, and which of them to make again."""
    found = edition_or_refused(request, edition)
    standing = amendments.standing_list(found)
    form = FollowForm(
        request.POST or None, initial={"because": standing.erratum if standing else ""}
    )
    if request.method == "POST" and form.is_valid():
        chosen = set(whole_numbers(request.POST.getlist("chosen")))
        because = form.cleaned_data["because"]
        revoked, made = amendments.follow_amendment(
            edition=found, chosen=chosen, because=because, actor=request.user  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(
            request,
            _("Revoked: %(revoked)d. Being issued again: %(made)d.")
            % {"revoked": revoked, "made": made},
        )
        return redirect("awards:credential-list", found.code)
    context = {
        "edition": found,
        "form": form,
        "tab": "certificates",
        "proposals": amendments.proposals(found),
    }
    return render(request, "awards/certificates/follow.html", context)


@require_POST
@login_required
def package_request(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_refused(request, edition)
    kind = str(request.POST.get("kind", ""))
    package = packages.request_package(
        edition=found, kind=kind if kind in CertificateKind.values else ""
    )
    return redirect("awards:package-show", found.code, package.key)


@login_required
def package_show(request: HttpRequest, edition: str, key: UUID) -> HttpResponse:
    found = edition_or_refused(request, edition)
    package = get_object_or_404(found.packages, key=key)
    finished = package.state in (WorkState.DONE, WorkState.FAILED)
    template = (
        "awards/certificates/_package.html"
        if getattr(request, "htmx", False)
        else "awards/certificates/package.html"
    )
    context = {
        "edition": found,
        "package": package,
        "finished": finished,
        "extent": packages.extent_of(package),
        "left_out": packages.left_out(package) if finished else [],
        "tab": "certificates",
    }
    return render(request, template, context)


@login_required
def package_file(request: HttpRequest, edition: str, key: UUID) -> FileResponse:
    found = edition_or_refused(request, edition)
    package = get_object_or_404(found.packages.filter(state=WorkState.DONE), key=key)
    name = f"certificates-{found.code}{'-' if package.kind else ''}{package.kind}.zip"
    response = FileResponse(
        package.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
