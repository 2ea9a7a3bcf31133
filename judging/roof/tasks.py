from celery import shared_task

from awards.acts import LIST_PUBLISHED, METHOD_LOCKED
from awards.ledger.models import Occasion
from awards.record.due import make_due_heads
from awards.record.stamping import stamp_due_heads
from judging.acts import RESULT_SEALED
from judging.autopilot.services import fly_due
from judging.autopilot.telling import tell_judges
from judging.autopilot.trials import try_plans
from judging.ballots.late_files import tell_of_late_files
from judging.ballots.receipt_mails import tell_of_receipts
from judging.bundle.leavers import bind_due_leavers
from judging.bundle.services import make_due_bundles
from judging.entry_desk.exports import make_due_exports
from judging.jury import links
from judging.models import JuryImport
from judging.publication.services import publish_due
from judging.results.runs import compute_due_results


@shared_task(ignore_result=True)
def make_due_exports_task() -> None:
    """Writes the files of the entries desk that somebody asked for."""
    make_due_exports()


@shared_task(ignore_result=True)
def publish_due_task() -> None:
    """Publishes winner lists whose moment has come, with their mails. Run each second."""
    publish_due()


@shared_task(ignore_result=True)
def compute_results_task() -> None:
    """Computes the results that acts of the last seconds made stale. Run each second."""
    compute_due_results()


@shared_task(ignore_result=True)
def plan_ballots_task() -> None:
    """Asks for extra ballots where ballots came in. Run each second."""
    fly_due()


@shared_task(ignore_result=True)
def tell_of_extra_ballots_task() -> None:
    """Mails judges what the planning added to their lists, once a day. Every few minutes."""
    tell_judges()


@shared_task(ignore_result=True)
def try_plans_task() -> None:
    """Tries ready-made plans of extra ballots on made-up awards, a little at a time."""
    try_plans()


@shared_task(ignore_result=True)
def make_bundles_task() -> None:
    """Makes the bundles of lists that were published. Run every few seconds."""
    make_due_bundles()


@shared_task(ignore_result=True)
def sweep_links_task() -> None:
    links.sweep_links()
    JuryImport.forget_rests()


@shared_task(ignore_result=True)
def tell_of_late_files_task() -> None:
    """Tells judges of files that passed after they had begun. Run every few minutes."""
    tell_of_late_files()


# Acts after which the record is signed: all of them are known to everybody by then.
OCCASIONS = {
    METHOD_LOCKED.code: Occasion.LOCKED,
    LIST_PUBLISHED.code: Occasion.PUBLISHED,
    RESULT_SEALED.code: Occasion.PUBLISHED,
}


@shared_task(ignore_result=True)
def sign_heads_task() -> None:
    """Ties entries that left to their acts, signs the heads of editions' ledgers that are
    due, and mails judges the receipts that go with them. Run each minute.
    """
    bind_due_leavers()
    make_due_heads(OCCASIONS)
    tell_of_receipts()


@shared_task(ignore_result=True)
def stamp_heads_task() -> None:
    """Has an authority say when heads were there, where one is named. Every few minutes."""
    stamp_due_heads()
