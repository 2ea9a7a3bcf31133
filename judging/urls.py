from django.urls import include, path

app_name = "judging"
urlpatterns = [
    path("", include("judging.jury.urls")),
    path("", include("judging.conflicts.urls")),
    path("", include("judging.assigning.urls")),
    path("", include("judging.ballots.urls")),
    path("", include("judging.kinds.urls")),
    path("", include("judging.pairs.urls")),
    path("", include("judging.calibration.urls")),
    path("", include("judging.progress.urls")),
    path("", include("judging.results.urls")),
    path("", include("judging.autopilot.urls")),
    path("", include("judging.finals.urls")),
    path("", include("judging.shortlist.urls")),
    path("", include("judging.bundle.urls")),
    path("", include("judging.decisions.urls")),
    path("", include("judging.feedback.urls")),
    path("", include("judging.publication.urls")),
    path("", include("judging.home.urls")),
]
