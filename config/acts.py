"""What is done to the whole site, as the ledger writes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.ledger.acts import Act, acts_in

PERSON_ERASED = Act("person-erased", _("A person's data were erased"), decides=False)
DEMONSTRATION_DATED = Act(
    "demonstration dated",
    _("Submission times were invented for the demonstration"),
    decides=False,
)

ACTS = acts_in(globals())
