"""An award's year, and who runs it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.language.bilingual import Localized
from awards.models.form_stamp import KEPT_STAMP
from awards.models.row_changes import RowKind, told_changes
from awards.roles import Area, Right, Role, roles_with
from awards.statuses import ChangeKind, Phase, PrizeTies


class EditionQuerySet(models.QuerySet["Edition"]):
    def organised_by(
        self, user: Visitor, area: Area | None = None, right: Right = Right.READS
    ) -> EditionQuerySet:
        """Editions that this person helps to run, in any role, or with this right in an
        area. The site's operator runs none of them by being operator.
        """
        if not user.is_authenticated:
            return self.none()
        if area is None:
            return self.filter(organisers__user=user)
        roles = roles_with(right, area)
        return self.filter(organisers__user=user, organisers__role__in=roles)

    def manageable_by(
        self, user: Visitor, area: Area | None = None, right: Right = Right.READS
    ) -> EditionQuerySet:
        """Editions that this person may set up: its organisers, and the operator."""
        if user.is_authenticated and user.is_operator:
            return self.all()
        return self.organised_by(user, area, right)

    def visible_to(self, user: Visitor) -> EditionQuerySet:
        """Editions anybody may know of (their call has opened once), and one's own before that."""
        if not user.is_authenticated:
            return self.public()
        if user.is_operator:
            return self.all()
        own = Exists(Organiser.objects.filter(edition=OuterRef("pk"), user=user))
        return self.filter(Q(opened_at__isnull=False, opens_at__lte=Now()) | Q(own))

    def public(self) -> EditionQuerySet:
        """Editions whose call has opened, by the database's clock. Never a draft."""
        return self.filter(opened_at__isnull=False, opens_at__lte=Now())

    def accepting(self) -> EditionQuerySet:
        return self.public().filter(closes_at__gt=Now())

    def with_judged_at(self) -> EditionQuerySet:
        """For what tells their phase to staff: see ``Phase.of``."""
        closes = Max("rounds__closes_at", filter=Q(rounds__active=True))
        return self.annotate(judged_at=closes)

    def announced(self) -> EditionQuerySet:
        """Editions with a published winner list."""
        return self.filter(
            winner_lists__published_at__isnull=False, winner_lists__superseded_at=None
        )


class OrganiserQuerySet(models.QuerySet["Organiser"]):
    def reading(self, area: Area) -> OrganiserQuerySet:
        return self.filter(role__in=roles_with(Right.READS, area))

    def acting(self, area: Area) -> OrganiserQuerySet:
        return self.filter(role__in=roles_with(Right.ACTS, area))


code_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use a–z, 0–9 and single hyphens.")
)


class Edition(models.Model):
    """One year's award, from its call to its ceremony. It is a draft until it is opened
    on purpose; from then on its phase follows from its times, and nobody flips it by hand.
    """

    code = models.CharField(
        _("code"), max_length=40, unique=True, validators=[code_validator]
    )
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year (C.E.)"))
    about_th = models.TextField(_("about, in Thai"), blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    opens_at = models.DateTimeField(_("call opens"))
    closes_at = models.DateTimeField(_("call closes"))
    grace_minutes = models.PositiveSmallIntegerField(
        _("grace period after closing, minutes"), default=5
    )
    # as planned: promised before, and nothing's moment
    announces_at = models.DateTimeField(_("announcement"))
    # set by the first publication, and by nothing else
    announced_at = models.DateTimeField(null=True, editable=False)
    max_categories = models.PositiveSmallIntegerField(
        _("maximum categories per entry"), default=1
    )
    two_person_rule = models.BooleanField(
        _("publishing needs a second organiser's approval"), default=False
    )
    prize_ties = models.CharField(
        _("if entries tie for the last prize of a level"),
        max_length=10,
        choices=PrizeTies,
        default=PrizeTies.PEOPLE,
        help_text=_(
            "What happens in the prize proposal. People always make the final decision."
        ),
    )
    eligibility_readers = models.PositiveSmallIntegerField(
        _("reviewers per entry for the eligibility check"), default=1
    )
    only_eligible_judged = models.BooleanField(
        _("judges get only eligible entries"), default=False
    )
    shows_how_chosen = models.BooleanField(
        _("the public may read how the winners were chosen"), default=True
    )
    # messages to a group go out without a second organiser up to so many people
    broadcast_alone = models.PositiveIntegerField(
        _("largest group that one organiser may write to alone"),
        default=50,
        help_text=_(
            "Above this number of people, another organiser must approve the message."
        ),
    )
    # changes with everything that the entry form is made of: see ``form_stamp``
    form_stamp = models.UUIDField(db_default=RandomUUID(), editable=False)
    entry_counter = models.PositiveIntegerField(default=0, editable=False)
    # None: a draft, known to its organisers only, whatever its dates say
    opened_at = models.DateTimeField(null=True, editable=False)
    copied_from = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    # Set by the loader of a page, for its template: this reader's role may not act here.
    reads_only = False

    name = Localized("name")
    about = Localized("about")
    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="edition_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__lt=F("announces_at")),
                name="edition_closes_before_it_announces",
            ),
        ]
        triggers = [
            KEPT_STAMP,
            *told_changes(
                RowKind.EDITION,
                "id",
                ("code", "name_th", "name_en", "only_eligible_judged"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    @property
    def phase(self) -> Phase:
        return Phase.of(self, getattr(self, "judged_at", None))

    @property
    def announcement(self) -> datetime:
        """When the winners were published; until they are, the moment planned for it."""
        return self.announced_at or self.announces_at


class Organiser(models.Model):
    """Who helps to run an edition, and in which role (``awards.roles``)."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="organisers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="organiser_roles",
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    role = models.CharField(
        _("role"), max_length=20, choices=Role, default=Role.ORGANISER
    )
    # since when in this role, ``named_by`` whom
    role_since = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())

    objects = OrganiserQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "user"], name="organiser_once_per_edition"
            )
        ]


class PendingChange(models.Model):
    """Something about the two-person rule that one organiser asked for and another one
    must agree to.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="pending_changes"
    )
    kind = models.CharField(max_length=10, choices=ChangeKind)
    email = models.EmailField(blank=True)  # who is to be named
    role = models.CharField(max_length=20, choices=Role, default=Role.ORGANISER)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "email"], name="a_change_is_asked_for_once"
            ),
        ]
