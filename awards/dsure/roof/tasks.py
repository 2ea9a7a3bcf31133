from celery import shared_task

from awards.dsure.announcements.services import publish_due_announcements


@shared_task(ignore_result=True)
def publish_due_announcements_task() -> None:
    publish_due_announcements()
