from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import views

urlpatterns = [
    path("", views.choose_language, name="choose-language"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("", include("awards.machine_urls")),
    path("", include("awards.dsure.machine_urls")),
    path("", include("judging.machine_urls")),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("desk/", views.desk, name="desk"),
        path("privacy/", views.privacy, name="privacy"),
        path("demo/mails/", views.demo_mails, name="demo-mails"),
        path("account/", include("awards.accounts.urls")),
        path("account/", include("allauth.account.urls")),
        path("dsure/", include("awards.dsure.urls")),
        path("", include("awards.urls")),
        path("", include("nominations.urls")),
        path("", include("judging.urls")),
    ),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
