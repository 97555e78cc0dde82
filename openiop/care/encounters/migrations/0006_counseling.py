"""Counseling notes: a row is its author's and the author's named supervisor's, and nobody else's (42 CFR 2.11, CON-1)."""

import django.db.models.deletion
import django.utils.timezone
import openiop.base.rows
import openiop.base.sealed.fields
from django.db import migrations, models

from openiop.base.guards import frozen_once
from openiop.base.walls import ANY_ITEM, reached, stands

# No item, no reach and no job opens a row: only who one is. A supervisor reads; nobody but the author writes.
OWN = "author_id = (SELECT privacy_actor()) AND (SELECT privacy_kind()) = 'staff'"
NAMED = """(SELECT privacy_kind()) = 'staff' AND EXISTS (SELECT 1 FROM people_staff a
  WHERE a.id = encounters_counselingnote.author_id AND a.supervisor_id = (SELECT privacy_actor()))"""
MAY_WRITE = f"""{stands(ANY_ITEM)} AND {OWN}
  AND {reached("encounters_counselingnote.client_id", ANY_ITEM)}"""
WALL = f"""
ALTER TABLE encounters_counselingnote ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_counselingnote_read ON encounters_counselingnote FOR SELECT USING (
  {stands(ANY_ITEM)} AND ({OWN} OR {NAMED}));
CREATE POLICY encounters_counselingnote_add ON encounters_counselingnote FOR INSERT WITH CHECK ({MAY_WRITE});
CREATE POLICY encounters_counselingnote_change ON encounters_counselingnote FOR UPDATE
  USING ({stands(ANY_ITEM)} AND {OWN}) WITH CHECK ({MAY_WRITE});
"""
UNDO = "".join(
    f"DROP POLICY encounters_counselingnote_{each} ON encounters_counselingnote;" for each in ("read", "add", "change")
)


class Migration(migrations.Migration):

    dependencies = [
        ('calendar', '0004_walls'),
        ('encounters', '0005_walls'),
        ('people', '0003_identity'),
        ('privacy', '0002_walls'),
        ('sealed', '0001_initial'),
        ('programs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CounselingNote',
            fields=[
                ('id', models.UUIDField(default=openiop.base.rows.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('text', openiop.base.sealed.fields.SealedTextField(owner='client_id', reseal=False)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('signed_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client')),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.organisation')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calendar.session')),
            ],
            options={
                'ordering': ['written_at'],
                'constraints': [models.UniqueConstraint(fields=('session', 'client', 'author'), name='one_counseling_note_each')],
            },
        ),
        frozen_once("encounters_counselingnote", "OLD.signed_at IS NOT NULL"),
        migrations.RunSQL(WALL, UNDO + "ALTER TABLE encounters_counselingnote DISABLE ROW LEVEL SECURITY;"),
    ]
