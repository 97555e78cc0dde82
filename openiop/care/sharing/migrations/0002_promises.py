from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall_below

# The frame of a stay (which program, from when to when) hangs in front of what belongs to it. Staff and clients see it
# as identity; a recipient whom the client allows the level of care, the plan or the end of treatment sees through it
# to that, without a name. The same for the frame of a plan, which staff see with the hours.
FRAMES = """
CREATE POLICY placement_episode_recipient ON placement_episode FOR SELECT USING (
  (SELECT privacy_kind() = 'recipient')
  AND organisation_id IN ((SELECT privacy_org('placement')), (SELECT privacy_org('plan')), (SELECT privacy_org('aftercare')))
  AND EXISTS (SELECT 1 FROM privacy_reach r WHERE r.client_id = placement_episode.client_id
    AND r.holder_id = ANY((SELECT privacy_holders('placement'))::uuid[]) AND r.until > now()));
CREATE POLICY plan_plan_recipient ON plan_plan FOR SELECT USING (
  (SELECT privacy_kind() = 'recipient') AND organisation_id = (SELECT privacy_org('plan'))
  AND EXISTS (SELECT 1 FROM placement_episode p WHERE p.id = plan_plan.episode_id));
"""
NO_FRAMES = """
DROP POLICY placement_episode_recipient ON placement_episode;
DROP POLICY plan_plan_recipient ON plan_plan;
"""

# Whoever opens a link is nobody yet: its fingerprint finds the page, the consent and the house, and nothing else.
FOUND = """
CREATE FUNCTION sharing_page_of(fingerprint text) RETURNS TABLE (id uuid, organisation_id uuid) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.organisation_id FROM sharing_sharedpage p WHERE p.token_hash = fingerprint
$$;
"""


class Migration(migrations.Migration):
    """The policies of this room, and what a recipient needs to see through."""

    dependencies = [
        ("sharing", "0001_pages"),
        ("privacy", "0011_consent_promises"),
        ("placement", "0004_walls"),
        ("plan", "0005_walls"),
    ]
    operations = [
        wall_below("sharing_sharedpage", Item.CONSENT, "privacy_consent", by="consent_id"),
        migrations.RunSQL(FRAMES, NO_FRAMES),
        migrations.RunSQL(FOUND, "DROP FUNCTION sharing_page_of(text);"),
    ]
