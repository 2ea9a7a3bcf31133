from celery import shared_task

from awards.dsure import services


@shared_task(ignore_result=True)
def publish_due_announcements_task() -> None:
    services.publish_due_announcements()


@shared_task(ignore_result=True)
def remind_of_expiry_task() -> None:
    services.remind_of_expiry()
