from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall


class Migration(migrations.Migration):
    """The policies of this room."""

    dependencies = [("medical", "0001_initial"), ("privacy", "0002_walls")]
    operations = [
        wall("medical_medication", Item.MEDICAL),
        wall("medical_toxicologytest", Item.MEDICAL),
    ]
