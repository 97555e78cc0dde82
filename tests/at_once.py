"""Several people act at the same moment, each in a thread and a database connection of their own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Starts all at once; what each returned, or the exception it met. Needs `committed_db`."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(20)
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
