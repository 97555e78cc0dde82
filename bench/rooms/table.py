"""The soak's table: target beside reached."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Row:
    """One line. `is_met` None: a figure without a target."""

    what: str
    target: str
    reached: str
    is_met: bool | None = None
    part: str = ""

    def of(self, part: str) -> "Row":
        return replace(self, part=part)


def seconds(found: Sequence[float]) -> str:
    """ "median 1.2 s (0.9 to 3.1, 5 times)" """
    if not found:
        return "never"
    if len(found) == 1:
        return f"{found[0]:.1f} s"
    return f"median {statistics.median(found):.1f} s ({min(found):.1f} to {max(found):.1f}, {len(found)} times)"


def table(rows: Iterable[Row]) -> str:
    lines = [("part", "what", "target", "reached", "")]
    for row in rows:
        met = "" if row.is_met is None else "yes" if row.is_met else "NO"
        lines.append((row.part, row.what, row.target, row.reached, met))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    lines.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]
    return "\n".join(" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
