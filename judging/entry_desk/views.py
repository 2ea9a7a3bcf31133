"""The organiser's entries desk with all that is known of an entry: the pages are of
``nominations.desk``, what judges have done is handed down to them from here.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from awards.accounts.asking import SignedIn
from judging.acts import VOCABULARY
from judging.entry_desk.phases import phases_of
from nominations.desk.bulk_views import act_on_entries
from nominations.desk.on_behalf_views import show_history
from nominations.desk.views import show_entries
from nominations.loading import get_managed_edition


@login_required
def manage_entries(request: SignedIn, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    return show_entries(request, found, phases_of(found))


@login_required
def entries_bulk(request: SignedIn, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    return act_on_entries(request, found, phases_of(found))


@login_required
def manage_history(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    return show_history(request, found, reference, VOCABULARY)
