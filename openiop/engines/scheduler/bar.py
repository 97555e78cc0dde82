"""What a person sees while a week is solved: a bar on a terminal, and the tiers in words."""

import shutil
import sys
from collections.abc import Sequence

from .plan import TIERS, Tier

NAMES = {"unmet": "unmet", "invalid_days": "invalid days", "changes": "people changed", "rest": "soft cost"}


class Bar:
    """Draws on standard error where a person watches; silent everywhere else."""

    def __init__(self, label: str) -> None:
        self.label, self._shown = label, sys.stderr.isatty()

    def draw(self, share: float, values: Sequence[int], bounds: Sequence[int]) -> None:
        """How far it is (0 to 1), each tier's value and what is proven of it."""
        if not self._shown:
            return
        filled = round(20 * min(max(share, 0.0), 1.0))
        told = ", ".join(
            f"{amount(unit, value)} {NAMES[name]}" + (f" (at least {amount(unit, bound)})" if bound else "")
            for (name, unit), value, bound in zip(TIERS, values, bounds, strict=True)
        )
        line = f"{self.label} [{'#' * filled}{'.' * (20 - filled)}] {share:4.0%} {told}"
        sys.stderr.write(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line empty."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def amount(unit: str, value: int) -> str:
    """A tier's value: minutes as hours, 2:30 h."""
    return f"{value // 60}:{value % 60:02} h" if unit == "minutes" else str(value)


def table(tiers: Sequence[Tier]) -> str:
    """Every tier with its value, its bound and its status, one a line."""
    rows = []
    for each in tiers:
        bound = "proven: it cannot be less" if each.status == "proven" else f"at least {amount(each.unit, each.bound)}"
        rows.append(f"{NAMES.get(each.name, each.name):15} {amount(each.unit, each.value):>10}   {bound}")
    return "\n".join(rows)
