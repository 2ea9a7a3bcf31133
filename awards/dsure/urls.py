from django.urls import include, path

app_name = "dsure"
urlpatterns = [
    path("", include("awards.dsure.announcements.urls")),
    path("", include("awards.dsure.subscriptions.urls")),
    path("", include("awards.dsure.register.urls")),
]
