"""Choosing a password, as NIST SP 800-63B-4 §3.1.1 has it."""

import hashlib
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openiop.base.people import passwords
from openiop.base.people.models import User
from tests.cast import PASSWORD

GOOD = "violet kettle under the stairs"


def sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest().upper()


def a_list(*known: str) -> list[str]:
    return sorted(f"{sha1(each)}:{number + 1}" for number, each in enumerate(known))


@pytest.fixture
def loaded(tmp_path: Path, settings) -> Path:
    settings.BREACHED_PASSWORDS = tmp_path / "breached"
    passwords.load(a_list("correct horse battery staple", *(f"filler {n}" for n in range(1000))), tmp_path / "breached")
    return settings.BREACHED_PASSWORDS


def why_not(password: str, user: User | None = None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {each.code for each in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [GOOD, "ąęśćźżół" * 2 + " kettle", "日本語のとても長い合言葉です、はい", "x" * 3 + "kettle stairs 🔑 violet"],
)
def test_nist_any_characters_will_do_and_none_are_demanded(password: str) -> None:
    assert why_not(password) == set()


def test_nist_shorter_than_fifteen_is_refused_and_a_thousand_is_taken_whole() -> None:
    assert "password_too_short" in why_not("violet kettle!")
    long = (GOOD + " ") * 33
    long = (long + "and so on, to the very end of it")[:1000]
    assert why_not(long) == set()
    user = User(email="long@harbor.example")
    user.set_password(long)
    assert user.check_password(long) and not user.check_password(long[:-1])
    assert why_not(long + "x") == {"password_too_long"}


@pytest.mark.parametrize(
    "password",
    ["passwordpassword", "abcabcabcabcabc", "123456789012345", "qwertyuiopqwerty", "zyxwvutsrqponmlkj", "a" * 20],
)
def test_nist_length_without_content_is_refused(password: str) -> None:
    assert "password_one_piece" in why_not(password)


def test_nist_ones_own_address_is_no_password() -> None:
    assert "password_too_similar" in why_not("dana.whitfield@harbor", User(email="dana.whitfield@harbor.example"))


def test_nist_a_stolen_password_is_refused_in_words(loaded: Path) -> None:
    assert why_not("correct horse battery staple") == {"password_breached"}
    with pytest.raises(ValidationError, match="list of stolen ones"):
        validate_password("correct horse battery staple")
    assert why_not(GOOD) == set()


@given(st.sets(st.text(min_size=1, max_size=30), min_size=1, max_size=60), st.text(min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_loaded_is_found_and_nothing_else(tmp_path: Path, known: set[str], other: str) -> None:
    known = {each for each in known if each.isprintable()} or {"one"}
    assert passwords.load(a_list(*known), tmp_path / "list") == len(known)
    assert all(passwords.is_known(each, tmp_path / "list") for each in known)
    assert passwords.is_known(other, tmp_path / "list") == (other in known)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["not a hash"], "Line 1 is not"),
        ([sha1("a")[:-2]], "Line 1 is not"),
        (sorted([sha1("a"), sha1("b")], reverse=True), "Line 2 is out of order"),
        ([], "empty"),
    ],
)
def test_a_faulty_list_is_refused_and_the_one_before_stays(loaded: Path, lines: list[str], said: str) -> None:
    before = loaded.read_bytes()
    with pytest.raises(passwords.BadList, match=said):
        passwords.load(lines, loaded)
    assert loaded.read_bytes() == before
    assert list(loaded.parent.iterdir()) == [loaded]


def test_a_look_up_reads_no_more_than_it_must(tmp_path: Path) -> None:
    """Two million hashes, 16 MB: the search touches a few pages of the file and allocates next to nothing."""
    with (tmp_path / "big").open("wb") as file:
        file.writelines((number << 40).to_bytes(8, "big") for number in range(2_000_000))
    tracemalloc.start()
    passwords.is_known("anything", tmp_path / "big")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000


def test_nist_the_same_characters_from_another_keyboard_are_the_same_password(cast) -> None:
    composed, apart = (unicodedata.normalize(form, "señor Núñez y su café") for form in ("NFC", "NFD"))
    assert composed != apart
    cast.dana.user.set_password(composed)
    cast.dana.user.save()
    browser = Browser()
    browser.post("/accounts/login/", {"login": cast.dana.user.email, "password": apart})
    assert "_auth_user_id" in browser.session


def test_a_password_is_changed_after_a_second_look(cast, loaded: Path) -> None:
    browser = Browser()
    browser.post("/accounts/login/", {"login": cast.dana.user.email, "password": PASSWORD})
    form = {
        "oldpassword": PASSWORD,
        "password1": "correct horse battery staple",
        "password2": "correct horse battery staple",
    }
    answer = browser.post("/accounts/password/change/", form)
    assert "list of stolen ones" in answer.content.decode()
    browser.post("/accounts/password/change/", form | {"password1": GOOD, "password2": GOOD})
    cast.dana.user.refresh_from_db()
    assert cast.dana.user.check_password(GOOD)
