from importlib import import_module

from celery import shared_task
from django.conf import settings


@shared_task(ignore_result=True)
def sweep_sessions_task() -> None:
    """Sessions that are over, among them those that held a visitor's text for an hour."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
