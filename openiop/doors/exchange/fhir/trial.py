"""Reads an uploaded file once in a process that can be lost: little memory, little time, no secrets, no database.

Only a file that came through is read by the web server itself. Whatever a file does to a parser, it does it there.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from openiop.doors.exchange.fhir.defect import Defect
from openiop.doors.exchange.fhir.unpack import GZIP_MAGIC, MIB, Limits

MEMORY = 1536 * MIB  # address space; the interpreter itself takes some 100 MiB of it
SECONDS = 30  # of processor time; on the clock twice as long
SMALL = 1 * MIB  # a file that is neither compressed nor larger is read where it is
PROJECT = Path(__file__).resolve().parents[4]
TOO_MUCH = "needs more memory or time to be read than a record does; give the records in several files"


def try_out(name: str, raw: bytes, limits: Limits, *, memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Raises `Defect` where the file is refused, or where it cannot be read within `memory` bytes and `seconds`."""
    if len(raw) <= SMALL and not raw.startswith(GZIP_MAGIC):
        return
    head = {"name": name, "limits": [limits.content, limits.depth, limits.resources, limits.values]}
    head |= {"memory": memory, "seconds": seconds}
    command = [sys.executable, "-B", "-m", "openiop.doors.exchange.fhir.trial"]
    told = json.dumps(head).encode() + b"\n" + raw
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the name of the file goes in by standard input
            command, input=told, capture_output=True, timeout=2 * seconds, env={"PYTHONPATH": str(PROJECT)}, check=False
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    if answer is None:
        raise Defect("", TOO_MUCH)
    if answer:
        raise Defect(answer["where"], answer["problem"])


def main() -> int:
    """The process that can be lost: the question and the file on standard input, the answer on standard output."""
    head = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_CPU, (head["seconds"], head["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (head["memory"], head["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        from openiop.doors.exchange.fhir.read import read_bytes

        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))  # nothing more is opened, and nobody is called
        read_bytes(head["name"], sys.stdin.buffer.read(), Limits(*head["limits"]))
    except Defect as defect:
        answer = {"where": defect.where, "problem": defect.problem}
    except (MemoryError, RecursionError):
        return 1
    else:
        answer = {}
    os.write(1, json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    code = main()
    os._exit(code)  # no time is spent on tidying up what is thrown away
