"""A stamp on each edition that changes with everything its entry form is made of, so
that what was read of the form once can be kept for as long as the stamp is the same.

The database itself gives the new stamp, whoever writes: nothing can forget to. A stamp
is random and never comes again, also not after a transaction that was rolled back.
"""

from __future__ import annotations

import pgtrigger

EDITION = "OLD.edition_id, NEW.edition_id"


def new_stamp(editions: str = EDITION) -> pgtrigger.Trigger:
    """For a table of which a form is made. ``editions``: SQL that follows ``id IN``,
    with the row before as OLD and the row after as NEW.
    """
    return pgtrigger.Trigger(
        name="new_form_stamp",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.After,
        func=(
            "UPDATE awards_edition SET form_stamp = gen_random_uuid() "
            f"WHERE id IN ({editions}); RETURN NULL;"
        ),
    )


# Who saves an edition as it was read would write an older stamp back: only the triggers
# of the form's own tables change it, which run one level below a statement's.
KEPT_STAMP = pgtrigger.Trigger(
    name="kept_form_stamp",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    func=(
        "IF pg_trigger_depth() < 2 THEN NEW.form_stamp = OLD.form_stamp; END IF; "
        "RETURN NEW;"
    ),
)
