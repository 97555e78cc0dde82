"""The weekly check-in: six short questions of our own about the last 7 days, and PHQ-9 item 9.

It has no total: each answer is its own line on the timeline. Item 9 is asked in its published words but
about 7 days, so its answer is never mixed into a PHQ-9.
"""

from __future__ import annotations

from dataclasses import replace

from .model import Direction, Instrument, Item, Option, Words
from .phq import ITEM_9


def _scale(code: str, number: int, words: Words, low: Words, high: Words, better: Direction) -> Item:
    """An item from 0 to 10 whose ends are named."""
    ends = {0: low, 10: high}
    return Item(
        code,
        number,
        words,
        "scale",
        tuple(
            Option(n, Words(f"{n}: {ends[n].en}", f"{n}: {ends[n].es}") if n in ends else Words(str(n), str(n)))
            for n in range(11)
        ),
        scored=False,
        better=better,
    )


def _days(code: str, number: int, words: Words, better: Direction) -> Item:
    """An item that counts days of the last 7."""
    return Item(
        code,
        number,
        words,
        "days",
        tuple(Option(n, Words(str(n), str(n))) for n in range(8)),
        scored=False,
        better=better,
    )


WEEKLY_CHECKIN = Instrument(
    key="WEEKLY-CHECKIN",
    version="1",
    words=Words("Weekly check-in", "Cómo va la semana"),
    stem=Words("Thinking about the last 7 days", "Piense en los últimos 7 días"),
    recall=Words("the last 7 days", "los últimos 7 días"),
    items=(
        _scale(
            "checkin_mood",
            1,
            Words("How has your mood been?", "¿Cómo ha estado su ánimo?"),
            Words("very low", "muy bajo"),
            Words("very good", "muy bueno"),
            "higher",
        ),
        _scale(
            "checkin_urge",
            2,
            Words(
                "How strong was the strongest urge to use?",
                "¿Qué tan fuertes fueron las ganas más fuertes de consumir?",
            ),
            Words("none", "ninguna"),
            Words("as strong as can be", "lo más fuertes posible"),
            "lower",
        ),
        _days(
            "checkin_days_used",
            3,
            Words(
                "On how many days did you drink or use? Any answer is welcome here.",
                "¿Cuántos días bebió o consumió? Aquí cualquier respuesta es bienvenida.",
            ),
            "lower",
        ),
        _days(
            "checkin_sleep",
            4,
            Words("How many nights did you sleep well enough?", "¿Cuántas noches durmió lo suficientemente bien?"),
            "higher",
        ),
        _scale(
            "checkin_support",
            5,
            Words(
                "How supported did you feel by people around you?",
                "¿Qué tan apoyado(a) se sintió por la gente a su alrededor?",
            ),
            Words("not at all", "nada"),
            Words("very much", "muchísimo"),
            "higher",
        ),
        _scale(
            "checkin_sure",
            6,
            Words(
                "How sure are you of your plan for the coming week?",
                "¿Qué tan seguro(a) está de su plan para la próxima semana?",
            ),
            Words("not sure", "nada seguro(a)"),
            Words("very sure", "muy seguro(a)"),
            "higher",
        ),
        replace(ITEM_9, number=7, scored=False),
    ),
    bands=(),
    licence="own",
    attribution=Words(
        "One question comes from the PHQ-9 (Spitzer, Williams, Kroenke and colleagues; Pfizer Inc.).",
        "Una pregunta viene del PHQ-9 (Spitzer, Williams, Kroenke y colegas; Pfizer Inc.).",
    ),
    citation="own items; PHQ-9 item 9, LOINC 44260-8",
    spanish_source="our own; item 9 from the published PHQ-9",
    scored=False,
)
