"""What the machine found a conflict by, as a sentence for organisers."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


def evidence_words(evidence: Mapping[str, str]) -> str:
    """``evidence`` holds one of: number, domain, entry, organisation, contact, name,
    role. Empty: nothing was kept.

    ``entrant``, ``own`` and ``other`` say what of the entry it was compared with, where
    that is written otherwise.
    """
    for kind, words in (
        ("number", number_words),
        ("domain", domain_words),
        ("organisation", body_words),
    ):
        if kind in evidence:
            return words(evidence)
    if "entry" in evidence:
        return _("takes part in %(entry)s, which is in the same category") % evidence
    if "contact" in evidence:
        return _("the entry's contact person is called %(contact)s") % evidence
    if "name" in evidence:
        return (
            _("a collaborator or a member of the organisation is called %(name)s")
            % evidence
        )
    return role_words(evidence.get("role", ""))


def number_words(evidence: Mapping[str, str]) -> str:
    return _("13-digit ID number: %(number)s") % evidence


def domain_words(evidence: Mapping[str, str]) -> str:
    if evidence.get("own", "") == evidence.get("other", ""):
        return _("email addresses at %(domain)s") % evidence
    return _("%(own)s and %(other)s belong to %(domain)s") % evidence


def body_words(evidence: Mapping[str, str]) -> str:
    if evidence.get("entrant", evidence["organisation"]) == evidence["organisation"]:
        return _("organisation: %(organisation)s") % evidence
    return _("organisations: %(organisation)s – %(entrant)s") % evidence


def role_words(role: str) -> str:
    return {
        "owner": _("submitted the entry"),
        "member": _("can submit for the organisation"),
        "collaborator": _("invited to edit the entry"),
    }.get(role, "")
