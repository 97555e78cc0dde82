from django.db import migrations, models


class Migration(migrations.Migration):
    """The newest signed notes of a house are found without sorting all of them."""

    dependencies = [("encounters", "0011_walls_of_session_and_door")]
    operations = [
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                fields=["organisation", "-signed_at"],
                condition=models.Q(("signed_at__isnull", False)),
                name="note_signed_lately",
            ),
        ),
    ]
