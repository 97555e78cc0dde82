from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import ANY_ITEM, WHO, nobody_stands, rewall, stands, wall_of_house, wall_where


def reached(under: str) -> str:
    """The condition that whoever acts reaches somebody of the session: with a seat there, or who came."""
    return f"encounters_somebody_reached(encounters_sharednote.session_id, (SELECT s.{under} {WHO})::uuid[])"


class Migration(migrations.Migration):
    """What is true of a session is for those who reach somebody in it. A kiosk is found at the door, before anybody is
    known; those who are known find and change the ones of their own house."""

    dependencies = [("encounters", "0010_kiosks"), ("calendar", "0007_fewer_indexes")]
    operations = [
        migrations.RunSQL(
            """CREATE FUNCTION encounters_somebody_reached(held_in uuid, holders uuid[]) RETURNS boolean
               LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
               BEGIN RETURN EXISTS (
                 SELECT 1 FROM privacy_reach r WHERE r.until > now() AND r.holder_id = ANY(holders)
                   AND r.client_id IN (SELECT m.client_id FROM calendar_seat m WHERE m.session_id = held_in
                     UNION ALL SELECT p.client_id FROM encounters_presence p WHERE p.session_id = held_in)); END $$;""",
            "DROP FUNCTION encounters_somebody_reached(uuid, uuid[]);",
        ),
        rewall(
            "encounters_sharednote",
            wall_where(
                "encounters_sharednote",
                reads=f"{stands(Item.NOTES)} AND {reached('holders')}",
                writes=f"{stands(ANY_ITEM)} AND {reached('everyone')}",
            ),
            wall_of_house("encounters_sharednote", Item.NOTES),
        ),
        wall_where("encounters_kiosk", reads=f"({nobody_stands()} OR {stands(ANY_ITEM)})", writes=stands(ANY_ITEM)),
    ]
