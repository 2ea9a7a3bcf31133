from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Localized


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, **fields: object
    ) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: object
    ) -> User:
        """What `createsuperuser` makes: an operator. `name_operator`, which mails a
        link, asks for no password.
        """
        return self.create_user(email, password, is_operator=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail is the login. Roles are rows in the app that grants them,
    but for the site's operator.
    """

    class Language(models.TextChoices):
        THAI = "th", "ไทย"
        ENGLISH = "en", "English"

    email = models.EmailField(_("email"), unique=True)
    name_th = models.CharField(_("name in Thai"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.THAI
    )
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)
    # names of columns by list: see ``awards.accounts.list_columns``
    list_columns = models.JSONField(default=dict, blank=True)
    # when a sign-in first led them to set a second factor up, which their role needs
    second_factor_asked_at = models.DateTimeField(null=True, blank=True)
    # since when their data are used for what is necessary alone (PDPA s. 34)
    restricted_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()
    name = Localized("name")

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case_unique")
        ]
        indexes = [
            models.Index(
                fields=["id"], name="user_operators", condition=Q(is_operator=True)
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def display_name(self) -> str:
        return str(self)


class Consent(models.Model):
    """What a person agreed to, in which version, and whether they took it back (PDPA s.
    19: as easy as giving it).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_consent_per_purpose",
            )
        ]


class SignInLink(models.Model):
    """A link that lets its reader in once. Of the token only the hash is kept.

    ``user`` is empty where the address that was asked for belongs to nobody: such a row
    opens nothing and is made so that both cost the same. ``email``: whose mailbox the
    link went to; empty without a user. ``path``: where its reader wanted to go.
    """

    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="sign_in_links"
    )
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=500, blank=True)
    expires_at = models.DateTimeField(db_index=True)


class SignUpOrigin(models.Model):
    """The page on which a sign-up began: whoever confirms the address, on whatever
    device, comes back to it. Gone once they did.
    """

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="sign_up_origin"
    )
    path = models.CharField(max_length=500)


class ErasureRequest(models.Model):
    """A person asks to have their data erased; who keeps the site does it, or the person
    takes it back first. One that waits at a time.
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="erasure_requests"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(taken_back_at=None, done_at=None),
                name="one_erasure_request_waits_per_person",
            )
        ]


WORDS_CHANGE: pgtrigger.Operation = pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
    "text_th", "text_en", "effective_on"
)


class PrivacyNotice(models.Model):
    """A version of the privacy notice (PDPA s. 23). A draft until ``published_at``, then
    it never changes; in force from ``effective_on`` until a later one is.

    ``material``: those who have an account are told by mail too; ``told_up_to``: the
    account up to which they were, None once all are or nobody is to be.
    """

    version = models.CharField(max_length=40, unique=True)
    effective_on = models.DateField(_("in force from"))
    text_th = models.TextField(_("text in Thai"))
    text_en = models.TextField(_("text in English"))
    changes_th = models.TextField(_("what changed, in Thai"), blank=True)
    changes_en = models.TextField(_("what changed, in English"), blank=True)
    material = models.BooleanField(_("a material change"), default=False)
    written_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    told_up_to = models.BigIntegerField(null=True, blank=True)

    text = Localized("text")
    changes = Localized("changes")

    class Meta:
        ordering = ["-effective_on", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="published_notice_stands",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="published_notice_unchanged",
                operation=WORDS_CHANGE,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.version


class NoticeSeen(models.Model):
    """That a version of the notice was shown to a person, or read by their own word, and
    when. Written once, never changed.
    """

    class How(models.TextChoices):
        SHOWN = "shown", _("shown")
        READ = "read", _("read")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="notices_seen"
    )
    version = models.CharField(max_length=40)
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "version", "how"], name="notice_seen_once_each_way"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="notice_seen_unchanged", operation=pgtrigger.Update)
        ]
