"""The organiser's side bar: which pages there are, in groups that follow the year."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.roles import Area


@dataclass(frozen=True)
class SidePage:
    """``address``: the name of its URL. ``covers``: how the names of the pages begin
    that belong to it. ``counter``: the field of ``Waiting`` whose number stands beside
    it. ``sets_up``: also for the site's operator, who sets editions up and judges
    nothing. ``area``: whose role reads there sees the page. ``has_views``: saved views
    of the list stand below it.
    """

    label: str | Promise
    address: str
    covers: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    sets_up: bool = False
    area: Area = Area.SETUP
    has_views: bool = False

    def holds(self, name: str) -> bool:
        return name == self.address or name.startswith(self.covers)


@dataclass(frozen=True)
class SideGroup:
    """``code``: what a phase of the year is called in ``moments.PHASES``."""

    code: str
    label: str | Promise
    icon: str
    pages: tuple[SidePage, ...]


HOME = SidePage(_("Home"), "edition-home", sets_up=True)
LEDGER = SidePage(_("Audit log"), "edition-ledger", area=Area.RESULTS)
BROADCASTS = SidePage(
    _("Messages to groups"),
    "broadcast-list",
    ("broadcast-",),
    ("messages",),
    area=Area.MAILS,
)
MAILS = SidePage(_("Emails"), "mails", ("mails-", "unreachable"), area=Area.MAILS)

SETUP = SideGroup(
    "setup",
    pgettext_lazy("phase of an edition", "Preparation"),
    "settings-2",
    (
        SidePage(
            pgettext_lazy("steps before an edition opens", "Checklist"),
            "edition-setup",
            ("edition-open", "edition-copy", "edition-delete"),
            sets_up=True,
        ),
        SidePage(_("Names and dates"), "awards:edition-change", sets_up=True),
        SidePage(_("All dates"), "awards:edition-dates", sets_up=True),
        SidePage(
            _("Look and contact"),
            "awards:identity-change",
            ("awards:partner-", "awards:page-"),
            sets_up=True,
        ),
        SidePage(_("Words of emails"), "mail-words", ("mail-word",), area=Area.FACE),
        SidePage(_("Reminders"), "reminders", ("reminders-",), area=Area.MAILS),
        SidePage(
            _("Categories"), "awards:category-list", ("awards:category-",), sets_up=True
        ),
        SidePage(
            _("Criteria"), "awards:criterion-list", ("awards:criterion-",), sets_up=True
        ),
        SidePage(
            _("Weights"), "awards:weights-index", ("awards:weights-",), sets_up=True
        ),
        SidePage(_("Rounds"), "awards:round-list", ("awards:round-",), sets_up=True),
        SidePage(
            _("Prize levels"), "awards:level-list", ("awards:level-",), sets_up=True
        ),
        SidePage(
            _("Entry form"),
            "nominations:form-builder",
            ("nominations:form-", "nominations:question-"),
        ),
        SidePage(
            _("Rules and declarations"),
            "nominations:rule-list",
            ("nominations:rule", "nominations:declaration-"),
        ),
        SidePage(
            _("Organisers"),
            "awards:organiser-list",
            ("awards:organiser-",),
            ("changes",),
            sets_up=True,
        ),
    ),
)
ENTRIES = SideGroup(
    "entries",
    pgettext_lazy("phase of an edition", "Entries"),
    "inbox",
    (
        SidePage(
            _("All entries"),
            "nominations:manage-entries",
            (
                "nominations:manage-entry",
                "nominations:manage-history",
                "nominations:manage-extensions",
                "nominations:entry-",
                "nominations:entries-",
                "nominations:draft-",
                "nominations:export-",
                "nominations:view-",
            ),
            area=Area.ENTRIES,
            has_views=True,
        ),
        SidePage(
            _("Eligibility"),
            "nominations:eligibility-desk",
            ("nominations:eligibility-",),
            ("eligibility",),
            area=Area.ELIGIBILITY,
        ),
        SidePage(
            _("Files to review"),
            "nominations:manage-files",
            ("nominations:file-",),
            ("files",),
            area=Area.ELIGIBILITY,
        ),
        SidePage(
            _("Submission statistics"), "nominations:manage-charts", area=Area.ENTRIES
        ),
        SidePage(
            _("Import"),
            "nominations:manage-import",
            ("nominations:import-",),
            area=Area.ENTRIES,
        ),
    ),
)
JUDGING = SideGroup(
    "judging",
    pgettext_lazy("phase of an edition", "Judging"),
    "scale",
    (
        SidePage(
            _("Progress"),
            "judging:progress-board",
            ("judging:board-", "judging:judge-", "judging:entry-watch"),
            ("late_ballots", "idle_judges"),
            area=Area.JUDGING,
        ),
        SidePage(
            _("Assignments"),
            "judging:assignment-list",
            ("judging:assignment-",),
            area=Area.JUDGING,
        ),
        SidePage(
            _("Judges and panels"),
            "judging:jury-list",
            (
                "judging:jury-",
                "judging:invitation-",
                "judging:panel-",
                "judging:rules-",
            ),
            area=Area.JUDGING,
        ),
        SidePage(
            _("Conflicts of interest"),
            "judging:conflict-list",
            ("judging:conflict-",),
            area=Area.JUDGING,
        ),
        SidePage(_("Calibration"), "judging:calibration-manage", area=Area.JUDGING),
        SidePage(
            _("Final round"),
            "judging:final-run",
            ("judging:final-",),
            area=Area.JUDGING,
        ),
    ),
)
RESULTS = SideGroup(
    "results",
    pgettext_lazy("phase of an edition", "Results"),
    "trophy",
    (
        SidePage(
            _("Ranking"),
            "judging:results-show",
            ("judging:result-", "judging:close-", "judging:method-", "judging:scores-"),
            area=Area.RESULTS,
        ),
        SidePage(
            _("Decisions"),
            "judging:decision-list",
            (
                "judging:decision-",
                "judging:overall-",
                "judging:prizes-",
                "judging:list-preview",
                "judging:how-preview",
            ),
            area=Area.RESULTS,
        ),
        SidePage(
            _("Feedback to entrants"),
            "judging:feedback-desk",
            ("judging:feedback-",),
            area=Area.RESULTS,
        ),
    ),
)
ANNOUNCEMENT = SideGroup(
    "announcement",
    pgettext_lazy("phase of an edition", "Announcement"),
    "megaphone",
    (
        SidePage(
            _("Winner list"),
            "judging:list-index",
            ("judging:list-", "judging:picture-", "judging:story-"),
            ("approvals",),
            area=Area.PUBLICATION,
        ),
        SidePage(
            _("Ceremony"), "awards:stage-show", ("awards:stage-",), area=Area.WINNERS
        ),
        SidePage(
            _("Award certificates"),
            "awards:credential-list",
            (
                "awards:credential-",
                "awards:wording-",
                "awards:package-",
                "judging:certificate-",
            ),
            area=Area.PUBLICATION,
        ),
    ),
)
GROUPS = (SETUP, ENTRIES, JUDGING, RESULTS, ANNOUNCEMENT)
