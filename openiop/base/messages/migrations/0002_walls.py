from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall


class Migration(migrations.Migration):
    """The policies of this room."""

    dependencies = [("outgoing", "0001_initial"), ("privacy", "0002_walls")]
    operations = [
        wall("outgoing_message", Item.MESSAGES, client="to_client_id"),
    ]
