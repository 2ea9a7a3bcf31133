from celery import shared_task

from awards.certificates import emails, packages
from awards.certificates import services as certificates


@shared_task(ignore_result=True)
def make_due_certificates_task() -> None:
    certificates.make_due_certificates()


@shared_task(ignore_result=True)
def pass_certificates_on_task() -> None:
    """By mail to their recipients, as ZIPs to organisers."""
    emails.mail_due_certificates()
    packages.make_due_packages()
