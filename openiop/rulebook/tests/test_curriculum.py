"""The starter curriculum is whole in both languages, and fits any meeting."""

import pytest

from openiop.rulebook.curriculum import LANGUAGES, fitted, starter

TOPICS = {language: [topic for module in starter(language) for topic in module.topics] for language in LANGUAGES}


def test_both_languages_have_the_same_topics_in_the_same_order() -> None:
    assert [topic.key for topic in TOPICS["en"]] == [topic.key for topic in TOPICS["es"]]
    assert len({topic.key for topic in TOPICS["en"]}) == len(TOPICS["en"])


def test_every_kind_of_curriculum_a_program_offers_is_there() -> None:
    wanted = {"cbt", "dbt", "relapse-prevention", "mindfulness", "life-skills", "psychoeducation", "art", "family"}
    assert {module.key for module in starter()} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_says_what_how_and_what_to_try_at_home(language: str) -> None:
    for topic in TOPICS[language]:
        assert topic.title and topic.about and topic.handout and topic.homework, topic.key
        assert sum(step.minutes for step in topic.outline) == 90, topic.key
    assert len({(topic.title, topic.key.split("/")[0]) for topic in TOPICS[language]}) == len(TOPICS[language])


def test_nothing_is_left_in_english_in_the_spanish_one() -> None:
    for english, spanish in zip(TOPICS["en"], TOPICS["es"], strict=True):
        for part in ("title", "about", "handout", "homework"):
            assert getattr(english, part) != getattr(spanish, part), (english.key, part)


@pytest.mark.parametrize("minutes", [30, 45, 50, 60, 75, 90, 120])
def test_an_outline_fits_a_meeting_of_any_length(minutes: int) -> None:
    for topic in TOPICS["en"]:
        steps = fitted(topic.outline, minutes)
        assert sum(step.minutes for step in steps) == minutes
        assert all(step.minutes > 0 for step in steps)


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(LookupError, match="en, es"):
        starter("fr")
