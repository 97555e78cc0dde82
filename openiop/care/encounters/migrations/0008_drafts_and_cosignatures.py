"""Notes are drafted from taps, and a supervisor co-signs: never what they signed themselves, never twice."""

import django.db.models.deletion
import django.utils.timezone
import openiop.base.rows
from django.db import migrations, models

from openiop.base.guards import append_only
from openiop.base.items import Item
from openiop.base.walls import wall_below

COSIGN = """
CREATE FUNCTION encounters_cosign_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM encounters_note n WHERE n.id = NEW.note_id AND n.organisation_id = NEW.organisation_id
                 AND n.cosigner_id IS NOT NULL AND n.signed_by_id <> NEW.by_id) THEN
    RAISE EXCEPTION 'a note is co-signed by somebody else than signed it, where that was asked for'
      USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM encounters_cosignature c WHERE c.note_id = NEW.note_id AND c.verdict = 'signed') THEN
    RAISE EXCEPTION 'this note is co-signed' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER encounters_cosign_check BEFORE INSERT ON encounters_cosignature
  FOR EACH ROW EXECUTE FUNCTION encounters_cosign_check();
"""
UNDO = """DROP TRIGGER encounters_cosign_check ON encounters_cosignature; DROP FUNCTION encounters_cosign_check();"""


class Migration(migrations.Migration):

    dependencies = [
        ('calendar', '0006_crisis'),
        ('encounters', '0007_taps'),
        ('people', '0003_identity'),
        ('plan', '0006_no_plan_by_hours'),
        ('programs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CoSignature',
            fields=[
                ('id', models.UUIDField(default=openiop.base.rows.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('verdict', models.CharField(choices=[('signed', 'Co-signed'), ('sent_back', 'Sent back')], max_length=9)),
                ('words', models.TextField(blank=True, verbose_name='what is missing')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.AddField(
            model_name='note',
            name='affect',
            field=models.CharField(blank=True, db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='note',
            name='answers',
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name='note',
            name='cosigner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff'),
        ),
        migrations.AddField(
            model_name='note',
            name='drafted',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='note',
            name='engagement',
            field=models.CharField(blank=True, db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='note',
            name='quote',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='note',
            name='reaction',
            field=models.CharField(blank=True, db_default='', default='', max_length=12),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(condition=models.Q(('cosigner__isnull', False)), fields=['cosigner'], name='note_to_cosign'),
        ),
        migrations.AddField(
            model_name='cosignature',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff'),
        ),
        migrations.AddField(
            model_name='cosignature',
            name='note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='encounters.note'),
        ),
        migrations.AddField(
            model_name='cosignature',
            name='organisation',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.organisation'),
        ),
        migrations.AddConstraint(
            model_name='cosignature',
            constraint=models.UniqueConstraint(condition=models.Q(('verdict', 'signed')), fields=('note',), name='note_cosigned_once'),
        ),
        migrations.AddConstraint(
            model_name='cosignature',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'signed'), models.Q(('words', ''), _negated=True), _connector='OR'), name='sent_back_with_words'),
        ),
        append_only("encounters_cosignature"),
        wall_below("encounters_cosignature", Item.NOTES, "encounters_note", by="note_id"),
        migrations.RunSQL(COSIGN, UNDO),
    ]
