from celery import shared_task

from nominations.services import clock, exporting


@shared_task(ignore_result=True)
def send_reminders_task() -> None:
    clock.send_reminders()


@shared_task(ignore_result=True)
def make_due_exports_task() -> None:
    exporting.make_due_exports()
