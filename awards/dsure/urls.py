from awards.speed.address_rooms import room

urlpatterns = [
    room("awards.dsure.announcements.urls"),
    room("awards.dsure.subscriptions.urls"),
    room("awards.dsure.importing.urls"),
    room("awards.dsure.register.urls"),
]
