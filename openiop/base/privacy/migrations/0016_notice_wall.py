from django.db import migrations

from openiop.base.walls import ANY_ITEM, stands, wall_where


class Migration(migrations.Migration):
    """A published notice is for everybody, a draft for its own house; nobody changes another house's."""

    dependencies = [("privacy", "0015_notice_and_agreements")]
    operations = [
        wall_where(
            "privacy_notice",
            reads=f"(published_at IS NOT NULL OR {stands(ANY_ITEM)})",
            writes=stands(ANY_ITEM),
            changes=stands(ANY_ITEM),
        ),
    ]
