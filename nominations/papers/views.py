"""Identity papers: the entrant's page, and the one of those who check eligibility."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from awards.accounts.asking import SignedIn
from awards.files.sealing import SealError
from awards.language.form_errors import ErrorLine
from awards.roles import Area
from nominations import permissions
from nominations.files.serving import serve_bytes
from nominations.loading import get_managed_edition, get_managed_entry, get_own_entry
from nominations.models import Entry, IdentityPaper
from nominations.papers.pages import paper_groups
from nominations.papers.services import (
    LIMITS,
    add_paper,
    confirm_paper,
    erase_paper,
    open_paper,
    remove_paper,
)
from nominations.questions.kinds import codes_sealed
from nominations.questions.kinds.file_limits import EXTENSIONS
from nominations.refusals import EntryError, FileRefusedError


@login_required
@require_http_methods(["GET", "POST"])
def entry_papers(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_own_entry(request, reference)
    if not permissions.can_edit_entry(request.user, entry):
        raise PermissionDenied
    problem = take_in(request, entry) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        messages.success(request, _("The identity paper was encrypted and stored."))
        return redirect("nominations:entry-papers", reference=entry.reference)
    at = request.POST.get("question", "")
    page = {
        "entry": entry,
        "groups": paper_groups(entry),
        "limits": LIMITS,
        "problem": problem,
        "problems": [ErrorLine(f"file-{at}", _("File"), problem)] if problem else [],
        "at": at,
    }
    status = 422 if problem else 200
    return render(request, "nominations/papers/entry_papers.html", page, status=status)


def take_in(request: SignedIn, entry: Entry) -> str | None:
    """What is wrong with the file that was sent, None once it is stored."""
    asked = entry.edition.questions.filter(kind__in=codes_sealed())
    question = get_object_or_404(asked, code=request.POST.get("question", ""))
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise FileRefusedError(_("Choose a file first."))
        add_paper(entry=entry, user=request.user, upload=upload, question=question)
    except (EntryError, SealError) as refusal:
        return str(refusal.message)
    return None


@login_required
def manage_papers(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    entry = get_managed_entry(request, found, reference)
    page = {
        "edition": found,
        "entry": entry,
        "groups": paper_groups(entry),
        "can_open": permissions.can_open_papers(request.user, found),
    }
    return render(request, "nominations/papers/manage_papers.html", page)


def get_paper(request: HttpRequest, key: UUID) -> IdentityPaper:
    """Of an entry that this person sees: else it is answered as one that is not there."""
    seen = Entry.objects.visible_to(request.user)
    rows = IdentityPaper.objects.filter(entry__in=seen)
    rows = rows.select_related("entry__edition", "question")
    return get_object_or_404(rows, key=key)


def is_own(request: SignedIn, paper: IdentityPaper) -> bool:
    return permissions.can_edit_entry(request.user, paper.entry)


def is_checker(request: SignedIn, paper: IdentityPaper) -> bool:
    entry = paper.entry
    may = permissions.can_open_papers(request.user, entry.edition)
    return (
        may
        and Entry.objects.at_desk(request.user, entry.edition)
        .filter(pk=entry.pk)
        .exists()
    )


def page_of(request: SignedIn, paper: IdentityPaper) -> str:
    entry = paper.entry
    if is_own(request, paper):
        return reverse("nominations:entry-papers", args=[entry.reference])
    return reverse(
        "nominations:manage-papers", args=[entry.edition.code, entry.reference]
    )


@login_required
@require_POST
def paper_open(request: SignedIn, key: UUID) -> HttpResponseBase:
    """By a POST: it is an act, which stands in the ledger."""
    paper = get_paper(request, key)
    if not (is_own(request, paper) or is_checker(request, paper)):
        raise Http404
    try:
        content = open_paper(paper=paper, user=request.user)
    except (EntryError, SealError) as refusal:
        messages.error(request, str(refusal.message))
        return redirect(page_of(request, paper))
    ending = EXTENSIONS[paper.media_type][0]
    name = f"{paper.entry.reference}-{paper.question.code}{ending}"
    return serve_bytes(content, paper.media_type, name)


@login_required
@require_POST
def paper_remove(request: SignedIn, key: UUID) -> HttpResponse:
    paper = get_paper(request, key)
    if not is_own(request, paper):
        raise Http404
    page = page_of(request, paper)
    try:
        remove_paper(paper=paper, user=request.user)
    except (EntryError, SealError) as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("File removed."))
    return redirect(page)


@login_required
@require_POST
def paper_check(request: SignedIn, key: UUID) -> HttpResponse:
    """``act``: ``confirm``, or ``erase`` before its days are over."""
    paper = get_paper(request, key)
    if not is_checker(request, paper):
        raise Http404
    act, done = confirm_paper, _("The identity paper is confirmed.")
    if request.POST.get("act") == "erase":
        act, done = erase_paper, _("The identity paper was erased.")
    try:
        act(paper=paper, user=request.user)
    except (EntryError, SealError) as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, done)
    entry = paper.entry
    return redirect("nominations:manage-papers", entry.edition.code, entry.reference)
