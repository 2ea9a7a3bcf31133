from celery import shared_task

from config.broadcasts.sending import send_due
from config.queue import looking
from config.reminders.sweeping import remind_due


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
