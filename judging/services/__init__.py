"""Every change of who judges what, and of how it came out."""

from judging.services.assignments import (
    assign_judges,
    preview_plan,
    take_assignment_away,
)
from judging.services.ballots import (
    save_scores,
    send_in_ballot,
    submit_ballot,
    take_back_ballot,
)
from judging.services.chair import enter_chair_vote
from judging.services.conflicts import (
    clear_titles,
    declare_conflict,
    overrule_conflict,
    record_conflict,
)
from judging.services.decisions import decide, decide_category, prepare_list
from judging.services.findings import refresh_conflicts
from judging.services.invitations import (
    accept_invitation,
    decline_invitation,
    invite_judge,
    invite_many,
    invite_rows,
    send_sign_in_link,
    use_sign_in_link,
)
from judging.services.method import (
    agree_method_change,
    lock_method,
    propose_method_change,
    set_tie_rules,
)
from judging.services.overall import give_overall, take_overall
from judging.services.panels import set_panel
from judging.services.proposals import apply_proposals
from judging.services.publication import publish_due
from judging.services.replacements import ask_one_more, assign_one, move_assignment
from judging.services.result_runs import compute_due_results
from judging.services.results import compute_results
from judging.services.rounds import set_rules
from judging.services.score_import import import_scores
from judging.services.shared_hosts import share_host, unshare_host
from judging.services.watching import (
    extend_window,
    remind_all,
    remind_due,
    remind_judge,
)

__all__ = [
    "accept_invitation",
    "agree_method_change",
    "apply_proposals",
    "ask_one_more",
    "assign_judges",
    "assign_one",
    "clear_titles",
    "compute_due_results",
    "compute_results",
    "decide",
    "decide_category",
    "declare_conflict",
    "decline_invitation",
    "enter_chair_vote",
    "extend_window",
    "give_overall",
    "import_scores",
    "invite_judge",
    "invite_many",
    "invite_rows",
    "lock_method",
    "move_assignment",
    "overrule_conflict",
    "prepare_list",
    "preview_plan",
    "propose_method_change",
    "publish_due",
    "record_conflict",
    "refresh_conflicts",
    "remind_all",
    "remind_due",
    "remind_judge",
    "save_scores",
    "send_in_ballot",
    "send_sign_in_link",
    "set_panel",
    "set_rules",
    "set_tie_rules",
    "share_host",
    "submit_ballot",
    "take_assignment_away",
    "take_back_ballot",
    "take_overall",
    "unshare_host",
    "use_sign_in_link",
]
