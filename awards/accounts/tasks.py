from importlib import import_module

from celery import shared_task
from django.conf import settings

from awards.accounts.session_list import sweep_listed
from awards.accounts.sign_in_links import sweep_links


@shared_task(ignore_result=True)
def sweep_sessions_task() -> None:
    """Sessions that are over, among them those that held a visitor's text for an hour,
    their lines on lists, and links to sign in that nobody used.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    sweep_listed()
    sweep_links()
