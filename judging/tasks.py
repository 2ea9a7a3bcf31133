from celery import shared_task

from judging import services


@shared_task(ignore_result=True)
def publish_due_task() -> None:
    """Publishes winner lists whose moment has come, with their mails. Run each second."""
    services.publish_due()


@shared_task(ignore_result=True)
def remind_before_closing_task() -> None:
    """Reminders a week, three days and a day before a round closes. Run each hour."""
    services.remind_before_closing()
