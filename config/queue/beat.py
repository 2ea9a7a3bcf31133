"""How often the clock asks for what, in seconds. A task is a leaf in its app's tasks.py
that calls one service.

Rows whose moment has come are found by the look of every second
(``config.queue.looking``), which wakes their task up; here stands, beside that look,
what no row tells of.
"""

from __future__ import annotations

BEAT: dict[str, float] = {
    "config.tasks.look_task": 1,
    "config.tasks.read_bounces_task": 60,
    "awards.certificates.tasks.pass_certificates_on_task": 5,
    "nominations.roof.tasks.prepare_files_task": 30,
    "nominations.roof.tasks.sweep_uploads_task": 3600,
    "judging.roof.tasks.sweep_links_task": 3600,
    "judging.roof.tasks.tell_of_late_files_task": 120,
    "judging.roof.tasks.tell_of_extra_ballots_task": 300,
    "awards.accounts.tasks.sweep_sessions_task": 3600,
    "judging.roof.tasks.publish_due_task": 10,
    "config.tasks.remind_task": 60,
    "config.tasks.move_dates_task": 300,
    "config.tasks.attend_privacy_task": 300,
    "nominations.roof.tasks.let_submissions_stand_task": 20,
    "judging.roof.tasks.make_bundles_task": 10,
    "judging.roof.tasks.sign_heads_task": 60,
    "judging.roof.tasks.stamp_heads_task": 300,
}
