from celery import shared_task

from nominations.desk import exports
from nominations.eligibility import reminders
from nominations.entries import deadlines, fallback
from nominations.files import preparing, uploads


@shared_task(ignore_result=True)
def send_reminders_task() -> None:
    deadlines.send_reminders()


@shared_task(ignore_result=True)
def make_due_exports_task() -> None:
    exports.make_due_exports()


@shared_task(ignore_result=True)
def prepare_files_task() -> None:
    preparing.prepare_files()


@shared_task(ignore_result=True)
def sweep_uploads_task() -> None:
    uploads.sweep_uploads()


@shared_task(ignore_result=True)
def let_submissions_stand_task() -> None:
    fallback.let_submissions_stand()


@shared_task(ignore_result=True)
def remind_of_corrections_task() -> None:
    reminders.remind_of_corrections()
