"""What the clock does about personal data: in the night what is over is deleted (where
nights were missed, by day), and by day officers are reminded and mails are written.
"""

from __future__ import annotations

from django.utils import timezone

from config.privacy.breaches.services import tell_touched
from config.privacy.notices.services import tell_of_notices
from config.privacy.retention.services import is_behind, run_retention
from config.privacy.rights.due import remind_officers
from config.privacy.rights.services import sweep_unproven

NIGHT = range(1, 5)  # hours, Thai time
REMIND_FROM = 8  # hour, Thai time


def attend() -> None:
    """Run every few minutes; each part is done once, however often it is asked."""
    now = timezone.localtime()
    tell_touched()
    tell_of_notices()
    sweep_unproven()
    if now.hour in NIGHT or is_behind(now.date()):
        run_retention(today=now.date())
    if now.hour >= REMIND_FROM:
        remind_officers(today=now.date())
