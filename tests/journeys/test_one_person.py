"""One imported person walks through all eleven steps by the real screens, each with the right member of staff.

Every page on the way is looked at by axe-core, light and dark, and must fit a phone and a desk without scrolling
sideways; a script error, a failed request, another host or a breach of the page's policy fails the walk.
"""

from pathlib import Path

import pytest

from tests.journeys.installation import Installation
from tests.journeys.story import a_bundle
from tests.journeys.walk import walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_one_person_walks_from_referral_to_aftercare(installation: Installation, tmp_path: Path) -> None:
    walk(installation, a_bundle(tmp_path))
    seen = {url for hand in installation.windows.values() for url in hand.eyes.seen}
    assert len(seen) >= 30, "every page on the way is looked at"
