"""What is done to the whole site, as the ledger writes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.dsure import acts as dsure_acts
from awards.ledger.acts import Act, acts_in
from awards.ledger.words import Vocabulary
from judging import acts as judging_acts

PERSON_ERASED = Act("person-erased", _("A person's data were erased"), decides=False)
ERASURE_ASKED = Act(
    "erasure-asked", _("A person asked to have their data erased"), decides=False
)
ERASURE_TAKEN_BACK = Act(
    "erasure-taken-back",
    _("A person withdrew their request for erasure"),
    decides=False,
)
FACTORS_RESET = Act(
    "second-factors-reset",
    _("A person’s second steps of sign-in were removed"),
    decides=False,
)
DEMONSTRATION_DATED = Act(
    "demonstration dated",
    _("Submission times were invented for the demonstration"),
    decides=False,
)

ACTS = acts_in(globals())

# All that any chain may hold, in words.
VOCABULARY = Vocabulary.of(
    (*judging_acts.OF_AN_EDITION, *dsure_acts.ACTS, *ACTS),
    judging_acts.VOCABULARY.values,
)
