from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.language.bilingual import Localized
from awards.roles import Area, Right, Role, roles_with
from awards.statuses import ChangeKind, Phase, PrizeTies, RoundPhase


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


class PrizeLevelQuerySet(models.QuerySet["PrizeLevel"]):
    def ladder(self) -> PrizeLevelQuerySet:
        """The steps that every category has, highest first."""
        return self.filter(across=False)

    def across_categories(self) -> PrizeLevelQuerySet:
        return self.filter(across=True)


code_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use a–z, 0–9 and single hyphens.")
)


class Province(models.Model):
    """A province of Thailand (ISO 3166-2:TH); rows come from a data migration."""

    code = models.CharField(max_length=6, primary_key=True)
    name_th = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=120, editable=False)

    name = Localized("name")

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return str(self.name)


class Smart(models.Model):
    """One of the seven Smarts; rows come from a data migration. Colours stand in the
    style sheet, by code.
    """

    code = models.SlugField(max_length=20, unique=True)
    order = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    scope_th = models.TextField(blank=True)
    scope_en = models.TextField(blank=True)

    name = Localized("name")
    scope = Localized("scope")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return str(self.name)


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

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    @property
    def phase(self) -> Phase:
        return Phase.of(self)

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


class Category(models.Model):
    """What entries compete in: an area of the award with a list of winners of its own."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="categories"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    smart = models.ForeignKey(
        Smart, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    description_th = models.TextField(_("description in Thai"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)

    name = Localized("name")
    description = Localized("description")

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="category_code_unique_in_edition"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Criterion(models.Model):
    """What judges score: what is looked for, and what a low, a middle and a high score mean."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="criteria"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    smart = models.ForeignKey(
        Smart, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    looked_for_th = models.TextField(_("what judges look for, in Thai"), blank=True)
    looked_for_en = models.TextField(_("what judges look for, in English"), blank=True)
    low_th = models.TextField(_("a low score means, in Thai"), blank=True)
    low_en = models.TextField(_("a low score means, in English"), blank=True)
    middle_th = models.TextField(_("a medium score means, in Thai"), blank=True)
    middle_en = models.TextField(_("a medium score means, in English"), blank=True)
    high_th = models.TextField(_("a high score means, in Thai"), blank=True)
    high_en = models.TextField(_("a high score means, in English"), blank=True)

    name = Localized("name")
    looked_for = Localized("looked_for")
    low = Localized("low")
    middle = Localized("middle")
    high = Localized("high")

    class Meta:
        ordering = ["order", "code"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="criterion_code_unique_in_edition"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Round(models.Model):
    """One passage of judging, with its window, its scale and its rules."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="rounds"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    active = models.BooleanField(_("used in this edition"), default=True)
    blind = models.BooleanField(_("blind: judges do not see who entered"), default=True)
    opens_at = models.DateTimeField(_("judging opens"))
    closes_at = models.DateTimeField(_("judging closes"))
    judges_per_entry = models.PositiveSmallIntegerField(
        _("judges per entry"), default=3
    )
    quorum = models.PositiveSmallIntegerField(_("ballots needed per entry"), default=1)
    scale_min = models.DecimalField(
        _("lowest score"), max_digits=6, decimal_places=2, default=0
    )
    scale_max = models.DecimalField(
        _("highest score"), max_digits=6, decimal_places=2, default=10
    )
    scale_step = models.DecimalField(
        _("step"),
        max_digits=5,
        decimal_places=2,
        default="0.5",
        validators=[MinValueValidator(0.01)],
    )

    name = Localized("name")

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="round_code_unique_in_edition"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="round_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(scale_min__lt=F("scale_max")), name="round_scale_has_room"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def phase(self) -> RoundPhase:
        return RoundPhase.of(self)


class Weight(models.Model):
    """How much a criterion counts in a category and a round, in per cent. The weights
    of a category sum to 100.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="weights")
    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, related_name="weights"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="weights"
    )
    percent = models.DecimalField(
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "category", "criterion"], name="weight_once"
            )
        ]


class PrizeLevel(models.Model):
    """A step of the ladder of prizes; order 1 is the highest.

    ``across``: not a step of each category's ladder but a prize of the whole edition,
    like best of show; ``per_category`` then says how many there are in all.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="prize_levels"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    per_category = models.PositiveSmallIntegerField(_("prizes per category"), default=1)
    minimum_entries = models.PositiveSmallIntegerField(
        _("minimum number of judged entries"),
        default=1,
        help_text=_(
            "Minimum number of judged entries. With fewer, the prize is not proposed."
        ),
    )
    minimum_score = models.DecimalField(
        _("minimum score"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_(
            "Adjusted score on the scale of the deciding round. Leave empty for no "
            "minimum."
        ),
    )
    across = models.BooleanField(
        _("a prize across all categories, for example best in show"),
        default=False,
        help_text=_(
            "Awarded by hand. The number of prizes then applies to the whole edition."
        ),
    )

    name = Localized("name")
    objects = PrizeLevelQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="prize_level_code_unique_in_edition"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
