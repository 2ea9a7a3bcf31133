from __future__ import annotations

from django.urls import path

from judging.ballots import (
    discussion_views,
    file_views,
    own_scores_views,
    receipt_views,
    views,
)

urlpatterns = [
    path(
        "judge/scores/<slug:edition>/", own_scores_views.own_scores, name="own-scores"
    ),
    path(
        "judge/receipts/<slug:edition>/",
        receipt_views.receipts_show,
        name="receipts-show",
    ),
    path(
        "judge/receipts/<slug:edition>/receipts.json",
        receipt_views.receipts_read,
        name="receipts-read",
    ),
    path(
        "judge/ballots/<int:assignment>/discussion/",
        discussion_views.discussion_show,
        name="discussion-show",
    ),
    path(
        "judge/calibration/<int:sample>/files/<uuid:key>/",
        file_views.sample_file_read,
        name="sample-file-read",
    ),
    path(
        "judge/calibration/<int:sample>/files/<uuid:key>/<slug:part>/",
        file_views.sample_file_part,
        name="sample-file-part",
    ),
    path("judge/compare/", views.ballot_compare, name="ballot-compare"),
    path("judge/ballots/<int:assignment>/", views.ballot_edit, name="ballot-edit"),
    path("judge/ballots/<int:assignment>/save/", views.ballot_save, name="ballot-save"),
    path(
        "judge/ballots/<int:assignment>/take-back/",
        views.ballot_take_back,
        name="ballot-take-back",
    ),
    path(
        "judge/ballots/<int:assignment>/history/",
        views.ballot_history,
        name="ballot-history",
    ),
    path(
        "judge/ballots/<int:assignment>/files/<uuid:key>/",
        file_views.file_read,
        name="file-read",
    ),
    path(
        "judge/ballots/<int:assignment>/files/<uuid:key>/<slug:part>/",
        file_views.file_part,
        name="file-part",
    ),
]
