"""Change the keys of sealed columns: openiop keys rotate. Killed at any moment and run again, it does the rest.

Every organisation gets a new key and every client in it a new data key; sealed texts are sealed anew. To change the
root itself, put the old one into OPENIOP_ROOT_KEY_BEFORE and the new one into OPENIOP_ROOT_KEY first.

--job only asks the job worker to do it. --json prints
{"organisations": [{"organisation": slug, "version": int, "owners": int, "finished": bool}], "queued": bool}
"""

import argparse

from openiop.doors.cli import ground
from openiop.doors.cli.progress import Progress
from openiop.doors.cli.refusal import Refusal

HELP = "change the keys of sealed columns"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["rotate"], help="what to do")
    parser.add_argument("--organisation", metavar="SLUG", help="one organisation only (default: all)")
    parser.add_argument("--job", action="store_true", help="let the job worker do it")


def run(options: argparse.Namespace) -> int:
    ground.django_up("app")
    from openiop.base.audit.actions import System
    from openiop.base.programs.models import Organisation
    from openiop.base.sealed.actions import rotate
    from openiop.base.sealed.cipher import Unopenable
    from openiop.base.sealed.tasks import rotate_keys

    chosen = Organisation.objects.order_by("slug")
    if options.organisation:
        chosen = chosen.filter(slug=options.organisation)
        if not chosen.exists():
            raise Refusal(f"there is no organisation {options.organisation!r}")
    lines = []
    for each in chosen:
        if options.job:
            rotate_keys.defer(organisation_id=str(each.pk))
            lines.append({"organisation": each.slug, "version": None, "owners": None, "finished": False})
            continue
        with Progress(f"Keys of {each.slug}", 0) as progress:

            def step(done: int, total: int, progress: Progress = progress) -> None:
                progress.total = total
                progress.step()

            try:
                done = rotate(by=System("openiop keys rotate", each.pk), organisation_id=each.pk, on_step=step)
            except (Unopenable, ValueError) as error:
                raise Refusal(f"{each.slug}: {error}") from None
        finished = done.finished_at is not None
        lines.append(
            {"organisation": each.slug, "version": done.to_version, "owners": done.total, "finished": finished}
        )
    text = "\n".join(
        f"{line['organisation']}: queued" if options.job else
        f"{line['organisation']}: key version {line['version']}, {line['owners']} owners"
        for line in lines
    )  # fmt: skip
    ground.answer({"organisations": lines, "queued": options.job}, as_json=options.json, text=text or "no organisation")
    return 0 if options.job or all(line["finished"] for line in lines) else 1
