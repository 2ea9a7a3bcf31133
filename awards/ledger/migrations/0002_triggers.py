"""The chain only grows, and a value goes only by an act that names it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    replaces = [
        ('ledger', '0002_values_are_guarded'),
        ('ledger', '0003_old_erasures_are_told'),
        ('ledger', '0004_public_reasons_may_go'),
    ]

    dependencies = [
        ('ledger', '0001_schema'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='row',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f3690ab204208fabe8300fb853e9a6e27075ae61', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cde6c', table='ledger_row', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='row',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: the ledger is append-only: it is never truncated';", hash='bca737eec539816808cbe2211a29beeb4356e0e3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_7cf24', table='ledger_row', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='value',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='58123b24abddedd127551a15617f2836d50d3709', operation='UPDATE', pgid='pgtrigger_never_changed_9b1c0', table='ledger_value', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='value',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: the ledger is append-only: it is never truncated';", hash='91205179af2e3c00175b80e2d00f6d4c708b1b1b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_c528f', table='ledger_value', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='value',
            trigger=pgtrigger.compiler.Trigger(name='erased_by_an_act', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF OLD.name NOT IN ('because', 'email', 'note', 'owner', 'public_reason_en', 'public_reason_th', 'reason', 'reason_en', 'reason_th', 'reply', 'text') THEN\n    RAISE EXCEPTION 'pgtrigger: % of row % of % is never erased', OLD.name, OLD.number, OLD.chain;\nEND IF;\nIF NOT EXISTS (\n    SELECT FROM ledger_row AS act JOIN ledger_value AS said USING (chain, number)\n    WHERE act.chain = OLD.chain AND act.act = 'values-erased' AND act.at = transaction_timestamp()\n    AND act.number > OLD.number AND said.name = 'rows' AND said.value @> jsonb_build_array(\n        jsonb_build_object('number', OLD.number, 'names', jsonb_build_array(OLD.name)))\n) THEN\n    RAISE EXCEPTION 'pgtrigger: no act of erasure names % of row % of %', OLD.name, OLD.number, OLD.chain;\nEND IF;\nRETURN OLD;\n", hash='4d56317d2fdd7a3463c5bcd042ff1dea7bbb7776', operation='DELETE', pgid='pgtrigger_erased_by_an_act_86edb', table='ledger_value', when='BEFORE')),
        ),
    ]
