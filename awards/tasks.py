from celery import shared_task

from awards import services


@shared_task(ignore_result=True)
def publish_due_lists_task() -> None:
    """Publishes without mails; where judging is installed its own task does this and writes them."""
    services.publish_due_lists()
