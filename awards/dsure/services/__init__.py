"""What happens in the register, one function per event."""

from awards.dsure.services.announcements import (
    AnnouncementError,
    create_announcement,
    edit_announcement,
    publish_due_announcements,
    publish_with_edition,
    schedule_announcement,
    unschedule_announcement,
)
from awards.dsure.services.importing import Note, Outcome, import_certificates
from awards.dsure.services.register import (
    NoteMissing,
    NumberTaken,
    RegisterError,
    WrongState,
    appoint_registrar,
    change_state,
    dismiss_registrar,
    edit_certificate,
    register_certificate,
    save_part,
)
from awards.dsure.services.reminders import remind_of_expiry
from awards.dsure.services.subscriptions import (
    confirm_subscription,
    subscribe,
    unsubscribe,
)

__all__ = [
    "AnnouncementError",
    "Note",
    "NoteMissing",
    "NumberTaken",
    "Outcome",
    "RegisterError",
    "WrongState",
    "appoint_registrar",
    "change_state",
    "confirm_subscription",
    "create_announcement",
    "dismiss_registrar",
    "edit_announcement",
    "edit_certificate",
    "import_certificates",
    "publish_due_announcements",
    "publish_with_edition",
    "register_certificate",
    "remind_of_expiry",
    "save_part",
    "schedule_announcement",
    "subscribe",
    "unschedule_announcement",
    "unsubscribe",
]
