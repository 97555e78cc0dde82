from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import reach_of, wall, wall_below, wall_of_house


class Migration(migrations.Migration):
    """The policies of this room. A referral brings somebody to a program; whoever evaluates them reaches their record
    until two weeks after signing."""

    dependencies = [("intake", "0003_sent_once"), ("privacy", "0002_walls")]
    operations = [
        reach_of(
            "referral",
            "intake_referral",
            """SELECT organisation_id organisation, client_id client, program_id holder, id source,
                      '9999-12-31'::timestamptz until FROM fresh""",
            basis="program",
        ),
        reach_of(
            "evaluation",
            "intake_evaluation",
            """SELECT organisation_id organisation, client_id client, started_by_id holder, id source,
                      CASE WHEN signed_at IS NULL THEN '9999-12-31'::timestamptz ELSE signed_at + interval '14 days' END until
               FROM fresh""",
            basis="evaluation",
        ),
        wall_of_house("intake_sourcedocument", Item.REFERRAL),
        wall("intake_importedresource", Item.REFERRAL),
        wall("intake_matchreview", Item.REFERRAL),
        wall("intake_referral", Item.REFERRAL),
        wall_below("intake_screening", Item.REFERRAL, "intake_referral", by="referral_id"),
        wall("intake_evaluation", Item.EVALUATION),
        wall_below("intake_dimensionrating", Item.EVALUATION, "intake_evaluation", by="evaluation_id"),
        wall("intake_diagnosis", Item.EVALUATION),
        wall_below("intake_substanceuse", Item.EVALUATION, "intake_evaluation", by="evaluation_id"),
        wall("intake_coverage", Item.REFERRAL),
        wall("intake_priorencounter", Item.EVALUATION),
    ]
