"""Every change of what is awarded: editions and their rules, organisers, winner lists."""

from awards.services.editions import create_edition, create_edition_for, update_edition
from awards.services.lists import (
    ACROSS,
    WinnerLine,
    approve_list,
    discard_list,
    freeze_list,
    schedule_list,
    set_erratum,
    set_picture,
    unschedule_list,
)
from awards.services.organisers import (
    add_organiser,
    add_organiser_by_email,
    name_or_ask,
    remove_organiser,
)
from awards.services.publishing import publish_due_lists
from awards.services.rules import (
    remove_category,
    remove_criterion,
    remove_prize_level,
    save_category,
    save_criterion,
    save_prize_level,
    save_round,
    set_weights,
)
from awards.services.two_persons import agree_change, ask_change, drop_change

__all__ = [
    "ACROSS",
    "WinnerLine",
    "add_organiser",
    "add_organiser_by_email",
    "agree_change",
    "approve_list",
    "ask_change",
    "create_edition",
    "create_edition_for",
    "discard_list",
    "drop_change",
    "freeze_list",
    "name_or_ask",
    "publish_due_lists",
    "remove_category",
    "remove_criterion",
    "remove_organiser",
    "remove_prize_level",
    "save_category",
    "save_criterion",
    "save_prize_level",
    "save_round",
    "schedule_list",
    "set_erratum",
    "set_picture",
    "set_weights",
    "unschedule_list",
    "update_edition",
]
