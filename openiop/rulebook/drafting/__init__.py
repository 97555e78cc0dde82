"""One person's note, put into words from what was tapped in the session (rules.md §4.2).

Says only what was tapped, in the past tense, about one person, without a verdict. Deterministic for its seed: the
same taps and seed give the same words, so that a draft can be made again and compared. Two drafts of the same taps
differ in words, order and shape (NOTE-2); `used` and `avoid` keep a group's notes, and a person's last ones, apart.
"""

from .composing import compose
from .heard import Drafted, Heard

__all__ = ["Drafted", "Heard", "compose"]
