from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall, wall_through


class Migration(migrations.Migration):
    """The policies of this room."""

    dependencies = [("aftercare", "0002_summaries"), ("privacy", "0002_walls"), ("placement", "0004_walls")]
    operations = [
        wall_through("aftercare_continuingcare", Item.AFTERCARE, "placement_client", by="episode_id"),
        wall_through("aftercare_dischargesummary", Item.AFTERCARE, "placement_client_of_discharge", by="discharge_id"),
        wall_through("aftercare_followup", Item.AFTERCARE, "placement_client", by="episode_id"),
        wall("aftercare_alumni", Item.AFTERCARE),
    ]
