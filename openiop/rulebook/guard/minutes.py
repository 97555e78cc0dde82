"""Do the minutes of the note agree with the ledger? The ledger is the program's one truth (BIL-3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import explain, gettext_noop
from .model import Finding, Note, Passage

FIELD = gettext_noop("The note says %(note)s minutes, the ledger %(ledger)s. Take the ledger’s, or correct attendance")
TEXT = gettext_noop("The text says %(note)s minutes, the ledger %(ledger)s. Correct the text, or attendance")

_NUMBERS = {
    word: value
    for value, many in {
        1: "one an a un una uno", 2: "two dos", 3: "three tres", 4: "four cuatro", 5: "five cinco", 6: "six seis",
        7: "seven siete", 8: "eight ocho", 9: "nine nueve", 10: "ten diez", 11: "eleven once", 12: "twelve doce",
        13: "thirteen trece", 14: "fourteen catorce", 15: "fifteen quince", 16: "sixteen dieciseis", 17: "seventeen",
        18: "eighteen dieciocho", 19: "nineteen", 20: "twenty veinte", 30: "thirty treinta", 40: "forty cuarenta",
        50: "fifty cincuenta", 60: "sixty sesenta", 70: "seventy setenta", 80: "eighty ochenta", 90: "ninety noventa",
        100: "hundred cien ciento",
    }.items()
    for word in many.split()
}  # fmt: skip
_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_SPELLED = rf"(?:{_WORD})(?:(?:[\s-]+(?:and\s+|y\s+)?)(?:{_WORD})){{0,5}}"
_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{_SPELLED})"
_MIN = r"(?:minutes?|minutos?|mins?\b|m\b)"
_HOUR = r"(?:(?:full|whole|entire|complete)\s+)?(?:hours?|hrs?\b|horas?|h\b)"
_HALF = r"(?:\s+and\s+(?:a\s+half|a\s+quarter|three\s+quarters)|\s+y\s+(?:media|cuarto))"
_SPAN = re.compile(
    rf"(?P<clock>\d{{1,2}})\s?h\s?(?P<past>[0-5]\d)\b|(?P<hourandhalf>hora\s+y\s+media)"
    rf"|(?P<hours>{_NUMBER})(?P<half1>{_HALF})?[\s-]*{_HOUR}(?P<half>{_HALF})?"
    rf"(?:(?:\s*,?\s*(?:and\s+|y\s+)?)(?P<rest>{_NUMBER})[\s-]*{_MIN})?"
    rf"|(?P<minutes>{_NUMBER})(?P<of>\s*(?:of|out\s+of|de|/)\s*(?:the\s+|los\s+|sus\s+)?(?P<whole>(?!(?:an?|un[ao]?)\b){_NUMBER}))?[\s-]*{_MIN}"
    rf"(?P<of2>\s*(?:of|out\s+of|de)\s+(?:the\s+|los\s+|a\s+)?(?:full\s+)?(?P<whole2>(?!(?:an?|un[ao]?)\b){_NUMBER})[\s-]*(?:{_MIN})?)?"
    rf"|(?P<halfhour>half\s+an\s+hour|media\s+hora)",
    re.IGNORECASE,
)
# What comes before a number that says how long this person was in the session.
_CLAIM = re.compile(
    r"\b(?:attend(?:ed|ance|s|ing)?|present|participated|stayed|remained|in\s+(?:group|session|attendance)|was\s+(?:here|there)"
    r"|were\s+(?:here|there)|completed|received|minutes\s+attended|total\s+time|time\s+in\s+(?:group|session)|duration|"
    r"credited|counted|billed|took\s+part|joined|engaged|sat\s+(?:in|through)|asisti[oó]|asistencia|estuvo|permaneci[oó]|"
    r"particip[oó]|se\s+qued[oó]|complet[oó]|presente|recibi[oó]|se\s+le\s+cuentan|duraci[oó]n)\b[^.!?\n;]{0,60}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s*(?:of\s+(?:the\s+)?(?:group|session|treatment|therapy|services?|programming|class|individual|family|counseling)\b"
    r"|in\s+(?:group|session|attendance)|(?:were\s+|was\s+)?(?:attended|present|counted|credited)|de\s+(?:grupo|sesi[oó]n|terapia))",
    re.IGNORECASE,
)
# What makes it something else: an exercise, how late, how long a craving lasts, every day.
_ELSE = re.compile(
    r"\b(?:late|early|after|before(?!\s+(?:leaving|he|she|they|going))|into|tarde|antes|temprano|retraso|ago|daily|each|every|per|a\s+day|walk\w*|meditat\w*|"
    r"sleep\w*|slept|craving\w*|urge\w*|lasted|lasting|drive|drove|run|ran|exercis\w*|within|between|breath\w*|wait\w*|missed|"
    r"break|call\w*|phone|drink\w*|sober|work(?:ed|s|ing)?|mindfulness|journal\w*|read(?:ing)?|practi[cs]\w*|timer|stepped|"
    r"away|absent|out\s+of\s+the\s+room|faltaron|perdi[oó]|cada|diari\w*|camin\w*|home|homework|shift|meetings?)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"^(?:[\s-]*(?:long\s+)?(?:group|session|class|meeting|program|block|visit|appointment|sesi[oó]n))", re.I
)
_FULL = re.compile(
    r"\b(?:full|entire|whole|all|complete|all\s+of\s+the|completos?|todos?\s+los|enter[oa]s?)\s*$", re.IGNORECASE
)
_PART = re.compile(r"\b(?:first|last|next|past|other|extra|another|primer[oa]s?|[uú]ltim[oa]s?)\s*$", re.IGNORECASE)
_KIND = re.compile(r"(?:minute|hour)$", re.IGNORECASE)  # "a 20 minute role play"
_LISTED = re.compile(
    r"\b(?:minutes|minutos)(?:\s+(?:attended|present|counted|asistidos|de\s+asistencia))?\s*[:=]\s*(\d+)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"|«[^»\n]{0,400}»")
_CLAUSE = re.compile(r"[.!?;\n](?!\d)|,\s|\b(?:and|but|then|y|pero|luego|while|mientras)\b|[()]", re.IGNORECASE)


def minutes_wrong(note: Note) -> list[Finding]:
    """The minutes of the field, and those in the text, that the ledger contradicts."""
    ledger, found = note.minutes_ledger, []
    if ledger is None:
        return []
    code = "minutes-mismatch"
    if note.minutes_note is not None and note.minutes_note != ledger:
        found.append(Finding(code, "block", None, explain(code, FIELD, note=note.minutes_note, ledger=ledger)))
    for where, minutes in claimed(note.text):
        if minutes != ledger:
            found.append(Finding(code, "block", where, explain(code, TEXT, note=minutes, ledger=ledger)))
    return found


def claimed(text: str) -> Iterator[tuple[Passage, int]]:
    """Every passage that says how many minutes this person was in the session."""
    for listed in _LISTED.finditer(text):
        yield listed.span(1), int(listed.group(1))
    text = _QUOTED.sub(lambda quoted: "“" + " " * (len(quoted.group()) - 2) + "”", text)
    for hit in _SPAN.finditer(text):
        if hit.start() and (text[hit.start() - 1].isalnum() or text[hit.start() - 1] in ":.,-–"):
            continue
        minutes = _minutes(hit)
        if minutes is None:
            continue
        before, after = text[max(0, hit.start() - 110) : hit.start()], text[hit.end() : hit.end() + 60]
        if _says_attendance(hit, before, after):
            yield (hit.start(), hit.end()), minutes


def _says_attendance(hit: re.Match[str], before: str, after: str) -> bool:
    clause = _CLAUSE.split(before)[-1]
    rest = _CLAUSE.split(after)[0]
    of = hit.group("of") or hit.group("of2")
    if of:
        return not _ELSE.search(clause) and not re.search(r"\b(?:late|early|tarde|missed)\b", rest, re.IGNORECASE)
    if _ELSE.search(clause) or _ELSE.search(rest[:40]) or _PART.search(before):
        return False
    full = _FULL.search(before) is not None
    if _LENGTH.match(after) and not full:
        return False  # "the 90-minute group": how long the group was
    if _KIND.search(hit.group()) and not full and _minutes(hit) != 60:
        return False
    if _AFTER.match(after):
        return (
            bool(_CLAIM.search(clause))
            or full
            or not clause.strip()
            or bool(re.match(r"^\s*(?:of|de)\s", after) and full)
        )
    return bool(_CLAIM.search(clause)) or (full and bool(_CLAIM.search(before)))


def _minutes(hit: re.Match[str]) -> int | None:
    if hit.group("halfhour"):
        return 30
    if hit.group("hourandhalf"):
        return 90
    if hit.group("clock"):
        return 60 * int(hit.group("clock")) + int(hit.group("past"))
    if hit.group("minutes"):
        value = _value(hit.group("minutes"))
        return None if value is None else round(value)
    hours = _value(hit.group("hours"))
    if hours is None:
        return None
    half = f"{hit.group('half') or ''}{hit.group('half1') or ''}".lower()
    extra = 30 if "half" in half or "media" in half else 45 if "three" in half else 15 if half else 0
    rest = _value(hit.group("rest")) if hit.group("rest") else 0.0
    return None if rest is None else round(hours * 60 + extra + rest)


def _value(text: str) -> float | None:
    """The number that a figure or words stand for; None for words that make none."""
    text = text.lower().replace(",", ".")
    if text[0].isdigit():
        return float(text)
    total = 0.0
    for word in re.findall(r"[a-z]+", text):
        if word in {"and", "y"}:
            continue
        value = _NUMBERS.get(word)
        if value is None:
            return None
        total = (total or 1) * 100 if word in {"hundred"} else total + value
    return total or None
