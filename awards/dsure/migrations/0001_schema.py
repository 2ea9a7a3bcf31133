"""All tables of the app as they stood before the first release."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('dsure', '0001_initial'),
        ('dsure', '0002_full_register'),
        ('dsure', '0003_event_words'),
        ('dsure', '0004_search_texts'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Aspect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name_th', models.CharField(max_length=200, verbose_name='name in Thai')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
            ],
            options={
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='certificate number')),
                ('name_th', models.CharField(max_length=300, verbose_name='product name in Thai')),
                ('name_en', models.CharField(max_length=300, verbose_name='product name in English')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=700)),
                ('kind', models.CharField(blank=True, max_length=100, verbose_name='product type')),
                ('description_th', models.TextField(blank=True, verbose_name='description in Thai')),
                ('description_en', models.TextField(blank=True, verbose_name='description in English')),
                ('issued_on', models.DateField(verbose_name='issued')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires')),
                ('state', models.CharField(choices=[('certified', 'Certified'), ('suspended', 'Suspended'), ('revoked', 'Revoked'), ('expired', 'Expired')], default='certified', max_length=12)),
                ('state_since', models.DateField(blank=True, null=True)),
                ('announced_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('digital_service_url', models.URLField(blank=True, verbose_name='address in the Digital Service Account')),
                ('number_key', models.CharField(editable=False, max_length=120, unique=True)),
                ('picture', models.FileField(blank=True, upload_to='dsure/', verbose_name='picture')),
                ('search_text', models.TextField(editable=False)),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Laboratory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_th', models.CharField(max_length=300, verbose_name='name in Thai')),
                ('name_en', models.CharField(max_length=300, verbose_name='name in English')),
                ('accreditation', models.CharField(blank=True, max_length=200, verbose_name='accreditation')),
                ('website', models.URLField(blank=True, verbose_name='website')),
            ],
            options={
                'verbose_name_plural': 'laboratories',
                'ordering': ['name_en'],
            },
        ),
        migrations.CreateModel(
            name='Maker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_th', models.CharField(max_length=300, verbose_name='name in Thai')),
                ('name_en', models.CharField(max_length=300, verbose_name='name in English')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('language', models.CharField(choices=[('th', 'ไทย'), ('en', 'English')], default='th', max_length=2, verbose_name='language')),
                ('website', models.URLField(blank=True, verbose_name='website')),
            ],
            options={
                'ordering': ['name_en', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='email')),
                ('language', models.CharField(choices=[('th', 'ไทย'), ('en', 'English')], default='th', max_length=2)),
                ('token', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('registered', 'Registered'), ('announced', 'Made public'), ('state', 'Status changed'), ('amended', 'Amended')], max_length=12)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('from_state', models.CharField(blank=True, choices=[('certified', 'Certified'), ('suspended', 'Suspended'), ('revoked', 'Revoked'), ('expired', 'Expired')], max_length=12)),
                ('to_state', models.CharField(blank=True, choices=[('certified', 'Certified'), ('suspended', 'Suspended'), ('revoked', 'Revoked'), ('expired', 'Expired')], max_length=12)),
                ('note_th', models.TextField(blank=True)),
                ('note_en', models.TextField(blank=True)),
                ('changes', models.JSONField(blank=True, default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='dsure.certificate')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='laboratory',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='dsure.laboratory', verbose_name='tested by'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='maker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='dsure.maker', verbose_name='maker'),
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name_th', models.CharField(max_length=200, verbose_name='name in Thai')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('description_th', models.TextField(blank=True, verbose_name='description in Thai')),
                ('description_en', models.TextField(blank=True, verbose_name='description in English')),
                ('level_en', models.CharField(blank=True, max_length=100, verbose_name='level in English')),
                ('level_th', models.CharField(blank=True, max_length=100, verbose_name='level in Thai')),
                ('aspects', models.ManyToManyField(blank=True, related_name='marks', to='dsure.aspect', verbose_name='what is tested')),
            ],
            options={
                'ordering': ['order', 'code'],
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='mark',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='dsure.mark', verbose_name='mark'),
        ),
        migrations.CreateModel(
            name='Registrar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='registrar', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('queued', 'Queued'), ('claimed', 'Claimed'), ('done', 'Done'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=10)),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('title_th', models.CharField(max_length=300, verbose_name='title in Thai')),
                ('title_en', models.CharField(max_length=300, verbose_name='title in English')),
                ('text_th', models.TextField(blank=True, verbose_name='text in Thai')),
                ('text_en', models.TextField(blank=True, verbose_name='text in English')),
                ('published_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                ('edition_code', models.CharField(blank=True, db_index=True, max_length=40, verbose_name='with the ceremony of')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificates', models.ManyToManyField(blank=True, related_name='announcements', to='dsure.certificate')),
            ],
            options={
                'ordering': ['-due_at'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['due_at'], name='announcement_due')],
            },
        ),
    ]
