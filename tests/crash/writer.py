"""Takes attendance and writes notes without a pause, and prints what was acknowledged, one JSON line each.

Whoever starts it gives DATABASE_URL; when the database is gone, it tries again until it is back.
"""

import argparse
import itertools
import json
import os
import time
import uuid
from collections.abc import Iterator


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lane", type=int, required=True, help="which session to write into")
    lane = parser.parse_args().lane
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.db import InterfaceError, OperationalError, connection

    acts = None
    while True:
        try:
            acts = acts or acts_of(lane)
            print(json.dumps(next(acts)), flush=True)
        except (OperationalError, InterfaceError):
            # not acknowledged: whether it was written is open, and nobody was told that it was
            connection.close()
            acts = None
            time.sleep(0.05)


def acts_of(lane: int) -> Iterator[dict[str, object]]:
    """Attendance and notes of one past session, again and again; each yielded once it is committed."""
    from django.utils import timezone

    from openiop.base.people.models import Staff
    from openiop.care.calendar.models import Session
    from openiop.care.encounters.actions import attendance, writing
    from openiop.care.encounters.models import Note

    by = Staff.objects.get(user__email="dana@harbor.example")
    past = Session.objects.filter(during__endswith__lt=timezone.now(), seats__is_live=True, notes__signed_at=None)
    session = past.exclude(notes=None).distinct().order_by("-during", "id")[lane]
    clients = [seat.client for seat in session.seats.filter(is_live=True).select_related("client")]
    notes = list(Note.objects.filter(session=session, signed_at=None).order_by("id")[:2])
    start = time.monotonic_ns()
    for number in itertools.count(start):
        for code in ("no_show", "present"):
            for client in clients[:3]:
                row = attendance.mark(by=by, session=session, client=client, code=code, key=uuid.uuid4().hex)
                yield {"kind": "presence", "id": str(row.pk)}
        for note in notes:
            writing.write_note(by=by, note=note, response=f"Drill {number}")
            yield {"kind": "note", "id": str(note.pk), "number": number}


if __name__ == "__main__":
    main()
