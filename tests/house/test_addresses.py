"""Classes of fault that no address of the whole installation may have, today's or tomorrow's: a door that stands open,
a page that breaks for somebody, a row of another organisation, another client's row."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser

from openiop.base.privacy.middleware import is_open
from tests.house.addresses import PLAIN, ROWS, Address, fitting, ids_of, our_addresses, typed
from tests.house.people import Town

ADDRESSES = our_addresses()
OPEN_DOORS = {  # agreed: they read no record of a person
    "encounters:kiosk",  # a device that staff set up: a number, and nobody's name
    "feeds:feed",  # a calendar that asks with its secret address
    "finder:front",
    "finder:notice",
    "finder:program",
    "finder:refer",
    "finder:thanks",
    "look:kit",
    "look:theme",
    "people:lock-state",  # the lock: it asks who it is
    "people:unlock",
    "people:unlock-passkey",
    "portal:enter",
    "sharing:check-letter",  # whoever holds a letter: a code, and learns nothing else
    "sharing:shared",  # a recipient: a link, then a code
    "sharing:still",
    "sharing:taken",
    "virtual:guest",  # a guest of a client: one session, with a secret link
    "virtual:guest-room",
    "virtual:guest-ticket",
    "virtual:invited",
}
GONE = 410  # a sign-in link that was used or is too old
ASKED_AGAIN = (204, 286)  # to a page that asks by itself: nothing new; this, and ask no more (htmx)


def is_a_clients_own(address: Address) -> bool:
    is_their_seat = address.name.startswith("virtual:") and "seat_id" in address.parts
    return is_their_seat or (address.name.startswith("portal:") and "client_id" not in address.parts)


every_address = pytest.mark.parametrize("address", ADDRESSES, ids=lambda each: each.name)
every_address_of_a_row = pytest.mark.parametrize(
    "address", [each for each in ADDRESSES if each.row_parts], ids=lambda each: each.name
)


@pytest.fixture(scope="package")
def browsers(town: Town) -> dict[str, Browser]:
    """Everybody's own, signed in."""
    return {name: person.browser() for name, person in town.people.items()}


@pytest.fixture(scope="package")
def ids(town: Town) -> dict[str, Any]:
    return ids_of(town.here)


@pytest.fixture(scope="package")
def foreign_ids(town: Town) -> dict[str, Any]:
    return ids_of(town.there)


@pytest.fixture(autouse=True)
def nothing_stays(town: Town, browsers: dict[str, Browser]) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(browser: Browser, address: Address, ids: dict[str, Any]) -> int:
    """The status of GET, or of POST where only that is heard."""
    path = address.at(ids)
    status = browser.get(path).status_code
    return browser.post(path, typed(address, ids)).status_code if status == 405 else status


@every_address
def test_every_part_of_an_address_is_known_here(address: Address) -> None:
    """A new kind of row in an address is named in addresses.py, so that the tests below ask for it too."""
    assert set(address.parts) <= set(ROWS) | set(PLAIN)


def test_only_agreed_doors_stand_open() -> None:
    assert {each.name for each in ADDRESSES if is_open(each.view)} == OPEN_DOORS


@every_address
def test_whoever_has_not_signed_in_is_asked_to(address: Address, ids: dict[str, Any]) -> None:
    answer = Browser().get(address.at(ids))
    if address.name in OPEN_DOORS:
        assert answer.status_code in {200, 302, 404, 405, GONE}  # the kit is shown to developers only
    else:
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/")


@every_address
def test_no_page_breaks_for_anyone(
    town: Town, browsers: dict[str, Browser], ids: dict[str, Any], address: Address
) -> None:
    """Everyone asks for rows of their own organisation. A fault, or a view that never asked the gate, is raised."""
    path = address.at(fitting(address, ids, town.here))
    answers = {name: browser.get(path).status_code for name, browser in browsers.items()}
    assert set(answers.values()) <= {200, 302, 403, 404, 405, GONE, *ASKED_AGAIN}, answers


@every_address_of_a_row
@pytest.mark.parametrize("who", ["director", "client"])
def test_a_row_of_another_organisation_is_not_found(
    town: Town,
    browsers: dict[str, Browser],
    ids: dict[str, Any],
    foreign_ids: dict[str, Any],
    address: Address,
    who: str,
) -> None:
    """Also where only one of several parts is foreign."""
    ids, foreign_ids = fitting(address, ids, town.here), fitting(address, foreign_ids, town.there)
    for mix in (foreign_ids, *(ids | {part: foreign_ids[part]} for part in address.row_parts)):
        status = ask(browsers[who], address, mix)
        is_refused_anyway = status == 403 and ask(browsers[who], address, ids) == 403
        assert status == 404 or is_refused_anyway, (address.at(mix), status)


@every_address_of_a_row
def test_another_client_is_not_found_by_a_client(
    town: Town, browsers: dict[str, Browser], ids: dict[str, Any], address: Address
) -> None:
    assert ids["client_id"] != town.people["client"].person.pk
    assert ask(browsers["client"], address, ids) in {403, 404}


@pytest.mark.parametrize(
    "address",
    [each for each in ADDRESSES if each.row_parts and not is_a_clients_own(each)],
    ids=lambda each: each.name,
)
def test_these_rows_do_exist(town: Town, browsers: dict[str, Browser], ids: dict[str, Any], address: Address) -> None:
    """Else the tests above would find nothing for want of a row. (The portal's tests ask for a client's own rows.)"""
    assert ask(browsers["director"], address, fitting(address, ids, town.here)) not in {403, 404}
