from celery import shared_task

from awards.certificates import services as certificates


@shared_task(ignore_result=True)
def make_due_certificates_task() -> None:
    certificates.make_due_certificates()
