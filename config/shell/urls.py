from __future__ import annotations

from django.urls import path

from config.shell import ledger_views, search_views, views, wording_views
from config.site import mails, unreachable

MANAGE = "manage/<slug:edition>/"
urlpatterns = [
    path("desk/search/", search_views.search, name="search"),
    path(MANAGE, views.edition_home, name="edition-home"),
    path(MANAGE + "ledger/", ledger_views.edition_ledger, name="edition-ledger"),
    path(MANAGE + "mails/", mails.edition_mails, name="mails"),
    path(MANAGE + "mails/act/", mails.edition_mails_act, name="mails-act"),
    path(MANAGE + "mails/test/", mails.edition_mails_test, name="mails-test"),
    path(
        MANAGE + "mails/unreachable/",
        unreachable.edition_unreachable,
        name="unreachable",
    ),
    path(
        MANAGE + "mails/unreachable/<int:suppression>/",
        unreachable.edition_unreachable_act,
        name="unreachable-act",
    ),
    path(MANAGE + "mails/words/", wording_views.mail_words, name="mail-words"),
    path(
        MANAGE + "mails/words/<slug:event>/",
        wording_views.mail_word,
        name="mail-word",
    ),
    path(
        MANAGE + "mails/words/<slug:event>/check/",
        wording_views.mail_word_check,
        name="mail-word-check",
    ),
    path(
        MANAGE + "mails/words/<slug:event>/preview/",
        wording_views.mail_word_preview,
        name="mail-word-preview",
    ),
    path(MANAGE + "ledger.csv", ledger_views.ledger_csv, name="ledger-csv"),
]
