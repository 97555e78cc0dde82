from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall, wall_below, wall_of_house


class Migration(migrations.Migration):
    """The policies of this room."""

    dependencies = [("encounters", "0004_signed_notes_in_order"), ("privacy", "0002_walls")]
    operations = [
        wall("encounters_presence", Item.HOURS),
        wall_of_house("encounters_sharednote", Item.NOTES),
        wall("encounters_note", Item.NOTES),
        wall_below("encounters_addendum", Item.NOTES, "encounters_note", by="note_id"),
    ]
