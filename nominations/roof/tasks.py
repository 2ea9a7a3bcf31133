from celery import shared_task

from nominations.eligibility import reminding
from nominations.files import preparing, uploads
from nominations.services import clock, exporting, standing


@shared_task(ignore_result=True)
def send_reminders_task() -> None:
    clock.send_reminders()


@shared_task(ignore_result=True)
def make_due_exports_task() -> None:
    exporting.make_due_exports()


@shared_task(ignore_result=True)
def prepare_files_task() -> None:
    preparing.prepare_files()


@shared_task(ignore_result=True)
def sweep_uploads_task() -> None:
    uploads.sweep_uploads()


@shared_task(ignore_result=True)
def let_submissions_stand_task() -> None:
    standing.let_submissions_stand()


@shared_task(ignore_result=True)
def remind_of_corrections_task() -> None:
    reminding.remind_of_corrections()
