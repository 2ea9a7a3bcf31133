"""Rows for tests: plain functions, cheap, each with only what its row needs; everything
is invented. One file for each room; tests import from here.

``make_world()`` is the whole cast on one stage, with everything that could leak.
"""

from __future__ import annotations

from tests.factories.addresses import things_of
from tests.factories.awarded import (
    make_categories,
    make_category,
    make_criteria,
    make_criterion,
    make_edition,
    make_full_edition,
    make_level,
    make_organiser,
    make_prize_levels,
    make_round,
    make_weight,
    make_weights,
)
from tests.factories.basics import PASSWORD, PDF, SMARTS, ago, ahead, moment, numbers
from tests.factories.broadcasts import make_broadcast, make_sent_broadcast
from tests.factories.cast import World, make_cast, make_secret_entry
from tests.factories.dsure import (
    make_announcement,
    make_certificate,
    make_maker,
    make_mark,
    make_registrar,
)
from tests.factories.entries import (
    make_agreement,
    make_answer,
    make_attachment,
    make_declaration,
    make_entry,
    make_organisation,
    make_paper,
    make_preparation,
    make_question,
    make_receipt,
    make_rule,
    make_rule_answer,
    make_upload,
    stand,
)
from tests.factories.face import face_things, make_face, make_partner, make_written_page
from tests.factories.judging import (
    make_assignment,
    make_ballot,
    make_conflict,
    make_decision,
    make_judge,
)
from tests.factories.mail import make_message, make_suppression
from tests.factories.people import made_up, make_operator, make_user
from tests.factories.privacy import (
    make_breach,
    make_data_request,
    make_hold,
    make_notice,
)
from tests.factories.record import make_head
from tests.factories.secrets import EMBARGO_SECRETS, ENTRANT_SECRETS
from tests.factories.winners import (
    make_credential,
    make_embargoed_list,
    make_list,
    make_stage,
    make_winner,
)
from tests.factories.world import make_judging_extras, make_world

__all__ = [
    "EMBARGO_SECRETS",
    "ENTRANT_SECRETS",
    "PASSWORD",
    "PDF",
    "SMARTS",
    "World",
    "ago",
    "ahead",
    "face_things",
    "made_up",
    "make_agreement",
    "make_announcement",
    "make_answer",
    "make_assignment",
    "make_attachment",
    "make_ballot",
    "make_breach",
    "make_broadcast",
    "make_cast",
    "make_categories",
    "make_category",
    "make_certificate",
    "make_conflict",
    "make_credential",
    "make_criteria",
    "make_criterion",
    "make_data_request",
    "make_decision",
    "make_declaration",
    "make_edition",
    "make_embargoed_list",
    "make_entry",
    "make_face",
    "make_full_edition",
    "make_head",
    "make_hold",
    "make_judge",
    "make_judging_extras",
    "make_level",
    "make_list",
    "make_maker",
    "make_mark",
    "make_message",
    "make_notice",
    "make_operator",
    "make_organisation",
    "make_organiser",
    "make_paper",
    "make_partner",
    "make_preparation",
    "make_prize_levels",
    "make_question",
    "make_receipt",
    "make_registrar",
    "make_round",
    "make_rule",
    "make_rule_answer",
    "make_secret_entry",
    "make_sent_broadcast",
    "make_stage",
    "make_suppression",
    "make_upload",
    "make_user",
    "make_weight",
    "make_weights",
    "make_winner",
    "make_world",
    "make_written_page",
    "moment",
    "numbers",
    "stand",
    "things_of",
]
