"""All tables of the app as they stood before the first release."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

from awards.migrations._together import MakeTogether


class Migration(migrations.Migration):

    replaces = [
        ('nominations', '0001_initial'),
        ('nominations', '0002_revision'),
        ('nominations', '0003_revision_set_aside'),
        ('nominations', '0004_desk'),
        ('nominations', '0005_files'),
        ('nominations', '0006_organisers_desk'),
        ('nominations', '0007_eligibility'),
        ('nominations', '0008_certificate_question'),
        ('nominations', '0009_hold_reminder_extent'),
        ('nominations', '0010_search_text'),
    ]

    initial = True

    dependencies = [
        ('awards', '0001_schema'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTogether([
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=60, unique=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('title_th', models.CharField(blank=True, max_length=200, verbose_name='title in Thai')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='title in English')),
                ('sort_key', models.CharField(blank=True, editable=False, max_length=500)),
                ('summary_th', models.TextField(blank=True, verbose_name='summary in Thai')),
                ('summary_en', models.TextField(blank=True, verbose_name='summary in English')),
                ('contact_name', models.CharField(blank=True, max_length=200, verbose_name='contact person')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('source', models.CharField(default='web', max_length=20)),
                ('extended_until', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('eligibility', models.CharField(choices=[('unchecked', 'not checked yet'), ('second', 'waiting for a second reviewer'), ('disputed', 'reviewers disagree'), ('returned', 'returned for correction'), ('eligible', 'eligible'), ('not_eligible', 'not eligible'), ('answered', 'replied, waiting for the final decision'), ('refused', 'not eligible, final')], db_index=True, default='unchecked', max_length=12, verbose_name='eligibility')),
                ('eligibility_pass', models.PositiveSmallIntegerField(default=1)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='awards.edition')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['reference'],
            },
        ),
        migrations.CreateModel(
            name='BulkAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tag', 'Add a tag'), ('untag', 'Remove a tag'), ('note', 'Add a note'), ('extend', 'Extend the deadline')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('count', models.PositiveIntegerField(default=0)),
                ('done', models.JSONField(blank=True, default=list)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bulk_acts', to='awards.edition')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use a–z, 0–9 and single hyphens.')], verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('originality', 'Originality'), ('ai_use', 'Use of artificial intelligence'), ('consent', 'Consent')], max_length=20, verbose_name='type')),
                ('required', models.BooleanField(default=True, verbose_name='required to submit')),
                ('asks_detail', models.BooleanField(default=False, verbose_name="asks for details in the entrant's own words")),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='awards.edition')),
            ],
            options={
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='DeclarationText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('title_th', models.CharField(max_length=200, verbose_name='title in Thai')),
                ('title_en', models.CharField(max_length=200, verbose_name='title in English')),
                ('text_th', models.TextField(max_length=5000, verbose_name='text in Thai')),
                ('text_en', models.TextField(max_length=5000, verbose_name='text in English')),
                ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='nominations.declaration')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['declaration', '-version'],
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='searched', serialize=False, to='nominations.entry')),
                ('text', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('reason', models.TextField(blank=True)),
                ('fields', models.JSONField(default=dict)),
                ('until', models.DateTimeField()),
                ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='nominations.entry')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Collaborator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='email')),
                ('may', models.CharField(choices=[('view', 'can read'), ('edit', 'can edit'), ('submit', 'can edit and submit')], default='edit', max_length=10, verbose_name='access')),
                ('invited_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='collaborators', to='nominations.entry')),
            ],
            options={
                'ordering': ['email'],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file', models.FileField(max_length=200, upload_to='')),
                ('name', models.CharField(max_length=255)),
                ('media_type', models.CharField(max_length=60)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='nominations.entry')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='th', max_length=2)),
                ('detail', models.TextField(blank=True, verbose_name='details')),
                ('agreed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='nominations.declarationtext')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='nominations.entry')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='EntryCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='awards.category')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='nominations.entry')),
            ],
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('queued', 'Queued'), ('claimed', 'Claimed'), ('done', 'Done'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=10)),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('xlsx', 'XLSX'), ('csv', 'CSV'), ('zip', 'ZIP')], max_length=4)),
                ('language', models.CharField(default='th', max_length=2)),
                ('query', models.JSONField(blank=True, default=dict)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='')),
                ('all_columns', models.BooleanField(default=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='awards.edition')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hold', to='nominations.entry')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file', models.FileField(max_length=200, upload_to='')),
                ('name', models.CharField(max_length=255)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='awards.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=5000, verbose_name='note')),
                ('is_tag', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='nominations.entry')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_th', models.CharField(max_length=300, verbose_name='name in Thai')),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name in English')),
                ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('local', 'Other local government'), ('agency', 'State agency'), ('company', 'Company'), ('startup', 'Start-up'), ('university', 'University or school'), ('other', 'Other')], max_length=20, verbose_name='type')),
                ('number', models.CharField(blank=True, db_index=True, max_length=13, verbose_name='13-digit ID number')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('province', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='awards.province', verbose_name='province')),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='nominations.organisation')),
            ],
        ),
        migrations.AddField(
            model_name='entry',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='nominations.organisation'),
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('queued', 'Queued'), ('claimed', 'Claimed'), ('done', 'Done'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=10)),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('scan', models.CharField(blank=True, choices=[('', 'not scanned'), ('clean', 'clean'), ('infected', 'infected')], default='', max_length=10)),
                ('replacement', models.FileField(blank=True, max_length=200, upload_to='')),
                ('replacement_type', models.CharField(blank=True, max_length=60)),
                ('replacement_sha256', models.CharField(blank=True, max_length=64)),
                ('blind', models.FileField(blank=True, max_length=200, upload_to='')),
                ('blind_sha256', models.CharField(blank=True, max_length=64)),
                ('blind_size', models.PositiveBigIntegerField(default=0)),
                ('thumbnail', models.FileField(blank=True, max_length=200, upload_to='')),
                ('pages', models.PositiveIntegerField(null=True)),
                ('pages_shown', models.PositiveSmallIntegerField(default=0)),
                ('texts', models.JSONField(blank=True, default=list)),
                ('findings', models.JSONField(blank=True, default=list)),
                ('screening', models.CharField(choices=[('waiting', 'Waiting for review'), ('passed', 'Allowed'), ('withheld', 'Withheld from judges')], default='waiting', max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('screened_at', models.DateTimeField(blank=True, null=True)),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preparation', to='nominations.attachment')),
                ('screened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PageImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('file', models.FileField(max_length=200, upload_to='')),
                ('preparation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_images', to='nominations.preparation')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use a–z, 0–9 and single hyphens.')], verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('short_text', 'Short text'), ('long_text', 'Long text'), ('single_choice', 'Single choice'), ('multiple_choice', 'Multiple choice'), ('number', 'Number'), ('date', 'Date'), ('address', 'Address'), ('link', 'Link'), ('video', 'Video link'), ('file', 'File'), ('table', 'Table of indicators'), ('certificate', 'dSURE certificate number')], max_length=20, verbose_name='type')),
                ('label_th', models.CharField(max_length=300, verbose_name='question in Thai')),
                ('label_en', models.CharField(max_length=300, verbose_name='question in English')),
                ('help_th', models.TextField(blank=True, verbose_name='help in Thai')),
                ('help_en', models.TextField(blank=True, verbose_name='help in English')),
                ('required', models.BooleanField(default=False, verbose_name='required to submit')),
                ('limit', models.PositiveIntegerField(blank=True, null=True, verbose_name='maximum characters')),
                ('names_entrant', models.BooleanField(default=False, verbose_name='names the entrant (hidden in blind rounds)')),
                ('public_if_wins', models.BooleanField(default=False, verbose_name='public if the entry wins')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='options')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('categories', models.ManyToManyField(blank=True, related_name='+', to='awards.category')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='awards.edition')),
            ],
            options={
                'ordering': ['order', 'code'],
            },
        ),
        migrations.AddField(
            model_name='attachment',
            name='question',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='nominations.question'),
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.JSONField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='nominations.entry')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='nominations.question')),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_at', models.DateTimeField()),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.JSONField(blank=True, default=dict)),
                ('language', models.CharField(max_length=2)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='nominations.entry')),
            ],
            options={
                'ordering': ['-received_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='fallback',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='nominations.receipt'),
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=5000)),
                ('given_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply', to='nominations.entry')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('value', models.JSONField()),
                ('began_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('saved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('set_aside', models.BooleanField(default=False)),
                ('on_behalf', models.BooleanField(default=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='nominations.entry')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['field', '-number', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use a–z, 0–9 and single hyphens.')], verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('yes_no', 'Yes or no'), ('single_choice', 'Single choice'), ('number', 'Number'), ('date', 'Date'), ('short_text', 'Short text')], default='yes_no', max_length=20, verbose_name='answer type')),
                ('label_th', models.CharField(max_length=300, verbose_name='rule in Thai')),
                ('label_en', models.CharField(max_length=300, verbose_name='rule in English')),
                ('help_th', models.TextField(blank=True, verbose_name='help in Thai')),
                ('help_en', models.TextField(blank=True, verbose_name='help in English')),
                ('required', models.BooleanField(default=True, verbose_name='required to submit')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='options')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='awards.edition')),
            ],
            options={
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='RuleAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.JSONField()),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rule_answers', to='nominations.entry')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='nominations.rule')),
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='view name')),
                ('query', models.JSONField(blank=True, default=dict)),
                ('shared', models.BooleanField(default=False, verbose_name='for all organisers of this edition')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='awards.edition')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField()),
                ('changed', models.CharField(blank=True, max_length=40)),
                ('received', models.PositiveBigIntegerField(default=0)),
                ('parts', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('touched_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='nominations.entry')),
                ('question', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='nominations.question')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('outcome', models.CharField(choices=[('eligible', 'Eligible'), ('returned', 'Return for correction'), ('not_eligible', 'Not eligible')], max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('note', models.TextField(blank=True)),
                ('corrections', models.JSONField(blank=True, default=dict)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('settles', models.BooleanField(default=False)),
                ('final', models.BooleanField(default=False)),
                ('given_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='nominations.entry')),
                ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='declaration_code_unique_in_edition'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'consent'), ('required', True), _negated=True), name='consent_is_never_required'),
        ),
        migrations.AddConstraint(
            model_name='declarationtext',
            constraint=models.UniqueConstraint(fields=('declaration', 'version'), name='declaration_version_once'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(fields=('entry', 'number'), name='one_correction_per_pass'),
        ),
        migrations.AddConstraint(
            model_name='collaborator',
            constraint=models.UniqueConstraint(fields=('entry', 'email'), name='collaborator_once_per_entry'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('entry', 'text'), name='agreement_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='entrycategory',
            constraint=models.UniqueConstraint(fields=('entry', 'category'), name='entry_stands_once_in_a_category'),
        ),
        migrations.AddIndex(
            model_name='export',
            index=models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['due_at'], name='export_due'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(fields=('organisation', 'user'), name='member_once'),
        ),
        migrations.AddIndex(
            model_name='preparation',
            index=models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['due_at'], name='preparation_due'),
        ),
        migrations.AddConstraint(
            model_name='pageimage',
            constraint=models.UniqueConstraint(fields=('preparation', 'number'), name='page_image_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='question_code_unique_in_edition'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('entry', 'question'), name='one_answer_per_question'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['edition', 'state', 'sort_key'], name='entry_by_title'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(condition=models.Q(('set_aside', False)), fields=('entry', 'field', 'number'), name='revision_number_once'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='rule_code_unique_in_edition'),
        ),
        migrations.AddConstraint(
            model_name='ruleanswer',
            constraint=models.UniqueConstraint(fields=('entry', 'rule'), name='one_answer_per_rule'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('edition', 'owner', 'name'), name='view_name_once_per_person'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.UniqueConstraint(condition=models.Q(('final', False), ('settles', False)), fields=('entry', 'number', 'reader'), name='one_reader_says_it_once'),
        ),
        ]),
    ]
