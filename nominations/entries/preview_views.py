from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from awards.accounts.asking import SignedIn
from awards.roles import Area
from nominations.entries.forms import EntryForm
from nominations.entries.preview import left_out, sample_reading
from nominations.files.pages import upload_places
from nominations.loading import get_managed_edition
from nominations.models.entries import Entry


@login_required
def form_preview(request: SignedIn, edition: str) -> HttpResponse:
    """The form as an entrant sees it, nothing kept; ``?as=judge``: a made-up entry as a
    blind judge reads it.
    """
    found = get_managed_edition(request, edition, Area.SETUP)
    if request.GET.get("as") == "judge":
        page = {
            "edition": found,
            "dossier": sample_reading(found),
            "left_out": left_out(found),
        }
        return render(request, "nominations/questions/form_preview_judge.html", page)
    form = EntryForm(entry=Entry(edition=found), every_question=True)
    places = upload_places(form.file_questions)[:-1]
    return render(
        request,
        "nominations/questions/form_preview.html",
        {"edition": found, "form": form, "places": places},
    )
