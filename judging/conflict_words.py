"""What the machine found a conflict by, as a sentence for organisers."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


def evidence_words(evidence: Mapping[str, str]) -> str:
    """``evidence`` holds one of: number, domain, entry, organisation, role. Empty: nothing was kept."""
    if "number" in evidence:
        return _("13-digit number %(number)s") % evidence
    if "domain" in evidence:
        return _("e-mail addresses at %(domain)s") % evidence
    if "entry" in evidence:
        return _("takes part in %(entry)s, which stands in the same category") % evidence
    if "organisation" in evidence:
        return _("organisation: %(organisation)s") % evidence
    if "role" in evidence:
        owner = evidence["role"] == "owner"
        if evidence["role"] == "collaborator":
            return _("was invited to write in the entry")
        return _("sent the entry in") if owner else _("may enter for the organisation of the entry")
    return ""
