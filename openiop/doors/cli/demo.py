"""Run a believable program on this machine: serve, filled with demo people if the database is empty.

--json prints, once the first page answers, one object on one line:
{"address": str, "pid": int, "home": str, "sign_ins": [{"who": str, "email": str, "password": str}]}
"""

import argparse
import os
from typing import Any

from openiop.doors.cli import ground, serve
from openiop.doors.cli.refusal import Refusal

HELP = "run a believable program on this machine"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve.add_arguments(parser)
    parser.set_defaults(port=None)


def run(options: argparse.Namespace) -> int:
    os.environ["OPENIOP_DEMO"] = "1"
    seeded: dict[str, Any] = {}
    if options.port is None:
        options.port = free_port(options.host)

    def prepare() -> None:
        try:  # most days the tables are there, and one look is enough
            seeded.update(serve.run_verb("seed"))
        except Refusal as refusal:
            if "openiop migrate" not in str(refusal):
                raise
            ground.say("making the tables and the demo program")
            serve.bring_up_to_date()
            seeded.update(serve.run_verb("seed"))

    def tell(address: str) -> None:
        sign_ins = seeded["sign_ins"]
        data = {"address": address, "pid": os.getpid(), "home": str(ground.home()), "sign_ins": sign_ins}
        ground.answer(data, as_json=options.json, text=page_of(address, sign_ins), indent=None)

    return serve.serve(options, prepare=prepare, tell=tell)


def free_port(host: str) -> int:
    """The first free port from 8000 on."""
    return next((port for port in range(8000, 8100) if serve.port_fault(host, port) is None), 8000)


def page_of(address: str, sign_ins: list[dict[str, str]]) -> str:
    who = max((len(one["who"]) for one in sign_ins), default=0)
    email = max((len(one["email"]) for one in sign_ins), default=0)
    lines = [f"  {one['who']:{who}}  {one['email']:{email}}  {one['password']}" for one in sign_ins]
    return "\n".join(["", f"OpenIOP is ready: {address}", "", *lines, "", "Ctrl+C ends it."])
