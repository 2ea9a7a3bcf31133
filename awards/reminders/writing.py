"""Writing the mails of the day, with a row for each thing that somebody is reminded of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from awards.mails.kinds import Value, said
from awards.mails.writing import source_in_force, write_mail
from awards.models import Digest, Edition, Reminded
from awards.models.reminders import NEEDLESS
from awards.outbox import keeping
from awards.outbox.frames import as_html, opening_of
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from awards.reminders.digests import DigestPlan
from awards.reminders.mail_kinds import DIGEST
from awards.reminders.moments import evening_of
from awards.reminders.pending import Pending, Reader
from awards.site.share_links import absolute
from awards.statuses import Reminder


@transaction.atomic
def write_digests(plans: list[DigestPlan], zone: ZoneInfo) -> int:
    """In as many statements for one as for a thousand. How many mails are new."""
    if not plans:
        return 0
    digests = digests_for(plans)
    mails = {plan.reader.key: mail_of(plan, digests, zone) for plan in plans}
    count = save_messages(list(mails.values()))
    messages = saved(mails.values())
    for plan in plans:
        digests[plan.reader.key].message = messages.get(key_of(plan, digests))
    Digest.objects.bulk_update(digests.values(), ["message"], batch_size=500)
    Reminded.objects.bulk_create(
        [
            reminded(pending, plan, digests[plan.reader.key])
            for plan in plans
            for pending in plan.pending
        ]
    )
    return count


def digests_for(plans: list[DigestPlan]) -> dict[str, Digest]:
    """The row of each; one whose mail was dropped before it went out is written again."""
    day, emails = plans[0].day, [plan.reader.key for plan in plans]
    Digest.objects.filter(day=day, email__in=emails).update(writings=F("writings") + 1)
    Digest.objects.bulk_create(
        [Digest(email=email, day=day, writings=1) for email in emails],
        ignore_conflicts=True,
    )
    rows = Digest.objects.filter(day=day, email__in=emails)
    return {row.email: row for row in rows}


def key_of(plan: DigestPlan, digests: dict[str, Digest]) -> str:
    digest = digests[plan.reader.key]
    return f"{DIGEST.event}:{digest.pk}:{plan.day:%Y%m%d}:{digest.writings}"


def saved(mails: Iterable[Message]) -> dict[str, Message]:
    """By key; a mail that its reader wants on no channel is not among them."""
    keys = [mail.dedupe_key for mail in mails]
    rows = Message.objects.filter(dedupe_key__in=keys).only("pk", "dedupe_key")
    return {row.dedupe_key: row for row in rows}


def mail_of(plan: DigestPlan, digests: dict[str, Digest], zone: ZoneInfo) -> Message:
    """Of no use once the night begins, or once the first of its deadlines has passed:
    what is left is said in another one then.
    """
    reader = plan.reader
    ends = [pending.window.until for pending in plan.pending]
    return write_mail(
        DIGEST,
        values_of(plan.pending, reader),
        dedupe_key=key_of(plan, digests),
        recipient=reader.user,
        to_email=reader.email,
        language=reader.language,
        edition_code=edition_code_of(plan.pending),
        useful_until=min([*ends, evening_of(plan.at, zone)]),
    )


@dataclass(frozen=True)
class Preview:
    """``body`` is HTML, as the mail has it, without its letterhead. ``invented``: a
    draft stands in it that is nobody's.
    """

    subject: str
    body: SafeString
    invented: bool


def preview(pending: list[Pending], reader: Reader, edition: Edition | None) -> Preview:
    """The mail as it would be written now, in the reader's language, for organisers: a
    draft is its entrants' own, and an invented one stands for it.
    """
    language, code = reader.language, edition.code if edition else ""
    shown = [one for one in pending if one.kind is not Reminder.CLOSING]
    drafts = len(shown) < len(pending)
    examples = DIGEST.examples(language)
    with override(language):
        values = said(values_of(shown, reader)) if shown else examples
        if shown and drafts:
            values["reminders"] += f"\n\n{examples['reminders']}"
        words = DIGEST.filled(source_in_force(DIGEST, language, code), values)
        opening = as_html(opening_of({"addressee": {"name": reader.shown_name}}))
    return Preview(words.subject, mark_safe(f"{opening}\n{words.html}"), drafts)


def edition_code_of(pending: Iterable[Pending]) -> str:
    """Whose letterhead and words the mail has: the edition's where all is of one."""
    codes = {one.edition.code if one.edition else "" for one in pending}
    return codes.pop() if len(codes) == 1 else ""


def values_of(pending: Iterable[Pending], reader: Reader) -> dict[str, Value]:
    things = list(pending)
    with override(reader.language):
        return {
            "edition": ", ".join(dict.fromkeys(section_of(one) for one in things)),
            "headline": headline_of(things),
            "reminders": "\n\n".join(sections_of(things)),
            "link": absolute("desk", language=reader.language) if reader.user else "",
        }


def headline_of(things: list[Pending]) -> str:
    first, more = things[0].said().headline, len(things) - 1
    if not more:
        return first
    words = ngettext("%(first)s and %(n)d more", "%(first)s and %(n)d more", more)
    return words % {"first": first, "n": more}


def sections_of(things: list[Pending]) -> list[str]:
    """A section for each edition, the one with the nearest deadline first."""
    order = {section_of(one): place for place, one in reversed([*enumerate(things)])}
    ordered = sorted(things, key=lambda one: order[section_of(one)])
    return [
        "\n".join([title, *(line_of(one) for one in section)])
        for title, section in groupby(ordered, key=section_of)
    ]


def section_of(pending: Pending) -> str:
    if pending.edition is None:
        return _("dSURE register of certified products")
    return str(pending.edition.name)


def line_of(pending: Pending) -> str:
    line = pending.said()
    return f"– {line.text}\n{line.url}"


def reminded(pending: Pending, plan: DigestPlan, digest: Digest) -> Reminded:
    return Reminded(
        digest=digest,
        message=digest.message,
        edition=pending.edition,
        user=pending.reader.user,
        kind=pending.kind,
        email=pending.reader.key,
        thing=pending.thing,
        day=plan.day,
        until=pending.window.until,
    )


def drop_needless(messages: list[int]) -> int:
    """Those that nobody has begun to deliver."""
    if not messages:
        return 0
    return keeping.drop(Message.objects.filter(pk__in=messages), NEEDLESS)
