"""Every room has its sign at the door, and every link of the rail and the chart leads somewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from openiop.base.people.roles import Permission
from openiop.doors.desk.context import RAIL, TABS
from tests.house.addresses import ids_of
from tests.house.people import Town

ROOT = Path(__file__).resolve().parents[2]
WINGS = ["base", "care", "office", "doors"]
ROOMS = [room.parent for wing in WINGS for room in sorted((ROOT / "openiop" / wing).glob("*/apps.py"))]
HALLS = [ROOT / "openiop" / name for name in ("rulebook", "engines/postgres", "engines/sfu", "doors/cli")]


@pytest.fixture(autouse=True)
def nothing_stays(town: Town) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("room", [*ROOMS, *HALLS], ids=lambda path: path.name)
def test_every_room_says_what_happens_in_it(room: Path) -> None:
    readme = room / "README.md"
    assert readme.exists(), f"{readme.relative_to(ROOT)} is missing: ten lines in the words of the clinic"
    assert len(readme.read_text().split()) >= 20


def test_there_are_rooms() -> None:
    assert len(ROOMS) >= 20


@pytest.mark.parametrize("entry", [each for each in RAIL if each], ids=lambda each: each[0])
def test_every_entry_of_the_rail_opens_for_whoever_sees_it(town: Town, entry: tuple) -> None:
    path, right = entry[0], entry[3]
    for person in town.people.values():
        if person.name != "client" and (right is None or person.person.may(right)):
            assert person.browser().get(path).status_code == 200, f"{path} for {person.name}"


@pytest.mark.parametrize("tab", TABS, ids=lambda each: each[0])
def test_every_tab_of_the_chart_opens_for_whoever_sees_it(town: Town, tab: tuple) -> None:
    name, right = tab[0], tab[2]
    path = reverse(name, kwargs={"client_id": ids_of(town.here)["client_id"]})
    for person in town.people.values():
        if person.name != "client" and person.person.may(Permission(right)):
            assert person.browser().get(path).status_code == 200, f"{path} for {person.name}"
