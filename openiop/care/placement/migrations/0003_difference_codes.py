from django.db import migrations, models


class Migration(migrations.Migration):
    """The reasons for a difference carry the rulebook's own codes."""

    dependencies = [("placement", "0002_promises")]
    operations = [
        migrations.AlterField(
            "decision",
            "difference",
            models.CharField(
                blank=True,
                choices=[
                    ("", "No difference"),
                    ("unavailable", "The recommended level is not available"),
                    ("client_choice", "The client chose otherwise"),
                    ("payer_denial", "The payer declined"),
                    ("legal_mandate", "A legal mandate"),
                    ("wait_list", "On a waiting list"),
                    ("clinical_judgment", "Clinical judgment"),
                ],
                max_length=20,
            ),
        ),
    ]
