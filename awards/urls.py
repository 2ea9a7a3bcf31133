from awards.speed.address_rooms import room

app_name = "awards"
urlpatterns = [
    room("awards.winners.urls"),
    room("awards.record.urls"),
    room("awards.editions.urls"),
    room("awards.editions.setup.urls"),
    room("awards.certificates.urls"),
    room("awards.ceremony.urls"),
    room("awards.mails.urls"),
    room("awards.site.urls"),
]
