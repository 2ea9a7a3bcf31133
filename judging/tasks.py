from celery import shared_task

from judging import services


@shared_task(ignore_result=True)
def publish_due_task() -> None:
    """Publishes winner lists whose moment has come, with their mails. Run each second."""
    services.publish_due()
