from django.urls import include, path

app_name = "awards"
urlpatterns = [
    path("", include("awards.winners.urls")),
    path("", include("awards.record.urls")),
    path("", include("awards.editions.urls")),
    path("", include("awards.editions.setup.urls")),
    path("", include("awards.certificates.urls")),
    path("", include("awards.ceremony.urls")),
    path("", include("awards.mails.urls")),
    path("", include("awards.site.urls")),
]
