"""Drafted notes say only what was tapped, and no two are alike."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openiop.rulebook import guard, observed
from openiop.rulebook.drafting import Drafted, Heard, compose
from openiop.rulebook.drafting.english import ENGLISH
from openiop.rulebook.drafting.spanish import SPANISH
from openiop.rulebook.guard.cloning import ALIKE

NAMES = "Jordan María Luis Ken Renee Sam Tasha Walt".split()
PRONOUNS = ("she/her", "he/him", "they/them", "", "ze/zir")
TAPS = {
    "participation": st.sampled_from([None, *(each.code for each in observed.PARTICIPATION)]),
    "affect": st.sampled_from(["", *(each.code for each in observed.AFFECT)]),
    "engagement": st.sampled_from(["", *(each.code for each in observed.ENGAGEMENT)]),
    "response": st.sampled_from(["", *(each.code for each in observed.RESPONSE)]),
    "language": st.sampled_from(["en", "es"]),
    "kind": st.sampled_from(sorted(ENGLISH.sessions)),
    "topic": st.sampled_from(["", "The first ten minutes", "Urges: what helps?"]),
    "worked": st.booleans(),
    "quote": st.sampled_from(["", "It passes faster when I say it out loud.", 'He said "no"', "{name} %s"]),
}


def weeks(seed: int, number: int, **taps: object) -> tuple[list[float], list[str]]:
    """A group of eight with equal taps for some weeks: how alike any two notes are, and what the guard blocks."""
    before: dict[str, list[tuple[str, Drafted]]] = defaultdict(list)
    measures, blocked = [], []
    for week in range(number):
        used: set[str] = set()
        texts: dict[str, str] = {}
        drafts = {}
        for n, name in enumerate(NAMES):
            lately = {each for _, draft in before[name][-3:] for each in draft.used}
            heard = Heard(
                name,
                PRONOUNS[n % 4],
                minutes=90,
                session_minutes=90,
                objective="Three evenings a week without using",
                seed=f"{seed}.{week}",
                avoid=frozenset(used | lately),
                **taps,  # type: ignore[arg-type]
            )
            drafts[name] = compose(heard)
            used |= set(drafts[name].used)
            texts[name] = f"{drafts[name].response}\n{drafts[name].next_step}"
        for name, text in texts.items():
            others = [each for each in NAMES if each != name]
            last = [each for each, _ in before[name][-3:]]
            note = guard.Note(
                text,
                (name,),
                tuple((each,) for each in others),
                tuple(texts[each] for each in others),
                tuple(last),
                "o",
                minutes_ledger=90,
            )
            blocked += [f"{each.code}: {text}" for each in guard.check(note) if each.severity == "block"]
            measures += [guard.similarity(text, each, [NAMES]) for each in [*last, *(texts[o] for o in others)]]
        for name, draft in drafts.items():
            before[name].append((texts[name], draft))
    return measures, blocked


@pytest.mark.parametrize("language", ["en", "es"])
def test_note_2_eight_equal_members_over_four_weeks_get_no_two_notes_alike(language: str) -> None:
    dice = Random(7)
    for seed in range(8):
        taps = {
            "participation": dice.choice((1, 2, 3, 4)),
            "affect": dice.choice(observed.AFFECT).code,
            "engagement": dice.choice(observed.ENGAGEMENT).code,
            "response": dice.choice(observed.RESPONSE).code,
            "worked": True,
        }
        measures, blocked = weeks(seed, 4, language=language, topic="The first ten minutes", **taps)
        assert blocked == []
        assert max(measures) < ALIKE


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.fixed_dictionaries(TAPS))
def test_note_2_whatever_is_tapped_alike_for_all_no_two_notes_are_alike(seed: int, taps: dict[str, object]) -> None:
    measures, blocked = weeks(seed, 1, **taps)
    assert blocked == []
    assert max(measures) < ALIKE


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=12), st.sampled_from(PRONOUNS), st.fixed_dictionaries(TAPS), st.text(max_size=5))
def test_a_draft_is_whole_sentences_and_the_same_for_its_seed(
    name: str, pronouns: str, taps: dict[str, object], seed: str
) -> None:
    heard = Heard(name, pronouns, seed=seed, minutes=90, session_minutes=90, **taps)  # type: ignore[arg-type]
    draft = compose(heard)
    assert compose(heard) == draft
    assert draft.response and draft.next_step and len(draft.used) == len(set(draft.used))
    for text in (draft.response, draft.next_step):
        assert text.rstrip("”»")[-1] in ".!?…"
        assert "  " not in text
        assert "\u2003" not in text
    if taps["quote"] == "It passes faster when I say it out loud.":
        assert "“It passes faster when I say it out loud.”" in draft.response


def test_only_what_was_tapped_is_said() -> None:
    for seed in range(200):
        draft = compose(Heard("Ken", "he/him", participation=1, minutes=90, session_minutes=90, seed=str(seed)))
        said = draft.response.lower()
        assert not re.search(r"late|minutes|objective|plan|“|skill|question|peer|calm|tear|topic", said), said


def test_late_and_short_are_counted_as_the_ledger_counts() -> None:
    for language in ("en", "es"):
        for seed in range(50):
            heard = Heard(
                "Ken", "he/him", participation=3, minutes=84, session_minutes=90, late_minutes=6, seed=str(seed)
            )
            text = compose(replace(heard, language=language)).response
            assert "84" in text and "90" in text and "6" in text
            note = guard.Note(text, ("Ken",), objective="o", minutes_note=84, minutes_ledger=84)
            assert guard.check(note) == ()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", ["no_show", "excused", "cancelled"])
def test_an_absence_is_said_without_a_verdict(language: str, code: str) -> None:
    drafts = {
        compose(Heard("Walt", present=False, absence=code, language=language, seed=str(seed))).response
        for seed in range(60)
    }
    assert len(drafts) >= 4
    assert all("Walt" in each or code == "cancelled" for each in drafts)


def test_pronouns_agree() -> None:
    for seed in range(300):
        heard = Heard("Sam", "they/them", participation=0, affect="tearful", engagement="absorbed", seed=str(seed))
        text = compose(heard).response
        assert not re.search(r"\b[Tt]hey was\b|\bSam were\b", text), text
        alone = compose(replace(heard, pronouns="")).response
        assert not re.search(r"\b(?:she|he|they|their|his)\b", alone, re.IGNORECASE), alone


def test_an_unknown_code_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="affect 'cheery' is not known: there are calm"):
        compose(Heard("Sam", affect="cheery"))


def test_every_code_has_phrases_in_both_languages() -> None:
    for voice in (ENGLISH, SPANISH):
        assert set(voice.participation) == {each.code for each in observed.PARTICIPATION}
        assert set(voice.affect) == {each.code for each in observed.AFFECT}
        assert set(voice.engagement) == {each.code for each in observed.ENGAGEMENT}
        assert set(voice.response) == {each.code for each in observed.RESPONSE}
