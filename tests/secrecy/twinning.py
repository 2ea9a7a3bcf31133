"""What could be otherwise, and is not everybody's to know: each is made so in a world that
stands already.
"""

from __future__ import annotations

from collections.abc import Callable

from awards.models import Province, Winner
from judging.models import (
    Ballot,
    BallotVersion,
    Decision,
    OverallDecision,
    ResultRun,
    ResultTable,
    Score,
)
from judging.results.runs import compute_due_results
from nominations.entries.search_text import keep_search_texts
from nominations.models import Entry, Organisation
from tests.factories import (
    World,
    make_certificate,
    make_credential,
    make_entry,
    make_winner,
)

Change = Callable[[World, str], None]


def decide_otherwise(world: World, role: str) -> None:
    """Another entry wins; one more is on the list, with a certificate; one more product
    waits for its moment.
    """
    read = Ballot.objects.get(pk=world.things["read_ballot"])
    standing = read.assignment.entry_category
    Decision.objects.update(entry_category=standing, reason="ด้วยเหตุผลอื่น")
    OverallDecision.objects.update(entry=world.other_entry)
    Winner.objects.filter(winner_list=world.winner_list).update(
        reference=world.other_entry.reference,
        title_th="กก ผลงานอื่นที่ได้รางวัลแทน",
        title_en="A quite different winner",
        level_order=1,
    )
    second = make_winner(world.winner_list, reference=world.entry.reference)
    make_credential(world.edition, second, holder=world.other_entrant)
    world.announcement.certificates.add(
        make_certificate("DS-AAAA-0001", announced=False, name_th="กก ผลิตภัณฑ์อื่น")
    )


def score_otherwise(world: World, role: str) -> None:
    """All but one's own ballots, with other totals and another order."""
    others = Ballot.objects.exclude(assignment__judge__user=getattr(world, role, None))
    assert others.exists()
    Score.objects.filter(ballot__in=others).exclude(value=None).update(value=1)
    BallotVersion.objects.filter(ballot__in=others).update(total=1)
    ResultTable.objects.all().delete()
    ResultRun.objects.update(chain_length=0)
    compute_due_results()


def enter_otherwise(world: World, role: str) -> None:
    """Others entered, with other names, and one more did."""
    make_entry(world.edition)
    for entry in (world.entry, world.other_entry):
        if entry.owner != getattr(world, role, None):
            rename_entrant(entry)
            if role not in ("judge", "conflicted_judge"):  # who read the title
                Entry.objects.filter(pk=entry.pk).update(
                    title_th="กก ชื่ออื่น", title_en="Quite another"
                )
    keep_search_texts(entries=[world.entry.pk, world.other_entry.pk])


def rename_entrant(entry: Entry) -> None:
    Organisation.objects.filter(pk=entry.organisation_id).update(
        name_th="กก เทศบาลอื่น",
        name_en="A quite different municipality",
        number="",
        website="",
        province=Province.objects.get(name_en="Phuket"),
    )
    Entry.objects.filter(pk=entry.pk).update(contact_name="ก", contact_phone="1")
    entry.attachments.update(caption_th="ถ่ายที่กก เทศบาลอื่น", caption_en="")
    owner = entry.owner
    owner.name_th, owner.name_en = "กก ชื่ออื่น", "Somebody else"
    owner.save(update_fields=["name_th", "name_en"])
