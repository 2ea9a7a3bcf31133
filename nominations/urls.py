from django.urls import include, path

# In the order in which addresses are tried: fixed words before what people name.
urlpatterns = [
    path("", include("nominations.organisations.urls")),
    path("", include("nominations.importing.urls")),
    path("", include("nominations.desk.urls")),
    path("", include("nominations.papers.urls")),
    path("", include("nominations.entries.urls")),
    path("", include("nominations.declarations.urls")),
    path("", include("nominations.questions.urls")),
    path("", include("nominations.files.urls")),
    path("", include("nominations.eligibility.urls")),
]
