"""The table of one size: what is asked, what is reached (the median over the seeds), whether it is enough."""

import statistics
from collections.abc import Callable, Iterator

from bench.schedule.asking import Row

SECONDS = {40: 10, 100: 60, 200: 60, 500: 300}
ABOVE = {40: 0.0, 100: 0.0, 200: 0.003, 500: 0.005}  # share of the prescribed minutes above the bound
WIDTHS = (44, 22, 42)
NO_AIM = "-"


def show(clients: int, rows: list[Row], asked: int) -> None:
    """Prints it. `asked`: how many seeds there should have been."""
    left = f" of {asked}" if len(rows) < asked else ""
    print(f"\n{clients} clients, medians of {len(rows)}{left} seeds")
    print(_line("", "aim", "reached", ""))
    for what, aim, reached, good in lines(clients, rows):
        print(_line(what, aim, reached, "" if good is None else "yes" if good else "no"))
    print(flush=True)


def _line(*cells: str) -> str:
    return ("  " + "".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)) + cells[-1]).rstrip()


def lines(clients: int, rows: list[Row]) -> Iterator[tuple[str, str, str, bool | None]]:
    """What, aim, reached, whether that is enough (None: no aim)."""

    def mid(name: str | Callable[[Row], float]) -> float:
        return statistics.median(row[name] if isinstance(name, str) else name(row) for row in rows)

    above = mid(lambda row: (row["unmet"] - row["unmet_bound"]) / row["prescribed"])
    aim = ABOVE.get(clients)
    yield (
        "unmet minutes above the proven bound",
        NO_AIM if aim is None else f"{aim:.1%} of the dose" if aim else "0",
        f"{mid('unmet'):.0f}, bound {mid('unmet_bound'):.0f}: {above:.2%} of {mid('prescribed'):.0f}",
        None if aim is None else above <= aim,
    )
    for name, what, most in (("invalid_days", "invalid days", 0.05), ("rest", "the rest (points)", 0.10)):
        gap = mid(lambda row, name=name: _gap(row[name], row[f"{name}_bound"]))
        value = f"{mid(name):.0f}, bound {mid(name + '_bound'):.0f}: {gap:.0%}"
        wanted = f"within {most:.0%} of bound" if clients <= 40 else NO_AIM
        yield what, wanted, value, gap <= most if clients <= 40 else None
    limit = SECONDS.get(clients)
    cost = f"{mid('wall'):.0f} s, {mid('cpu'):.0f} CPU-s, {mid('yardsticks'):.0f} yardsticks"
    yield "time to solve", f"{limit} s" if limit else NO_AIM, cost, mid("wall") <= limit if limit else None
    large = clients >= 500
    yield "memory", "2 GB" if large else NO_AIM, f"{mid('rss_mb'):.0f} MB", mid("rss_mb") <= 2048 if large else None
    broken = sum(not row["sound"] for row in rows)
    yield "plans that verify passes", "all", f"{len(rows) - broken} of {len(rows)}", not broken
    if "place_p95" in rows[0]:
        placed = 1000 * mid("place_p95")
        yield "place somebody new, p95", "150 ms", f"{placed:.0f} CPU-ms", placed <= 150
    for event, what in (("ill", "repair: clinician ill"), ("room", "repair: room closed"), ("job", "repair: new job")):
        if event in rows[0]:
            yield what, "5 s", f"{mid(event):.1f} CPU-s at most", mid(event) <= 5
            kept, lost = mid(f"{event}_kept"), mid(f"{event}_avoidable")
            yield "  other assignments kept", "95 %", f"{kept:.1%} at least", kept >= 0.95
            yield "  minutes lost that could be avoided", "0", f"{lost:.0f} at most", lost == 0
    if "explain" in rows[0]:
        yield "explain one client", "2 s", f"{mid('explain'):.2f} CPU-s at most", mid("explain") <= 2
    if "told_free" in rows[0]:
        yield "three weeks on: people told", NO_AIM, f"{mid('told_free'):.0f} at most", None
        yield "  and assignments kept", NO_AIM, f"{mid('stays_free'):.1%} at least", None
        yield "three weeks, ten moved at most: told", NO_AIM, f"{mid('told_ten'):.0f} at most", None
        yield "  and assignments kept", NO_AIM, f"{mid('stays_ten'):.1%} at least", None
    yield from against(rows)


def _gap(value: float, bound: float) -> float:
    """How far above the bound, as a share of it; without one it is all above."""
    return (value - bound) / bound if bound else float(value > 0)


def against(rows: list[Row]) -> Iterator[tuple[str, str, str, bool | None]]:
    """Each peer: its avoidable unmet minutes beside the engine's, and its time to be as good."""
    for peer in dict.fromkeys(peer for row in rows for peer in row["peers"]):
        pairs = [(row, row["peers"][peer]) for row in rows if peer in row["peers"]]
        cpu = statistics.median(each["cpu"] for _, each in pairs)
        plans = [(row, each) for row, each in pairs if each["unmet"] is not None]
        if not plans:
            yield f"{peer}: unmet minutes", "", f"no plan in {cpu:.0f} CPU-s ({pairs[0][1]['said']})", None
            continue
        ours = statistics.median(row["unmet"] - row["unmet_bound"] for row, _ in plans)
        theirs = statistics.median(each["unmet"] - row["unmet_bound"] for row, each in plans)
        if peer == "first-fit":
            share = ours / theirs if theirs else 0.0
            yield "avoidable unmet, of first fit's", "0.05", f"{share:.3f} ({ours:.0f} of {theirs:.0f})", share <= 0.05
            continue
        yield f"{peer}: avoidable unmet minutes", "", f"{theirs:.0f} in {cpu:.0f} CPU-s (ours {ours:.0f})", None
        if peer == "monolith":
            ratios = [row["cpu_reached"] / (each["reached"] or each["cpu"]) for row, each in plans]
            never = sum(not each["reached"] for _, each in plans)
            told = ("below " if 2 * never > len(plans) else "") + f"{statistics.median(ratios):.3f}"
            told += f"; never in {never} of {len(plans)}" if never else ""
            yield "time to its first tier, of the monolith's", "0.1", told, statistics.median(ratios) <= 0.1
