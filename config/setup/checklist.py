"""What an edition needs before its call opens, in the order in which it is done, each
line with its state and the page where it is put right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.editions.standard import HUNDRED
from awards.language.filters import day
from awards.ledger.services import database_now
from awards.models import Edition, Identity, Weight
from awards.models.site import PageKind
from awards.roles import Area, may_go
from judging.statuses import JudgeState


class State(StrEnum):
    DONE = "done"
    NEEDED = "needed"  # keeps the call from opening
    ADVISED = "advised"
    LATER = "later"


@dataclass(frozen=True)
class Step:
    """``told``: how it stands, one sentence; of what is needed or advised, what is missing.
    ``url``: empty where the page does not open for the reader.
    """

    title: str
    url: str
    state: State
    told: str


@dataclass(frozen=True)
class Part:
    title: str
    steps: list[Step]


@dataclass(frozen=True)
class Checklist:
    parts: list[Part]

    @property
    def steps(self) -> list[Step]:
        return [step for part in self.parts for step in part.steps]

    def of_state(self, state: State) -> list[Step]:
        return [step for step in self.steps if step.state == state]

    @property
    def needed(self) -> list[Step]:
        return self.of_state(State.NEEDED)

    @property
    def advised(self) -> list[Step]:
        return self.of_state(State.ADVISED)

    @property
    def done(self) -> int:
        return len(self.of_state(State.DONE))

    @property
    def before_opening(self) -> int:
        return len(self.steps) - len(self.of_state(State.LATER))


def checklist(edition: Edition) -> Checklist:
    basics = [names_and_dates(edition), face(edition), team(edition)]
    prizes = [categories(edition), criteria(edition), rounds(edition), levels(edition)]
    entering = [form(edition), eligibility(edition), call_page(edition)]
    later = [jury(edition), wording(edition)]
    return Checklist(
        [
            Part(_("Basics"), basics),
            Part(_("Prizes and judging"), prizes),
            Part(_("Taking entries"), entering),
            Part(_("After the call opens"), later),
        ]
    )


def step(
    title: str,
    page: str,
    edition: Edition,
    done: str,
    needed: str = "",
    advised: str = "",
    *,
    operators: bool = True,
) -> Step:
    """Needed wins over advised; with neither it is done."""
    state = State.NEEDED if needed else State.ADVISED if advised else State.DONE
    url = address(page, edition, Area.SETUP, operators=operators)
    return Step(title, url, state, needed or advised or done)


def address(page: str, edition: Edition, area: Area, *, operators: bool) -> str:
    role = getattr(edition, "own_role", None)
    opens = may_go(role, area, operators=operators)
    return reverse(page, args=[edition.code]) if opens else ""


def names_and_dates(edition: Edition) -> Step:
    now = database_now()
    needed = advised = ""
    if edition.is_draft and edition.closes_at <= now:
        needed = _("The call would be over already. Check its dates.")
    elif edition.is_draft and edition.opens_at <= now:
        advised = _("The call's opening has passed: it would open at once.")
    done = _("Call: %(opens)s to %(closes)s · announcement: %(announced)s") % {
        "opens": day(edition.opens_at),
        "closes": day(edition.closes_at),
        "announced": day(edition.announces_at),
    }
    return step(
        _("Names and dates"), "awards:edition-change", edition, done, needed, advised
    )


def face(edition: Edition) -> Step:
    known = Identity.objects.filter(Q(edition=edition) | Q(edition=None))
    own = [each for each in known if each.edition_id == edition.pk]
    reached = any(each.email or each.phone for each in known)
    needed = (
        "" if reached else _("Entrants find no email address or phone number to ask.")
    )
    pictured = any(each.hero for each in own)
    advised = (
        "" if pictured else _("No picture of its own yet; the standard one is shown.")
    )
    done = _("Contact and picture are set.")
    title = _("Appearance and contact")
    return step(title, "awards:identity-change", edition, done, needed, advised)


def team(edition: Edition) -> Step:
    people = edition.organisers.count()
    approvers = edition.organisers.acting(Area.PUBLICATION).count()
    needed = "" if people else _("Nobody runs this edition yet.")
    advised = ""
    if edition.two_person_rule and approvers < 2:
        advised = _("The two-person rule needs two people who may approve a list.")
    text = ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
    may = _("%(n)d may approve a list") % {"n": approvers}
    done = f"{text} · {may}"
    return step(
        _("Organisers"), "awards:organiser-list", edition, done, needed, advised
    )


def categories(edition: Edition) -> Step:
    count = edition.categories.count()
    unnamed = edition.categories.filter(Q(name_th="") | Q(name_en="")).count()
    needed = "" if count else _("There is no category to enter.")
    if unnamed:
        text = ngettext(
            "%(n)d category lacks its name in one language.",
            "%(n)d categories lack their name in one language.",
            unnamed,
        )
        needed = text % {"n": unnamed}
    text = ngettext("%(n)d category", "%(n)d categories", count)
    return step(
        _("Categories"), "awards:category-list", edition, text % {"n": count}, needed
    )


def criteria(edition: Edition) -> Step:
    count = edition.criteria.count()
    needed = "" if count else _("There is no criterion to judge by.")
    if short := short_weights(edition):
        text = ngettext(
            "The weights do not add up to 100 in %(n)d place: %(where)s",
            "The weights do not add up to 100 in %(n)d places, first: %(where)s",
            len(short),
        )
        needed = text % {"n": len(short), "where": short[0]}
    text = ngettext("%(n)d criterion", "%(n)d criteria", count)
    done = text % {"n": count}
    return step(
        _("Criteria and weights"), "awards:weights-index", edition, done, needed
    )


def short_weights(edition: Edition) -> list[str]:
    """Round and category by name where the weights of a round that takes place do not
    sum to 100.
    """
    sums = Weight.objects.filter(round__edition=edition, round__active=True)
    totals = {
        (round_, category): total
        for round_, category, total in sums.values_list("round", "category").annotate(
            total=Sum("percent")
        )
    }
    every = list(edition.categories.all())
    return [
        f"{round_.name}, {category.name}"
        for round_ in edition.rounds.filter(active=True)
        for category in every
        if totals.get((round_.pk, category.pk)) != HUNDRED
    ]


def rounds(edition: Edition) -> Step:
    active = list(edition.rounds.filter(active=True))
    needed = "" if active else _("No round of judging takes place.")
    early = [each for each in active if each.opens_at < edition.closes_at]
    late = [each for each in active if each.closes_at > edition.announces_at]
    advised = ""
    if late:
        text = _("%(round)s closes after the announcement.")
        advised = text % {"round": late[0].name}
    elif early:
        text = _("%(round)s opens before the call closes.")
        advised = text % {"round": early[0].name}
    done = ", ".join(str(each.name) for each in active)
    return step(_("Rounds"), "awards:round-list", edition, done, needed, advised)


def levels(edition: Edition) -> Step:
    every = list(edition.prize_levels.all())
    needed = "" if every else _("There is no prize to win.")
    done = ", ".join(f"{each.name} × {each.per_category}" for each in every)
    return step(_("Prize levels"), "awards:level-list", edition, done, needed)


def form(edition: Edition) -> Step:
    asked = edition.questions.filter(retired_at=None)
    count = asked.count()
    needed = "" if count else _("The entry form has no question yet.")
    if half := asked.filter(Q(label_th="") | Q(label_en="")).count():
        text = ngettext(
            "%(n)d question has no text in one language.",
            "%(n)d questions have no text in one language.",
            half,
        )
        needed = text % {"n": half}
    text = ngettext("%(n)d question", "%(n)d questions", count)
    done = text % {"n": count}
    return step(
        _("Entry form"),
        "nominations:form-builder",
        edition,
        done,
        needed,
        operators=False,
    )


def eligibility(edition: Edition) -> Step:
    rules = edition.rules.filter(retired_at=None).count()
    declarations = edition.declarations.filter(retired_at=None).count()
    advised = "" if rules else _("Entrants are asked nothing about eligibility yet.")
    done = _("%(rules)d rules · %(declarations)d declarations") % {
        "rules": rules,
        "declarations": declarations,
    }
    title = _("Eligibility rules")
    return step(
        title,
        "nominations:rule-list",
        edition,
        done,
        advised=advised,
        operators=False,
    )


def call_page(edition: Edition) -> Step:
    pages = edition.written_pages.exclude(published_at=None)
    answered = pages.filter(kind=PageKind.QUESTION).count()
    advised = ""
    if not (edition.about_th and edition.about_en):
        advised = _("The text about the award is missing in one language.")
    elif not answered:
        advised = _("No questions with answers are published yet.")
    text = ngettext("%(n)d answered question", "%(n)d answered questions", answered)
    done = text % {"n": answered}
    page = (
        "awards:page-list"
        if edition.about_th and edition.about_en
        else "awards:edition-change"
    )
    return step(_("Call page"), page, edition, done, advised=advised)


def jury(edition: Edition) -> Step:
    invited = edition.judges.exclude(state=JudgeState.DECLINED).count()
    planned = edition.planned_judges.count()
    page = "judging:jury-planned" if planned else "judging:jury-list"
    told = _("%(invited)d invited · %(planned)d invitations not sent") % {
        "invited": invited,
        "planned": planned,
    }
    return later(_("Judges"), page, edition, Area.JUDGING, told)


def wording(edition: Edition) -> Step:
    kinds = edition.wordings.count()
    told = (
        _("Set. Read them again before the announcement.")
        if kinds
        else _("The standard words stand until you write your own.")
    )
    title, page = _("Words of certificates"), "awards:credential-list"
    return later(title, page, edition, Area.PUBLICATION, told)


def later(title: str, page: str, edition: Edition, area: Area, told: str) -> Step:
    """Of work that begins after the call opens; the operator has no part in it."""
    url = address(page, edition, area, operators=False)
    return Step(title, url, State.LATER, told)
