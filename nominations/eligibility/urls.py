from __future__ import annotations

from django.urls import path

from nominations.eligibility import entrant_views, views

urlpatterns = [
    path("entries/<slug:reference>/", entrant_views.entry_detail, name="entry-detail"),
    path(
        "entries/<slug:reference>/correction/",
        entrant_views.correction_send,
        name="correction-send",
    ),
    path(
        "entries/<slug:reference>/reply/", entrant_views.reply_send, name="reply-send"
    ),
    path(
        "manage/<slug:edition>/eligibility/",
        views.eligibility_desk,
        name="eligibility-desk",
    ),
    path(
        "manage/<slug:edition>/eligibility/next/",
        views.eligibility_next,
        name="eligibility-next",
    ),
    path(
        "manage/<slug:edition>/eligibility/passed/",
        views.eligibility_passed,
        name="eligibility-passed",
    ),
    path(
        "manage/<slug:edition>/eligibility/entries/<slug:reference>/",
        views.eligibility_check,
        name="eligibility-check",
    ),
    path(
        "manage/<slug:edition>/eligibility/entries/<slug:reference>/hold/",
        views.eligibility_hold,
        name="eligibility-hold",
    ),
    path(
        "manage/<slug:edition>/eligibility/entries/<slug:reference>/again/",
        views.eligibility_again,
        name="eligibility-again",
    ),
]
