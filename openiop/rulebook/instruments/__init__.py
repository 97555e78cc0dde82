"""Instruments a program asks, and their scores. See ../README.md."""

from .model import Alert, Band, Change, Instrument, Item, Option, Score, Words
from .scoring import get, known, reliable_change, score

__all__ = [
    "Alert",
    "Band",
    "Change",
    "Instrument",
    "Item",
    "Option",
    "Score",
    "Words",
    "get",
    "known",
    "reliable_change",
    "score",
]
