"""The work behind pages that rows of the benchmark time, through the services that the
worker and the organisers call.
"""

from __future__ import annotations

from django.db import transaction

from config.bench.data import Data, winner_lines


def export(data: Data) -> object:
    """All entries of the call as a spreadsheet, through the worker's own service."""
    from judging.entry_desk.exports import make_due_exports
    from nominations.desk.exports import request_export

    request_export(
        edition=data.call, user=data.organiser, kind="xlsx", query={}, language="th"
    )
    if make_due_exports() != 1:
        raise RuntimeError("the export failed")
    return None


def results(data: Data) -> object:
    from judging.results.services import compute_results

    return compute_results(data.judging, data.round)


def tables(data: Data) -> object:
    """All that pages show of a round, of every category anew; taken back afterwards."""
    from judging.models import ResultRun
    from judging.results.runs import compute_run

    with transaction.atomic():
        run = ResultRun.objects.select_related("round__edition").get(round=data.round)
        run.tables.update(fingerprint="")
        compute_run(run)
        transaction.set_rollback(True)
    return None


def assignment(data: Data) -> object:
    from judging.assigning.services import assign_judges

    screening = data.judging.rounds.get(code="screening")
    return assign_judges(
        edition=data.judging, round_=screening, per_entry=5, seed=1, dry_run=True
    )


def publication(data: Data) -> object:
    """1,000 winners, and the mails to 1,000 entrants; taken back afterwards."""
    from awards.winners.services import freeze_list, schedule_list
    from judging.publication.services import publish_due
    from nominations.eligibility.unchecked import unchecked_in

    with transaction.atomic():
        frozen = freeze_list(
            edition=data.judging, lines=winner_lines(1000), actor=data.organiser
        )  # fmt: skip
        unchecked = unchecked_in(data.judging.pk)
        schedule_list(
            winner_list=frozen,
            publish_at=None,
            actor=data.organiser,
            unchecked=unchecked,
            unchecked_known=unchecked.count,
        )
        published = publish_due()
        transaction.set_rollback(True)
    return published


def certificates(data: Data) -> object:
    """500 certificates, from the winners of a list to PDFs with codes and QR codes;
    taken back afterwards.
    """
    from awards.certificates.services import make_due_certificates, prepare_for_winners
    from awards.winners.services import freeze_list

    with transaction.atomic():
        frozen = freeze_list(
            edition=data.judging,
            lines=winner_lines(500),
            actor=data.organiser,
        )
        prepare_for_winners(winner_list=frozen, actor=data.organiser)
        made = make_due_certificates(500)
        remove_pdfs(data)
        transaction.set_rollback(True)
    return made


def remove_pdfs(data: Data) -> None:
    """The files are no part of the transaction."""
    for credential in data.judging.credentials.exclude(pdf=""):
        credential.pdf.delete(save=False)
