from celery import shared_task

from awards.models import RowChange
from awards.outbox.delivery import Lane, deliver_due_messages
from awards.outbox.waking import DELIVER, DELIVER_LINE, DELIVER_URGENT
from awards.site.face import email_of_code
from nominations.entries import fallback
from nominations.files import preparing, uploads
from nominations.models import EntryImport
from nominations.papers.services import erase_confirmed_papers, sweep_strays
from nominations.roof.attachments import MAKERS


@shared_task(ignore_result=True)
def prepare_files_task() -> None:
    preparing.prepare_files()


@shared_task(ignore_result=True)
def sweep_uploads_task() -> None:
    uploads.sweep_uploads()
    erase_confirmed_papers()
    sweep_strays()
    EntryImport.forget_rests()
    RowChange.sweep()


@shared_task(ignore_result=True)
def let_submissions_stand_task() -> None:
    fallback.let_submissions_stand()


@shared_task(name=DELIVER, ignore_result=True)
def deliver_messages_task() -> None:
    """Here, where all that goes along with mails can be made."""
    deliver_due_messages(MAKERS, reply_to=email_of_code)


@shared_task(name=DELIVER_URGENT, ignore_result=True)
def deliver_urgent_messages_task() -> None:
    deliver_due_messages(MAKERS, Lane.URGENT, email_of_code)


@shared_task(name=DELIVER_LINE, ignore_result=True)
def deliver_line_messages_task() -> None:
    deliver_due_messages(lane=Lane.LINE)
