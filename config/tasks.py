import logging

from celery import shared_task
from django.conf import settings

from awards.outbox.mailbox import MailboxAway, read_mailbox
from awards.outbox.seldom import Seldom
from config.broadcasts.sending import send_due
from config.calendars.moving import move_dates
from config.privacy.nightly import attend
from config.queue import looking
from config.reminders.sweeping import remind_due

mailbox_line = Seldom(
    "The mailbox of reports cannot be read", logging.getLogger(__name__)
)


@shared_task(ignore_result=True)
def look_task() -> None:
    """Finds the work whose moment has come. Run each second."""
    looking.look()


@shared_task(ignore_result=True)
def remind_task() -> None:
    """Writes the mails of the day to those who are to be reminded. Run each minute."""
    remind_due()


@shared_task(ignore_result=True)
def send_broadcasts_task() -> None:
    """Writes the mails of messages to groups whose moment has come."""
    send_due()


@shared_task(ignore_result=True)
def read_bounces_task() -> None:
    """What is heard of mails that could not be delivered, where a mailbox is named."""
    if not settings.BOUNCE_MAILBOX:
        return
    try:
        read_mailbox(settings.BOUNCE_MAILBOX)
    except MailboxAway as away:
        mailbox_line.failed(str(away))
    else:
        mailbox_line.worked()


@shared_task(ignore_result=True)
def move_dates_task() -> None:
    """Moves what moved in people's calendars. Run every few minutes."""
    move_dates()


@shared_task(ignore_result=True)
def attend_privacy_task() -> None:
    """Deletes what is over in the night, reminds officers, and writes mails on notices
    and breaches. Run every few minutes.
    """
    attend()
