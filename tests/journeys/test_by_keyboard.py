"""The same eleven steps by keyboard alone: Tab, Enter, Space and arrows. The focus must be seen wherever it goes."""

from pathlib import Path

import pytest

from tests.journeys.hands import Keyboard
from tests.journeys.installation import Installation
from tests.journeys.story import own_bundle
from tests.journeys.walk import walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_whole_journey_needs_no_mouse(installation: Installation, tmp_path: Path) -> None:
    installation.hands = Keyboard
    walk(installation, own_bundle(tmp_path / "referral.json"))
