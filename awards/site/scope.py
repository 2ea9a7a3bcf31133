"""Whose face is being set: an edition's, by those who set it up, or the site's, by its
operator.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from awards.editions.loading import managed_edition
from awards.models import Edition
from awards.roles import Area


@dataclass(frozen=True)
class Scope:
    edition: Edition | None

    @property
    def frame(self) -> str:
        """The template whose tabs stand on top."""
        return (
            "awards/site/manage_edition.html"
            if self.edition
            else "awards/site/manage_site.html"
        )

    def url(self, name: str, *args: object) -> str:
        if self.edition:
            return reverse(f"awards:{name}", args=[self.edition.code, *args])
        return reverse(f"awards:site-{name}", args=args)

    @property
    def identity_url(self) -> str:
        return self.url("identity-change")

    @property
    def partner_new_url(self) -> str:
        return self.url("partner-new")

    @property
    def pages_url(self) -> str:
        return self.url("page-list")

    @property
    def page_new_url(self) -> str:
        return self.url("page-new")


def scope_of(request: HttpRequest, edition: str | None) -> Scope:
    """Raises Http404 or PermissionDenied for those who may not set it."""
    if edition is not None:
        return Scope(managed_edition(request, edition, Area.FACE))
    if not getattr(request.user, "is_operator", False):
        raise PermissionDenied
    return Scope(None)
