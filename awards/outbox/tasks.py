from celery import shared_task

from awards.outbox import services


@shared_task(ignore_result=True)
def deliver_messages_task() -> None:
    services.deliver_messages()
