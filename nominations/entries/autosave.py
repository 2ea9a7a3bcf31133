"""Saving while one types: the page's script sends the fields that changed, each with
the version it was read at.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from awards.accounts.asking import SignedIn, is_signed_in
from awards.language.bilingual import reader_language
from awards.language.thai import format_datetime
from awards.ledger.services import database_now
from nominations.entries.form_state import Sheet
from nominations.entries.forms import EntryForm
from nominations.entries.missing import missing_items
from nominations.entries.saving import Clash, Saved, save_read
from nominations.entries.sections import progress_of
from nominations.loading import get_own_entry
from nominations.models import Entry
from nominations.refusals import EntryError


@never_cache
@require_http_methods(["GET", "POST"])
def entry_save(request: HttpRequest, reference: str) -> JsonResponse:
    """GET: who is signed in, with a fresh token. POST: save the fields named in
    ``only``.

    Answers 401 instead of a sign-in page, so that the script keeps the text and asks
    for the password in place.
    """
    if not is_signed_in(request):
        return JsonResponse({"error": _("You have been signed out.")}, status=401)
    try:
        return (
            save_posted(request, reference)
            if request.method == "POST"
            else say_who(request, reference)
        )
    except PermissionDenied:
        return JsonResponse(
            {"error": _("You can no longer change this entry.")}, status=403
        )


def say_who(request: SignedIn, reference: str) -> JsonResponse:
    get_own_entry(request, reference)
    return JsonResponse(
        {"token": get_token(request), "now": database_now().isoformat()}
    )


def save_posted(request: SignedIn, reference: str) -> JsonResponse:
    forms: list[EntryForm] = []

    def read(sheet: Sheet) -> tuple[dict[str, object], dict[str, int]]:
        form = EntryForm(
            request.POST,
            entry=sheet.entry,
            only=request.POST.getlist("only"),
            sheet=sheet,
        )
        form.is_valid()
        forms.append(form)
        return form.typed(), form.read_at()

    try:
        saved, sheet = save_read(reference=reference, user=request.user, read=read)
    except Entry.DoesNotExist:
        raise Http404 from None
    except EntryError as error:
        return JsonResponse({"error": str(error.message)}, status=409)
    return JsonResponse(answer(forms[0], saved, sheet))


def answer(form: EntryForm, saved: Saved, sheet: Sheet) -> dict[str, object]:
    language = reader_language()
    missing = missing_items(saved.entry, sheet)
    return {
        "versions": saved.versions,
        "clashes": {
            name: shown_clash(form, clash, language)
            for name, clash in saved.clashes.items()
        },
        "problems": {
            name: " ".join(map(str, errors)) for name, errors in form.errors.items()
        },
        "missing": render_to_string(
            "nominations/entries/_missing.html",
            {
                "entry": saved.entry,
                "missing": missing,
                "progress": progress_of(sheet, missing),
            },
        ),
        "saved_at": format_datetime(saved.at, language),
        "now": saved.at.isoformat(),
        "closes": saved.entry.closing_moment.isoformat(),
    }


def shown_clash(form: EntryForm, clash: Clash, language: str) -> dict[str, object]:
    return {
        "theirs": form.fields[clash.field].prepare_value(clash.theirs),
        "version": clash.version,
        "by": clash.by,
        "at": format_datetime(clash.at, language),
    }
