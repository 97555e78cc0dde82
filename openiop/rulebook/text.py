"""Sentences that a decision gives as its reason, in a form that can be translated and stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

type Param = str | int | Explanation


def gettext_noop(text: str) -> str:
    """Mark `text` for extraction by makemessages, which finds the literal by this function's name."""
    return text


@dataclass(frozen=True, slots=True)
class Explanation:
    """One reason: a stable code for programs, and a sentence for people.

    message: English message id with %(name)s placeholders. Without params it is taken as it stands.
    params:  values of the placeholders. A nested Explanation is put into words in the same language.
    """

    code: str
    message: str
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)

    def en(self) -> str:
        """Return the English sentence."""
        return self.translated(lambda message: message)

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in the language of `gettext`."""
        message = gettext(self.message)
        if not self.params:
            return message
        return message % {
            name: value.translated(gettext) if isinstance(value, Explanation) else value
            for name, value in self.params.items()
        }

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON-ready form: {"code", "message", "params"}, nested explanations alike."""
        return {
            "code": self.code,
            "message": self.message,
            "params": {
                name: value.as_dict() if isinstance(value, Explanation) else value
                for name, value in self.params.items()
            },
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Explanation:
        """Return the explanation that `as_dict` wrote."""
        return cls(
            stored["code"],
            stored["message"],
            {
                name: cls.from_dict(value) if isinstance(value, Mapping) else value
                for name, value in stored.get("params", {}).items()
            },
        )


def explain(code: str, message: str, **params: Param) -> Explanation:
    """Return Explanation(code, message, params)."""
    return Explanation(code, message, params)


def label(text: str) -> Explanation:
    """Wrap a label (a message id) so that it is translated when it stands inside a sentence."""
    return Explanation("label", text)


def hours(minutes: int) -> str:
    """Return minutes as a reader says them: 15 -> "15 min", 180 -> "3 h", 165 -> "2 h 45 min"."""
    if minutes < 0:
        return f"-{hours(-minutes)}"
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest} min" if rest else f"{whole} h"
