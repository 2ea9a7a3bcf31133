from celery import shared_task

from judging import links, services
from judging.services.bundle import make_due_bundles
from judging.services.late_files import tell_of_late_files


@shared_task(ignore_result=True)
def remind_judges_task() -> None:
    """Reminds judges on the days that their round names, once a day at most. Run every
    few minutes.
    """
    services.remind_due()


@shared_task(ignore_result=True)
def publish_due_task() -> None:
    """Publishes winner lists whose moment has come, with their mails. Run each second."""
    services.publish_due()


@shared_task(ignore_result=True)
def compute_results_task() -> None:
    """Computes the results that acts of the last seconds made stale. Run each second."""
    services.compute_due_results()


@shared_task(ignore_result=True)
def make_bundles_task() -> None:
    """Makes the bundles of lists that were published. Run every few seconds."""
    make_due_bundles()


@shared_task(ignore_result=True)
def sweep_links_task() -> None:
    links.sweep_links()


@shared_task(ignore_result=True)
def tell_of_late_files_task() -> None:
    """Tells judges of files that passed after they had begun. Run every few minutes."""
    tell_of_late_files()
