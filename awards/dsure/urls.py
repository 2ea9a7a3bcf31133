from django.urls import include, path

urlpatterns = [
    path("", include("awards.dsure.announcements.urls")),
    path("", include("awards.dsure.subscriptions.urls")),
    path("", include("awards.dsure.importing.urls")),
    path("", include("awards.dsure.register.urls")),
]
