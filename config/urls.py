from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path

from awards.speed.address_rooms import room
from config.calendars import views as calendar_views
from config.privacy.urls import account_urls as privacy_urls
from config.providers import views as provider_views
from config.setup import views as setup_views
from config.site import (
    account,
    calls,
    erasures,
    health,
    list_columns,
    mails,
    notifications,
    offline,
    own_messages_views,
    security_txt,
    sign_in,
    sign_in_links,
    site_state,
    unreachable,
    views,
)
from config.site.components import components
from config.site.mail_events import mail_events

account_urls = [
    path("profile/", account.account, name="profile"),
    path("profile/columns/", list_columns.columns_keep, name="columns"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/line/code/", notifications.line_code, name="line-code"),
    path("notifications/line/unlink/", notifications.line_unlink, name="line-unlink"),
    path("notifications/line/qr.svg", notifications.line_qr, name="line-qr"),
    path("messages/", own_messages_views.messages_list, name="messages"),
    path("messages/<int:pk>/", own_messages_views.message_show, name="message"),
    path("profile/export/", account.export, name="export"),
    path("profile/calendar/", calendar_views.calendar_address, name="calendar"),
    path("profile/sessions/end/", account.sessions_end, name="sessions-end"),
    path("profile/sessions/<int:pk>/end/", account.session_end, name="session-end"),
    path("profile/erasure/", account.erasure_ask, name="erasure-ask"),
    path(
        "profile/erasure/take-back/",
        account.erasure_take_back,
        name="erasure-take-back",
    ),
    *privacy_urls,
]
urlpatterns = [
    path("", views.choose_language, name="choose-language"),
    path("healthz", health.healthz, name="healthz"),
    path(".well-known/security.txt", security_txt.security_txt, name="security-txt"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("mail-events/<slug:provider>/", mail_events, name="mail-events"),
    path(
        "my-calendar/<str:token>.ics",
        calendar_views.calendar_feed,
        name="calendar-feed",
    ),
    # one address for both languages: a provider has to know it beforehand
    path("sign-in/<slug:provider>/", provider_views.callback, name="provider-callback"),
    path("offline/", offline.offline_page, name="offline"),
    path("offline-worker.js", offline.offline_worker, name="offline-worker"),
    room("awards.roof.machine_urls"),
    room("awards.dsure.roof.machine_urls"),
    room("judging.roof.machine_urls"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("editions/<slug:code>/", calls.call_show, name="call-show"),
        path(
            "editions/<slug:code>/calendar.ics",
            calls.call_calendar,
            name="call-calendar",
        ),
        path("desk/", views.desk, name="desk"),
        path("operator/state/", site_state.site_state, name="site-state"),
        path("operator/mails/", mails.site_mails, name="site-mails"),
        path("operator/mails/act/", mails.site_mails_act, name="site-mails-act"),
        path("operator/mails/test/", mails.site_mails_test, name="site-mails-test"),
        path(
            "operator/mails/unreachable/",
            unreachable.site_unreachable,
            name="site-unreachable",
        ),
        path(
            "operator/mails/unreachable/<int:suppression>/",
            unreachable.site_unreachable_act,
            name="site-unreachable-act",
        ),
        path("demo/mails/", views.demo_mails, name="demo-mails"),
        path(
            "demo/components/",
            components,
            {"sheet": "desk"},
            name="demo-components",
        ),
        path(
            "demo/components/public/",
            components,
            {"sheet": "public"},
            name="demo-components-public",
        ),
        path("account/", include((account_urls, "accounts"))),
        path("operator/erasures/", erasures.erasure_list, name="erasure-requests"),
        path(
            "operator/erasures/<int:pk>/erase/",
            erasures.erasure_do,
            name="erasure-do",
        ),
        re_path(
            r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            sign_in.ResetPasswordFromKey.as_view(),
            name="account_reset_password_from_key",
        ),
        re_path(
            r"^account/confirm-email/(?P<key>[-:\w]+)/$",
            sign_in.ConfirmEmail.as_view(),
            name="account_confirm_email",
        ),
        path(
            "account/confirm-email/",
            sign_in.verification_sent,
            name="account_email_verification_sent",
        ),
        path(
            "account/password/set/",
            sign_in.ChoosePassword.as_view(),
            name="account_set_password",
        ),
        path(
            "account/password/change/",
            login_required(sign_in.ChangePassword.as_view()),
            name="account_change_password",
        ),
        path("account/link/", sign_in_links.ask, name="sign-in-link-ask"),
        path(
            "account/link/<str:token>/", sign_in_links.sign_in_link, name="sign-in-link"
        ),
        path("account/provider/", include("config.providers.urls")),
        room("config.signing_in.urls"),
        path("account/password/", include("config.passwords.urls")),
        path("account/", include("allauth.account.urls")),
        path(
            "manage/<slug:edition>/setup/",
            setup_views.edition_setup,
            name="edition-setup",
        ),
        path(
            "manage/<slug:edition>/setup/open/",
            setup_views.edition_open,
            name="edition-open",
        ),
        path(
            "manage/<slug:edition>/setup/draft/",
            setup_views.edition_draft,
            name="edition-draft",
        ),
        path(
            "manage/<slug:edition>/setup/delete/",
            setup_views.edition_delete,
            name="edition-delete",
        ),
        path(
            "manage/<slug:edition>/next/",
            setup_views.edition_copy,
            name="edition-copy",
        ),
        room("config.reminders.urls"),
        room("config.privacy.urls"),
        path("dsure/", include("awards.roof.dsure_urls")),
        room("awards.urls"),
        room("judging.roof.entry_urls"),
        room("judging.urls"),
        room("config.broadcasts.urls"),
        room("config.shell.urls"),
    ),
]

handler400 = "config.site.errors.bad_request"
handler403 = "config.site.errors.permission_denied"
handler404 = "config.site.errors.page_not_found"
handler429 = "config.site.errors.too_many_requests"
handler500 = "config.site.errors.server_error"
