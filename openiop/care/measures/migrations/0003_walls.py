from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall


class Migration(migrations.Migration):
    """The policies of this room."""

    dependencies = [("measures", "0002_promises"), ("privacy", "0002_walls")]
    operations = [
        wall("measures_response", Item.MEASURES),
        wall("measures_safetyalert", Item.MEASURES),
    ]
