from celery import shared_task

from config.queue import looking


@shared_task(ignore_result=True)
def look_task() -> None:
    """Finds the work whose moment has come. Run each second."""
    looking.look()
