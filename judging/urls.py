from __future__ import annotations

from django.urls import path

from judging.calibrating import views as calibrating
from judging.feedback import views as feedback
from judging.finals import views as finals
from judging.views import (
    assignments,
    ballots,
    certificates,
    chair,
    chairs,
    conflict_desk,
    conflicts,
    decisions,
    desk,
    discussion,
    files,
    how_preview,
    invitations,
    inviting,
    jury,
    jury_public,
    panels,
    result_public,
    result_tools,
    results,
    scores,
    verifier,
    watching,
)

app_name = "judging"
judge_pages = [
    path("judge/", desk.judge_home, name="judge-home"),
    path("judge/link/", invitations.judge_link, name="judge-link"),
    path(
        "judge/invitation/<str:token>/",
        invitations.judge_invitation,
        name="judge-invitation",
    ),
    path("judge/sign-in/<str:token>/", invitations.judge_sign_in, name="judge-sign-in"),
    path("judge/session/", invitations.judge_session, name="judge-session"),
    path("judge/profile/<slug:edition>/", desk.judge_profile, name="judge-profile"),
    path("judge/panels/<slug:edition>/", chairs.chair_panels, name="chair-panels"),
    path(
        "judge/profile/<slug:edition>/picture/",
        jury_public.own_picture,
        name="own-picture",
    ),
    path("judge/titles/<slug:edition>/", conflicts.judge_titles, name="judge-titles"),
    path("judge/scores/<slug:edition>/", scores.own_scores, name="own-scores"),
    path(
        "judge/ballots/<int:assignment>/discussion/",
        discussion.discussion_show,
        name="discussion-show",
    ),
    path("judge/chair/<slug:edition>/", chair.judge_chair, name="judge-chair"),
    path(
        "judge/calibration/<int:sample>/", calibrating.sample_score, name="sample-score"
    ),
    path(
        "judge/calibration/<int:sample>/save/",
        calibrating.sample_save,
        name="sample-save",
    ),
    path(
        "judge/calibration/<int:sample>/discussion/",
        calibrating.sample_discuss,
        name="sample-discuss",
    ),
    path(
        "judge/calibration/<int:sample>/conflict/",
        calibrating.sample_conflict,
        name="sample-conflict",
    ),
    path(
        "judge/calibration/<int:sample>/files/<uuid:key>/",
        files.sample_file_read,
        name="sample-file-read",
    ),
    path(
        "judge/calibration/<int:sample>/files/<uuid:key>/<slug:part>/",
        files.sample_file_part,
        name="sample-file-part",
    ),
    path("judge/finals/<int:final>/", finals.final_show, name="final-show"),
    path("judge/finals/<int:final>/clock/", finals.final_clock, name="final-clock"),
    path("judge/compare/", ballots.ballot_compare, name="ballot-compare"),
    path("judge/ballots/<int:assignment>/", ballots.ballot_edit, name="ballot-edit"),
    path(
        "judge/ballots/<int:assignment>/save/", ballots.ballot_save, name="ballot-save"
    ),
    path(
        "judge/ballots/<int:assignment>/take-back/",
        ballots.ballot_take_back,
        name="ballot-take-back",
    ),
    path(
        "judge/ballots/<int:assignment>/history/",
        ballots.ballot_history,
        name="ballot-history",
    ),
    path(
        "judge/ballots/<int:assignment>/conflict/",
        conflicts.conflict_declare,
        name="conflict-declare",
    ),
    path(
        "judge/ballots/<int:assignment>/files/<uuid:key>/",
        files.file_read,
        name="file-read",
    ),
    path(
        "judge/ballots/<int:assignment>/files/<uuid:key>/<slug:part>/",
        files.file_part,
        name="file-part",
    ),
]
organiser_pages = [
    path("judges/", jury.jury_list, name="jury-list"),
    path("judges/invite/", jury.jury_invite, name="jury-invite"),
    path("judges/conflicts/", conflict_desk.conflict_list, name="conflict-list"),
    path(
        "judges/conflicts/record/",
        conflict_desk.conflict_record,
        name="conflict-record",
    ),
    path("judges/conflicts/hosts/", conflict_desk.host_share, name="host-share"),
    path(
        "judges/conflicts/hosts/<int:host>/remove/",
        conflict_desk.host_unshare,
        name="host-unshare",
    ),
    path(
        "judges/conflicts/<int:conflict>/overrule/",
        conflict_desk.conflict_overrule,
        name="conflict-overrule",
    ),
    path("judges/list/", inviting.jury_import, name="jury-import"),
    path("judges/page/", jury_public.jury_open, name="jury-open"),
    path(
        "judges/calibration/", calibrating.calibration_manage, name="calibration-manage"
    ),
    path("judges/<int:judge>/", jury.jury_edit, name="jury-edit"),
    path(
        "judges/<int:judge>/invitation/",
        inviting.invitation_edit,
        name="invitation-edit",
    ),
    path("judges/<int:judge>/remind/", watching.judge_remind, name="judge-remind"),
    path("judges/rules/", jury.rules_edit, name="rules-edit"),
    path("assignments/", assignments.assignment_list, name="assignment-list"),
    path("assignments/run/", assignments.assignment_run, name="assignment-run"),
    path(
        "assignments/<int:assignment>/move/",
        assignments.assignment_move,
        name="assignment-move",
    ),
    path("finals/", finals.final_run, name="final-run"),
    path("finals/<int:presentation>/move/", finals.final_move, name="final-move"),
    path(
        "finals/assignments/<int:assignment>/attendance/",
        finals.final_attend,
        name="final-attend",
    ),
    path("panels/", panels.panel_list, name="panel-list"),
    path("panels/<slug:category>/", panels.panel_edit, name="panel-edit"),
    path("progress/", watching.progress_board, name="progress-board"),
    path("progress/hints/", watching.board_hints, name="board-hints"),
    path("progress/judges/<int:judge>/", watching.judge_watch, name="judge-watch"),
    path("progress/entries/<int:standing>/", watching.entry_watch, name="entry-watch"),
    path(
        "progress/entries/<int:standing>/add/",
        assignments.assignment_add,
        name="assignment-add",
    ),
    path("results/", results.results_show, name="results-show"),
    path("results/entries/<str:reference>/", results.result_entry, name="result-entry"),
    path("results/judges/", results.result_judges, name="result-judges"),
    path("results/firmness/", results.result_firmness, name="result-firmness"),
    path("results/ties/", chair.result_ties, name="result-ties"),
    path("results/try/", result_tools.result_try, name="result-try"),
    path("results/close/", result_tools.close_calls, name="close-calls"),
    path("results/close/ask/", result_tools.close_call_ask, name="close-call-ask"),
    path("results/method/", result_tools.method_show, name="method-show"),
    path("results/scores.csv", result_tools.scores_export, name="scores-export"),
    path(
        "certificates/for/<slug:kind>/",
        certificates.certificate_recipients,
        name="certificate-recipients",
    ),
    path("decisions/", decisions.decision_list, name="decision-list"),
    path("decisions/propose/", decisions.prizes_propose, name="prizes-propose"),
    path("decisions/across/", decisions.overall_edit, name="overall-edit"),
    path(
        "decisions/across/<int:decision>/take-back/",
        decisions.overall_take,
        name="overall-take",
    ),
    path("feedback/", feedback.feedback_desk, name="feedback-desk"),
    path("feedback/rules/", feedback.feedback_rules, name="feedback-rules"),
    path("feedback/<int:ballot>/", feedback.feedback_read, name="feedback-read"),
    path("decisions/list/", decisions.list_preview, name="list-preview"),
    path("decisions/how/", how_preview.how_preview, name="how-preview"),
    path("decisions/<slug:category>/", decisions.decision_edit, name="decision-edit"),
]
entrant_pages = [
    path(
        "entries/<str:reference>/feedback/",
        feedback.feedback_show,
        name="feedback-show",
    )
]
public_pages = [
    path("jury/<slug:edition>/", jury_public.jury_show, name="jury-show"),
    path(
        "jury/<slug:edition>/<int:judge>.jpg",
        jury_public.jury_picture,
        name="jury-picture",
    ),
    path("verifier/", verifier.verifier_show, name="verifier-show"),
    path("results/<slug:edition>/", result_public.result_how, name="result-how"),
    path(
        "results/<slug:edition>/<slug:round>.zip",
        result_public.bundle_read,
        name="bundle-read",
    ),
]
urlpatterns = [
    *public_pages,
    *judge_pages,
    *entrant_pages,
    *(
        path(f"manage/<slug:edition>/{page.pattern}", page.callback, name=page.name)
        for page in organiser_pages
    ),
]
