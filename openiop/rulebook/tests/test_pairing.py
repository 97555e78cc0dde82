"""Therapists offered to a client, in order and with reasons."""

from __future__ import annotations

from datetime import date

from openiop.rulebook.pairing import Licence, Need, Therapist, rank_therapists

ON = date(2026, 3, 2)
OPEN = (Licence("MA", date(2020, 1, 1), None, "LCSW"),)
NEED = Need("MA", ON, languages=frozenset({"es"}), skills=frozenset({"trauma", "moud"}))

DANA = Therapist("d", "Dana", OPEN, frozenset({"en"}), frozenset({"trauma", "moud"}), 6, 20)
LUZ = Therapist("l", "Luz", OPEN, frozenset({"en", "es"}), frozenset({"trauma"}), 18, 20)
MIGUEL = Therapist("m", "Miguel", OPEN, frozenset({"es"}), frozenset({"trauma"}), 5, 20)
FULL = Therapist("f", "Flor", OPEN, frozenset({"es"}), frozenset({"trauma", "moud"}), 20, 20)
EXPIRED = Therapist("e", "Eva", (Licence("MA", date(2020, 1, 1), date(2026, 3, 1)),), frozenset({"es"}))
ELSEWHERE = Therapist("n", "Noor", (Licence("NH", date(2020, 1, 1)),), frozenset({"es"}))


def test_pairing_language_comes_before_skill_and_room_before_name() -> None:
    ranked = rank_therapists(NEED, [DANA, LUZ, MIGUEL])
    assert [each.therapist.name for each in ranked] == ["Miguel", "Luz", "Dana"]
    assert all(each.eligible for each in ranked)


def test_pairing_a_licence_must_be_in_force_in_the_clients_state_on_the_day() -> None:
    ranked = {each.therapist.name: each for each in rank_therapists(NEED, [EXPIRED, ELSEWHERE, DANA])}
    assert [name for name, each in ranked.items() if each.eligible] == ["Dana"]
    assert ranked["Eva"].reasons[0].en() == "Licence for MA is not in force on 2026-03-02"
    assert ranked["Noor"].reasons[0].en() == "No licence for MA"


def test_pairing_the_last_day_of_a_licence_counts() -> None:
    until_today = Therapist("t", "Toni", (Licence("MA", date(2020, 1, 1), ON),))
    (ranked,) = rank_therapists(NEED, [until_today])
    assert ranked.eligible
    assert ranked.reasons[0].en() == "Licensed in MA until 2026-03-02"


def test_pairing_a_full_caseload_comes_last_with_its_reason() -> None:
    ranked = rank_therapists(NEED, [FULL, DANA])
    assert [each.therapist.name for each in ranked] == ["Dana", "Flor"]
    assert not ranked[1].eligible
    assert "Caseload is full: 20 of 20" in [reason.en() for reason in ranked[1].reasons]


def test_pairing_says_what_speaks_for_and_against() -> None:
    (ranked,) = rank_therapists(NEED, [LUZ])
    assert [reason.en() for reason in ranked.reasons] == [
        "Licensed in MA",
        "Clients now: 18 of 20",
        "Speaks es",
        "Works with: trauma",
        "Not listed: moud",
    ]
    (dana,) = rank_therapists(NEED, [DANA])
    assert "An interpreter is needed for es" in [reason.en() for reason in dana.reasons]
