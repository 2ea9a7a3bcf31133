"""All tables of the app as they stood before the first release."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from awards.migrations._together import MakeTogether


class Migration(migrations.Migration):

    replaces = [
        ('judging', '0001_initial'),
        ('judging', '0002_desk_and_versions'),
        ('judging', '0003_remarks'),
        ('judging', '0004_results'),
        ('judging', '0005_watching'),
        ('judging', '0006_fingerprint'),
        ('judging', '0007_compute_again'),
        ('judging', '0008_prizes_and_feedback'),
        ('judging', '0009_chair'),
        ('judging', '0010_calibration_finals_jury'),
        ('judging', '0011_public_reasons'),
        ('judging', '0012_bundles_without_own_reasons'),
        ('judging', '0013_judge_links'),
        ('judging', '0014_links_of_judges'),
        ('judging', '0015_judge_without_link'),
        ('judging', '0016_bundles_without_programs'),
        ('judging', '0017_shared_hosts'),
        ('judging', '0018_late_files'),
    ]

    initial = True

    dependencies = [
        ('awards', '0001_schema'),
        ('nominations', '0001_schema'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTogether([
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasons', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('recused_at', models.DateTimeField(blank=True, null=True)),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ('entry_category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='nominations.entrycategory')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='awards.round')),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted')], default='draft', max_length=10)),
                ('version', models.PositiveIntegerField(default=0)),
                ('comment_panel', models.TextField(blank=True, verbose_name='comment for the panel')),
                ('comment_entrant', models.TextField(blank=True, verbose_name='comment for the entrant')),
                ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ballot', to='judging.assignment')),
            ],
        ),
        migrations.CreateModel(
            name='Calibration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('shown_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calibration', to='awards.round')),
            ],
        ),
        migrations.CreateModel(
            name='ChairVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.JSONField()),
                ('reason', models.TextField()),
                ('by_chair', models.BooleanField()),
                ('ledger', models.PositiveIntegerField()),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chair_votes', to='awards.category')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chair_votes', to='awards.round')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('released', 'Released'), ('withheld', 'Withheld')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('original', models.TextField()),
                ('read_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ballot', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='judging.ballot')),
                ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True, verbose_name='reason for departing from the order')),
                ('decided_at', models.DateTimeField(auto_now=True)),
                ('shared', models.BooleanField(default=False, verbose_name='shared with others of the same level')),
                ('public_reason_en', models.TextField(blank=True, verbose_name='public wording of the reason, in English')),
                ('public_reason_th', models.TextField(blank=True, verbose_name='public wording of the reason, in Thai')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry_category', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='nominations.entrycategory')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='awards.prizelevel')),
            ],
        ),
        migrations.CreateModel(
            name='FeedbackRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='feedback_requests', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_request', to='nominations.entry')),
            ],
        ),
        migrations.CreateModel(
            name='FeedbackRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mode', models.CharField(choices=[('off', 'Nobody'), ('request', 'Entrants who request it'), ('all', 'All entrants')], default='off', max_length=10, verbose_name='who gets feedback')),
                ('figures', models.CharField(choices=[('none', 'scores are not shown'), ('quarters', 'the quarter of the category the entry is in, per criterion'), ('scores', 'the average score per criterion')], default='quarters', max_length=10, verbose_name='figures')),
                ('comments', models.BooleanField(default=True, verbose_name='comments judges wrote for the entrant, once released here')),
                ('ask_until', models.DateTimeField(blank=True, null=True, verbose_name='feedback can be requested until')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_rules', to='awards.edition')),
            ],
        ),
        migrations.CreateModel(
            name='FileTold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='nominations.attachment')),
            ],
        ),
        migrations.CreateModel(
            name='Judge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('invited', 'Invited'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='invited', max_length=10)),
                ('organisation', models.CharField(blank=True, max_length=300, verbose_name='organisation')),
                ('organisation_number', models.CharField(blank=True, max_length=13, verbose_name="Organisation's 13-digit ID number")),
                ('limit', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='maximum entries')),
                ('invited_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('decline_reason', models.TextField(blank=True)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_version', models.CharField(blank=True, max_length=20)),
                ('away_from', models.DateField(blank=True, null=True, verbose_name='away from')),
                ('away_until', models.DateField(blank=True, null=True, verbose_name='away until')),
                ('bio_en', models.TextField(blank=True, verbose_name='about you, in English')),
                ('bio_th', models.TextField(blank=True, verbose_name='about you, in Thai')),
                ('expertise', models.JSONField(blank=True, default=dict, verbose_name='expertise per Smart, 0–2')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('relations', models.TextField(blank=True, verbose_name='former employers and other connections')),
                ('suggestion', models.TextField(blank=True, verbose_name='who to ask instead')),
                ('pseudonym', models.CharField(blank=True, max_length=40)),
                ('picture', models.FileField(blank=True, max_length=200, upload_to='')),
                ('public_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed to be shown on the jury page')),
                ('categories', models.ManyToManyField(blank=True, related_name='judges', to='awards.category')),
                ('chairs', models.ManyToManyField(blank=True, related_name='chaired_by', to='awards.category')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judges', to='awards.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judge_roles', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField(verbose_name='open for this judge until')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('granted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='awards.round')),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='judging.judge')),
            ],
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('organisation', 'Same organisation'), ('domain', 'Same email domain'), ('entrant', 'Works on the entry'), ('category', 'Own entry in the same category'), ('people', 'Works with people on the entry'), ('former', 'Former employer or other connection'), ('declared', 'Declared by the judge'), ('staff', 'Entered by an organiser')], max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('overruled_at', models.DateTimeField(blank=True, null=True)),
                ('overrule_reason', models.TextField(blank=True)),
                ('evidence', models.JSONField(blank=True, default=dict)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='nominations.entry')),
                ('overruled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='judging.judge')),
            ],
        ),
        migrations.AddField(
            model_name='assignment',
            name='judge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='judging.judge'),
        ),
        migrations.CreateModel(
            name='JudgeLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('judge', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='judging.judge')),
            ],
        ),
        migrations.CreateModel(
            name='JuryPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='jury_page', to='awards.edition')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MethodChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rules', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('reason', models.TextField()),
                ('proposed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='method_changes', to='awards.round')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MethodLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rules', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('locked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='method_lock', to='awards.round')),
            ],
        ),
        migrations.CreateModel(
            name='OverallDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shared', models.BooleanField(default=False, verbose_name='shared prize')),
                ('reason', models.TextField(verbose_name="jury's reason")),
                ('decided_at', models.DateTimeField(auto_now=True)),
                ('public_reason_en', models.TextField(blank=True, verbose_name='public wording of the reason, in English')),
                ('public_reason_th', models.TextField(blank=True, verbose_name='public wording of the reason, in Thai')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overall_decisions', to='nominations.entry')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overall_decisions', to='awards.prizelevel')),
            ],
            options={
                'ordering': ['level__order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Presentation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('part', models.CharField(blank=True, choices=[('setup', 'Preparation'), ('pitch', 'Pitch'), ('questions', 'Questions'), ('close', 'Close')], max_length=10)),
                ('part_began_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('entry_category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='nominations.entrycategory')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='awards.round')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entry_category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='nominations.entrycategory')),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='judging.judge')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='awards.round')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ResultBundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('queued', 'Queued'), ('claimed', 'Claimed'), ('done', 'Done'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=10)),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='bundles/')),
                ('size', models.PositiveIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('signed', models.BooleanField(default=False)),
                ('figures', models.JSONField(default=dict)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='awards.round')),
                ('winner_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='awards.winnerlist')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ResultRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('queued', 'Queued'), ('claimed', 'Claimed'), ('done', 'Done'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=10)),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('chain_length', models.PositiveIntegerField(default=0)),
                ('ballots', models.PositiveIntegerField(default=0)),
                ('computed_at', models.DateTimeField(blank=True, null=True)),
                ('seconds', models.FloatField(default=0)),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='result_run', to='awards.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ResultSecret',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(max_length=64)),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='result_secret', to='awards.edition')),
            ],
        ),
        migrations.CreateModel(
            name='ResultTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('summary', models.JSONField()),
                ('lines', models.JSONField()),
                ('steps', models.JSONField()),
                ('judges', models.JSONField()),
                ('sensitivity', models.JSONField()),
                ('panel', models.JSONField()),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='awards.category')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tables', to='judging.resultrun')),
            ],
        ),
        migrations.CreateModel(
            name='RoundRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word_at_ends', models.BooleanField(default=False, verbose_name='the lowest and the highest score need a comment')),
                ('undo_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes in which a ballot can be reopened')),
                ('discussion', models.BooleanField(default=False, verbose_name="judges see each other's ballots and can discuss them after submitting")),
                ('carried_percent', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='share carried over, per cent')),
                ('minutes', models.JSONField(blank=True, default=dict, verbose_name='minutes for each part of a presentation')),
                ('remind_days', models.JSONField(blank=True, null=True, verbose_name='days before closing on which judges are reminded')),
                ('ties', models.JSONField(blank=True, null=True, verbose_name='tie-break rules, in order')),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='awards.round')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='awards.round')),
            ],
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('calibration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='samples', to='judging.calibration')),
                ('entry_category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='nominations.entrycategory')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SampleRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sample_remarks', to='judging.judge')),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='judging.sample')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('comment', models.TextField(blank=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('reason', models.TextField(blank=True, verbose_name='why it cannot be judged')),
                ('specialist', models.BooleanField(default=False, verbose_name='needs a specialist')),
                ('version', models.PositiveIntegerField(default=1)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='judging.ballot')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='awards.criterion')),
            ],
        ),
        migrations.CreateModel(
            name='SharedHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(max_length=253, verbose_name='email domain')),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_hosts', to='awards.edition')),
            ],
            options={
                'ordering': ['host'],
            },
        ),
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scores', models.JSONField(blank=True, default=dict)),
                ('comments', models.JSONField(blank=True, default=dict)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trials', to='judging.judge')),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trials', to='judging.sample')),
            ],
        ),
        migrations.CreateModel(
            name='BallotVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted')], max_length=10)),
                ('scores', models.JSONField()),
                ('comments', models.JSONField(default=dict)),
                ('total', models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ledger', models.PositiveIntegerField(null=True)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='judging.ballot')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'number'), name='ballot_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Carried',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=4, max_digits=9)),
                ('before', models.DecimalField(decimal_places=4, max_digits=9)),
                ('entry_category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='nominations.entrycategory')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='awards.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'entry_category'), name='carried_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='judge',
            constraint=models.UniqueConstraint(fields=('edition', 'user'), name='judge_once_per_edition'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(fields=('judge', 'round'), name='extension_once_per_round'),
        ),
        migrations.AddConstraint(
            model_name='conflict',
            constraint=models.UniqueConstraint(fields=('judge', 'entry', 'source'), name='conflict_once_per_source'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('judge', 'entry_category', 'round'), name='assignment_once'),
        ),
        migrations.AddConstraint(
            model_name='methodchange',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at', None)), fields=('round',), name='one_open_method_change'),
        ),
        migrations.AddConstraint(
            model_name='overalldecision',
            constraint=models.UniqueConstraint(fields=('entry', 'level'), name='overall_prize_once_per_entry'),
        ),
        migrations.AddConstraint(
            model_name='presentation',
            constraint=models.UniqueConstraint(fields=('round', 'entry_category'), name='presentation_once'),
        ),
        migrations.AddIndex(
            model_name='resultbundle',
            index=models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['due_at'], name='resultbundle_due'),
        ),
        migrations.AddConstraint(
            model_name='resultbundle',
            constraint=models.UniqueConstraint(fields=('round', 'winner_list'), name='result_bundle_once'),
        ),
        migrations.AddIndex(
            model_name='resultrun',
            index=models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['due_at'], name='resultrun_due'),
        ),
        migrations.AddConstraint(
            model_name='resulttable',
            constraint=models.UniqueConstraint(fields=('run', 'category'), name='result_table_once'),
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.UniqueConstraint(fields=('calibration', 'entry_category'), name='sample_once'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('ballot', 'criterion'), name='score_once_per_criterion'),
        ),
        migrations.AddConstraint(
            model_name='sharedhost',
            constraint=models.UniqueConstraint(fields=('edition', 'host'), name='shared_host_once'),
        ),
        migrations.AddConstraint(
            model_name='trial',
            constraint=models.UniqueConstraint(fields=('judge', 'sample'), name='trial_once'),
        ),
        ]),
    ]
