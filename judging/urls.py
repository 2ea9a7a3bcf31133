from awards.speed.address_rooms import room

app_name = "judging"
urlpatterns = [
    room("judging.jury.urls"),
    room("judging.conflicts.urls"),
    room("judging.assigning.urls"),
    room("judging.ballots.urls"),
    room("judging.kinds.urls"),
    room("judging.pairs.urls"),
    room("judging.calibration.urls"),
    room("judging.progress.urls"),
    room("judging.results.urls"),
    room("judging.autopilot.urls"),
    room("judging.finals.urls"),
    room("judging.shortlist.urls"),
    room("judging.bundle.urls"),
    room("judging.decisions.urls"),
    room("judging.feedback.urls"),
    room("judging.publication.urls"),
    room("judging.home.urls"),
]
