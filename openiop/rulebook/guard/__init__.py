"""The signing guard: is this note about this person, this hour, and nobody else? (rules.md §4.2, NOTE-2, NOTE-4)

Pure: no database, no clock. `check(Note) -> tuple[Finding, ...]`; `read` makes a Note of JSON; `similarity` is its
measure of two texts. What it decides about names is explained in `naming.py`, about repetition in `cloning.py`.
"""

from .checking import check
from .cloning import similarity
from .model import CODES, Finding, Note
from .reading import Unreadable, read

__all__ = ["CODES", "Finding", "Note", "Unreadable", "check", "read", "similarity"]
