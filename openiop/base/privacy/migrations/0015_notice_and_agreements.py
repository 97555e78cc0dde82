"""A program's own editions of the patient notice (2.22), and what a register of service agreements needs (2.11)."""

import django.db.models.deletion
import django.utils.timezone
import openiop.base.rows
from django.db import migrations, models

from openiop.base.guards import frozen_once


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_identity'),
        ('privacy', '0014_recipients_read'),
        ('programs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=openiop.base.rows.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('effective_on', models.DateField(verbose_name='holds from')),
                ('texts', models.CharField(max_length=20)),
                ('contact', models.CharField(max_length=120, verbose_name='who answers questions')),
                ('phone', models.CharField(max_length=30, verbose_name='phone')),
                ('email', models.EmailField(max_length=254, verbose_name='email')),
                ('words', models.JSONField(default=dict)),
                ('is_material', models.BooleanField(default=True, verbose_name='everybody is given this edition')),
                ('what_changed', models.CharField(blank=True, max_length=300, verbose_name='what is new')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'ordering': ['-effective_on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='qsoa',
            name='document',
            field=models.CharField(blank=True, max_length=200, verbose_name='where the signed agreement is kept'),
        ),
        migrations.AddField(
            model_name='qsoa',
            name='expires_on',
            field=models.DateField(blank=True, null=True, verbose_name='its last day, as written'),
        ),
        migrations.AddConstraint(
            model_name='qsoa',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on', None), ('expires_on__gte', models.F('signed_on')), _connector='OR'), name='qsoa_lasts_a_day'),
        ),
        migrations.AddField(
            model_name='notice',
            name='organisation',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.organisation'),
        ),
        migrations.AddField(
            model_name='notice',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='programs.program'),
        ),
        migrations.AddField(
            model_name='notice',
            name='written_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff'),
        ),
        migrations.AddField(
            model_name='noticegiven',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given', to='privacy.notice'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('program',), name='notice_one_draft_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', False)), fields=('program', 'effective_on'), name='notice_one_a_day'),
        ),
        frozen_once("privacy_notice", "OLD.published_at IS NOT NULL"),
    ]
