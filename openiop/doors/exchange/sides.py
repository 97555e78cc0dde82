"""The incoming person and those it may be, side by side: one line a fact, and whether it agrees."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from openiop.rulebook.matching import fold

FACTS = (
    ("name", _("Name")),
    ("other_names", _("Also called")),
    ("birth_date", _("Born")),
    ("sex", _("Sex")),
    ("phone", _("Phone")),
    ("email", _("Email")),
    ("address", _("Address")),
    ("numbers", _("Numbers elsewhere")),
)
SEX = {"female": _("Female"), "male": _("Male"), "other": _("Other")}


@dataclass(frozen=True)
class Cell:
    """One fact about one candidate; `agrees` is None where either side does not know."""

    text: str
    agrees: bool | None


@dataclass(frozen=True)
class Line:
    label: Any
    incoming: str
    cells: tuple[Cell, ...]


def side_by_side(incoming: dict[str, str], candidates: list[Any]) -> list[Line]:
    """The facts that at least one side knows. `candidates` are clients with their identifiers at hand."""
    known = [_facts(client) for client in candidates]
    lines = []
    for key, label in FACTS:
        said = incoming.get(key, "")
        if said or any(facts[key] for facts in known):
            cells = tuple(Cell(_shown(key, facts[key]), _agrees(key, said, facts[key])) for facts in known)
            lines.append(Line(label, _shown(key, said), cells))
    return lines


def _facts(client: Any) -> dict[str, str]:
    street = [client.line1, client.city, client.state, client.postal_code]
    return {
        "name": client.legal_name,
        "other_names": client.chosen_name,
        "birth_date": client.birth_date.isoformat() if client.birth_date else "",
        "sex": "" if client.sex == "unknown" else client.sex,
        "phone": client.phone,
        "email": client.email,
        "address": ", ".join(filter(None, street)),
        "numbers": ", ".join(sorted({number.value for number in client.identifiers.all()})),
    }


def _agrees(key: str, one: str, other: str) -> bool | None:
    """People move, and have several names and numbers: there only what is the same tells something."""
    if not one or not other:
        return None
    if key in ("numbers", "other_names"):
        return True if set(one.split(", ")) & set(other.split(", ")) else None
    if key in ("address", "phone"):
        return True if fold(one) == fold(other) else None
    return fold(one) == fold(other)


def _shown(key: str, text: str) -> str:
    return str(SEX.get(text, text)) if key == "sex" else text
