"""A week that has something to plan, and who plans it."""

from typing import Any

import pytest
from django.test import Client as Browser

from openiop.care.schedule.tests.week import furnish
from tests.cast import House


@pytest.fixture
def groups(cast: House) -> dict[str, Any]:
    return furnish(cast)


@pytest.fixture
def director(cast: House, client: Browser) -> Browser:
    client.force_login(cast.priya.user)
    return client
