"""Load the list of stolen passwords that nobody may choose here: openiop passwords load FILE

FILE holds SHA-1 hashes in order, one a line, as Have I Been Pwned publishes them ("HASH:COUNT"); "-" reads standard
input. Only the first 8 bytes of each are kept, so a billion passwords take 8 GB in the data folder, and a look-up is 30
reads there. Nothing is ever asked over the network. Running servers use the new list from the next password on.
Without a list, Django's 20,000 common passwords are refused all the same. `openiop passwords show` says what is loaded.

--json prints {"file": path, "passwords": count}
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from openiop.doors.cli import ground
from openiop.doors.cli.progress import Progress
from openiop.doors.cli.refusal import Refusal

HELP = "load the list of stolen passwords that nobody may choose"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["load", "show"])
    parser.add_argument("file", nargs="?", metavar="FILE", help="hashes in order, or - for standard input")


def run(options: argparse.Namespace) -> int:
    if (options.act == "load") != (options.file is not None):
        raise Refusal("write: openiop passwords load FILE, or openiop passwords show")
    os.environ.setdefault("OPENIOP_HOME", str(ground.home()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    django.setup()
    from openiop.base.people import passwords

    target = Path(settings.BREACHED_PASSWORDS)
    if options.act == "load":
        try:
            count = passwords.load(lines(options.file), target)
        except passwords.BadList as error:
            raise Refusal(f"{options.file}: {error}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise Refusal(f"{options.file} cannot be read: {error}") from None
    else:
        count = target.stat().st_size // passwords.WIDTH if target.exists() else 0
    ground.answer(
        {"file": str(target), "passwords": count}, as_json=options.json, text=f"{count:,} stolen passwords in {target}"
    )
    return 0


def lines(name: str) -> Iterator[str]:
    """The lines of a file, with how far we are."""
    size = None if name == "-" else Path(name).stat().st_size
    source = nullcontext(sys.stdin) if name == "-" else Path(name).open(encoding="ascii")  # noqa: SIM115 - entered below
    with Progress("Loading", size) as progress, source as file:
        for line in file:
            progress.step(by=len(line))
            yield line
