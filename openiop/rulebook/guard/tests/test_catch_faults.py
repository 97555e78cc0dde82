"""The guard's two figures: every seeded fault found, honest notes let through."""

from __future__ import annotations

import json
import time

from openiop.rulebook import guard
from openiop.rulebook.guard.tests import faults

MANY = 500


def codes(note: dict[str, object]) -> set[str]:
    return {each.code for each in guard.check(guard.read(json.dumps(note)))}


def test_every_seeded_fault_of_500_is_caught() -> None:
    missed = []
    for seed in range(MANY):
        code, note = faults.faulty(seed)
        if code not in codes(note):
            missed.append((seed, code, note["text"]))
    assert missed == []


def test_of_500_honest_notes_at_most_one_percent_is_refused() -> None:
    refused = []
    for seed in range(MANY):
        note = faults.clean(seed)
        if found := guard.check(guard.read(json.dumps(note))):
            refused.append((seed, [(each.code, each.severity, each.where) for each in found], note["text"]))
    assert len(refused) <= MANY // 100, refused


def test_500_notes_take_seconds() -> None:
    notes = [json.dumps(faults.clean(seed)) for seed in range(MANY)]
    began = time.process_time()  # of the processor: what else this machine does is not the guard's
    for each in notes:
        guard.check(guard.read(each))
    assert time.process_time() - began < 10
