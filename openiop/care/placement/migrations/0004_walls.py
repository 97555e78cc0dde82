from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import client_behind, reach_of, wall, wall_through


class Migration(migrations.Migration):
    """The policies of this room. An episode puts somebody on a program, and on a caseload until thirty days after it
    closed."""

    dependencies = [("placement", "0003_difference_codes"), ("privacy", "0002_walls")]
    operations = [
        reach_of(
            "episode",
            "placement_episode",
            """SELECT organisation_id organisation, client_id client, program_id holder, id source,
                      '9999-12-31'::timestamptz until FROM fresh""",
            basis="program",
        ),
        reach_of(
            "caseload",
            "placement_episode",
            """SELECT organisation_id organisation, client_id client, therapist_id holder, id source,
                      CASE WHEN closed_on IS NULL THEN '9999-12-31'::timestamptz ELSE closed_on + interval '30 days' END until
               FROM fresh""",
            basis="caseload",
        ),
        client_behind("placement_client", "placement_episode", "t.client_id"),
        client_behind("placement_client_of_discharge", "placement_discharge", "placement_client(t.episode_id)"),
        wall("placement_episode", Item.IDENTITY),
        wall_through("placement_decision", Item.PLACEMENT, "placement_client", by="episode_id"),
        wall_through("placement_levelperiod", Item.IDENTITY, "placement_client", by="episode_id"),
        wall_through("placement_discharge", Item.AFTERCARE, "placement_client", by="episode_id"),
    ]
