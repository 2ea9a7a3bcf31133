from awards.speed.address_rooms import room

# In the order in which addresses are tried: fixed words before what people name.
urlpatterns = [
    room("nominations.organisations.urls"),
    room("nominations.importing.urls"),
    room("nominations.desk.urls"),
    room("nominations.papers.urls"),
    room("nominations.entries.urls"),
    room("nominations.declarations.urls"),
    room("nominations.questions.urls"),
    room("nominations.files.urls"),
    room("nominations.eligibility.urls"),
]
