from celery import shared_task

from awards.outbox import delivery


@shared_task(ignore_result=True)
def deliver_messages_task() -> None:
    delivery.deliver_due_messages()
