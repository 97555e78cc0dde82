"""Passwords as NIST SP 800-63B-4 §3.1.1 wants them: long, any characters, none that attackers already know.

Length is Django's MinimumLengthValidator (15). Here: one spelling of the same characters (NFKC), no password over 1,000
characters (none is ever shortened), none that only repeats a short piece or walks along the keyboard, and none from the
breached list, which is looked up on this machine and never over the network.

Two lists are asked: Django's 20,000 common passwords, always; and, where the operator loaded one with
`openiop passwords load`, every password that is known to have leaked (Have I Been Pwned publishes them as SHA-1).
"""

import hashlib
import mmap
import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WIDTH = 8  # bytes kept of each SHA-1: with a billion passwords, one in 18 billion unknown ones is refused by mistake
LONGEST = 1000
WALKS = ("abcdefghijklmnopqrstuvwxyz", "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop")


def one_spelling(raw: str) -> str:
    """The same characters typed on another keyboard are the same password (NFKC, 800-63B-4 §3.1.1.2)."""
    return unicodedata.normalize("NFKC", raw)


class BadList(ValueError):
    """The file is not a list of SHA-1 hashes in order; the message names the line."""


def load(lines: Iterable[str], target: Path) -> int:
    """Writes the hashes of `lines` ("HASH" or "HASH:COUNT", in order) to `target`, all or nothing; how many there were.

    Raises BadList naming the first line that is no SHA-1 or out of order.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    halfway = target.with_name(f"{target.name}.{os.getpid()}.new")
    count = 0
    try:
        with halfway.open("wb") as file:
            for piece in _pieces(lines):
                file.write(piece)
                count += 1
        if not count:
            raise BadList(_("The list is empty."))
        halfway.replace(target)
    finally:
        halfway.unlink(missing_ok=True)
    return count


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    before = b""
    for number, line in enumerate(lines, 1):
        if not (text := line.strip()):
            continue
        try:
            whole = bytes.fromhex(text.partition(":")[0])
        except ValueError:
            whole = b""
        if len(whole) != 20:
            raise BadList(_("Line %(number)d is not a SHA-1 hash of 40 hexadecimal digits.") % {"number": number})
        if whole < before:
            raise BadList(
                _("Line %(number)d is out of order. Load the edition that is ordered by hash.") % {"number": number}
            )
        before = whole
        yield whole[:WIDTH]


def is_known(raw: str, path: Path) -> bool:
    """Whether the password stands in the loaded list, by binary search in the file; False where none was loaded."""
    wanted = hashlib.sha1(raw.encode(), usedforsecurity=False).digest()[:WIDTH]
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as kept:
            low, high = 0, len(kept) // WIDTH
            while low < high:
                middle = (low + high) // 2
                found = kept[middle * WIDTH : (middle + 1) * WIDTH]
                if found == wanted:
                    return True
                if found < wanted:
                    low = middle + 1
                else:
                    high = middle
    except (FileNotFoundError, ValueError):  # nothing was loaded; an empty file cannot be mapped
        return False
    return False


def is_one_piece(raw: str) -> bool:
    """Whether a password only repeats a piece of at most half its length, or walks along the keyboard."""
    text = raw.casefold()
    if len(text) > 1 and text in (text + text)[1:-1]:
        return True
    letters = "".join(letter for letter in text if letter.isalnum())
    return any(letters and letters in row * 8 for walk in WALKS for row in (walk, walk[::-1]))


class BreachedValidator:
    """Refuses what attackers try first."""

    def validate(self, password: str, user: Any = None) -> None:
        for spelling in {password, one_spelling(password)}:
            if is_known(spelling, Path(settings.BREACHED_PASSWORDS)):
                raise ValidationError(
                    _("This password stands on a list of stolen ones, so others will try it. Choose different words."),
                    code="password_breached",
                )

    def get_help_text(self) -> str:
        return _("It must not be one that was stolen somewhere before.")


class PieceValidator:
    """Refuses length without content."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_one_piece(password):
            raise ValidationError(
                _("This repeats one piece, or follows the keyboard. Four or five different words are much harder."),
                code="password_one_piece",
            )

    def get_help_text(self) -> str:
        return _("Four or five words that you can remember are good.")


class LongestValidator:
    """Nothing is ever shortened, so there has to be an end."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(
                ngettext(
                    "A password may have %(count)d character at most.",
                    "A password may have %(count)d characters at most.",
                    LONGEST,
                )
                % {"count": LONGEST},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return ""
