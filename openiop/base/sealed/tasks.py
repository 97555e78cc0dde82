"""Jobs of this room; each may run twice, and goes on where it was cut off."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openiop.base.audit.actions import System
from openiop.base.sealed.actions import rotate


@app.task(name="sealed.rotate", retry=RetryStrategy(max_attempts=20, wait=60))
def rotate_keys(organisation_id: str) -> None:
    """New keys for one organisation."""
    by = System("openiop keys rotate", UUID(organisation_id))
    rotate(by=by, organisation_id=by.organisation_id)
