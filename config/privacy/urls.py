from __future__ import annotations

from django.urls import path

from config.privacy.breaches import views as breaches
from config.privacy.notices import views as notices
from config.privacy.record import views as record
from config.privacy.retention import views as retention
from config.privacy.rights import desk_views, own_views, public_views

DESK = "operator/privacy/"
account_urls = [
    path("my-data/", own_views.my_data, name="my-data"),
    path("my-data/ask/", own_views.my_data_ask, name="my-data-ask"),
    path("my-data/notice/read/", notices.notice_read, name="notice-read"),
    path("my-data/held/<slug:code>/", own_views.my_data_area, name="my-data-area"),
    path("my-data/consent/<slug:code>/", own_views.my_consent, name="my-consent"),
    path(
        "my-data/requests/<int:pk>/withdraw/",
        own_views.my_request_take_back,
        name="my-request-take-back",
    ),
    path(
        "my-data/requests/<int:pk>/reply/",
        own_views.my_request_reply,
        name="my-request-reply",
    ),
]
public_urls = [
    path("privacy/", notices.privacy, name="privacy"),
    path("privacy/versions/", notices.privacy_versions, name="privacy-versions"),
    path(
        "privacy/versions/<slug:version>/",
        notices.privacy_version,
        name="privacy-version",
    ),
    path("privacy/ask/", public_views.ask, name="privacy-ask"),
    path("privacy/ask/sent/", public_views.asked, name="privacy-asked"),
    path("privacy/confirm/<str:token>/", public_views.prove, name="privacy-prove"),
]
desk_urls = [
    path(DESK, desk_views.privacy_desk, name="privacy-desk"),
    path(
        DESK + "requests/<int:pk>/", desk_views.privacy_request, name="privacy-request"
    ),
    path(
        DESK + "requests/<int:pk>/assign/",
        desk_views.privacy_request_assign,
        name="privacy-request-assign",
    ),
    path(
        DESK + "requests/<int:pk>/<slug:act>/",
        desk_views.privacy_request_act,
        name="privacy-request-act",
    ),
    path(
        DESK + "restrictions/<int:pk>/lift/",
        desk_views.privacy_restriction_lift,
        name="privacy-restriction-lift",
    ),
    path(DESK + "notice/", notices.notice_edit, name="privacy-notice-edit"),
    path(
        DESK + "notice/publish/", notices.notice_publish, name="privacy-notice-publish"
    ),
    path(DESK + "office/", record.office_change, name="privacy-office"),
    path(DESK + "record/", record.record_show, name="privacy-record"),
    path(DESK + "record.xlsx", record.record_file, name="privacy-record-file"),
    path(DESK + "record/<slug:code>/", record.record_word, name="privacy-record-word"),
    path(DESK + "retention/", retention.retention_show, name="privacy-retention"),
    path(DESK + "retention/periods/", retention.periods_change, name="privacy-periods"),
    path(
        DESK + "retention/periods/<slug:edition>/",
        retention.periods_change,
        name="privacy-periods-edition",
    ),
    path(DESK + "retention/hold/", retention.hold_new, name="privacy-hold"),
    path(
        DESK + "retention/hold/<int:pk>/lift/",
        retention.hold_lift,
        name="privacy-hold-lift",
    ),
    path(DESK + "breaches/", breaches.breach_list, name="privacy-breaches"),
    path(DESK + "breaches/new/", breaches.breach_change, name="privacy-breach-new"),
    path(DESK + "breaches/<int:pk>/", breaches.breach_show, name="privacy-breach"),
    path(
        DESK + "breaches/<int:pk>/change/",
        breaches.breach_change,
        name="privacy-breach-change",
    ),
    path(
        DESK + "breaches/<int:pk>/people.xlsx",
        breaches.breach_people,
        name="privacy-breach-people",
    ),
    path(
        DESK + "breaches/<int:pk>/notice/",
        breaches.breach_notice,
        name="privacy-breach-notice",
    ),
    path(
        DESK + "breaches/<int:pk>/act/<slug:act>/",
        breaches.breach_act,
        name="privacy-breach-act",
    ),
]
urlpatterns = [*public_urls, *desk_urls]
