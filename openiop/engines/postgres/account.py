"""Under which account of the operating system the database runs.

PostgreSQL refuses to run as root, and it should. Started by root, the server runs as the owner of the data
folder if that is somebody else, or as a service account. That account may not see what root sees, so this
file also answers "can this account get there?".
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openiop.engines.postgres.errors import DatabaseError

SERVICE_ACCOUNTS = ("openiop", "postgres")


@dataclass(frozen=True)
class Account:
    """An operating-system account, and whether reaching it means dropping from root."""

    name: str
    uid: int
    gid: int
    dropped: bool

    def popen_options(self) -> dict[str, Any]:
        """Options for `subprocess` that run a command as this account, in a clean environment."""
        kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH", "TZDIR") if key in os.environ}
        options: dict[str, Any] = {"env": {**kept, "LC_ALL": "C"}, "cwd": "/"}
        if self.dropped:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def can(self, test: str, path: Path) -> bool:
        """Whether the account may do `test` ("-x" enter or run, "-w" write) with `path`: the kernel says."""
        command = ["/bin/sh", "-c", f'test {test} "$0"', str(path)]
        return subprocess.run(command, **self.popen_options(), check=False).returncode == 0  # noqa: S603

    def make_private(self, folder: Path) -> None:
        """Create `folder` for this account alone (0700), or make it so."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.dropped:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def account_for(home: Path) -> Account:
    """The account that runs the database of `home`: oneself, or for root the owner or a service account."""
    if os.geteuid() != 0:
        return _account(os.geteuid(), dropped=False)
    owner = home.stat().st_uid
    if owner != 0:
        return _account(owner, dropped=True)
    for name in SERVICE_ACCOUNTS:
        if (found := _find(name)) is not None:
            return found
    return _create_service_account() or _nobody()


def _account(uid: int, *, dropped: bool) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise DatabaseError(
            f"user id {uid} has no entry in the user database, which PostgreSQL needs; "
            "add one (useradd) or set DATABASE_URL to a server of your own"
        ) from None
    gid = entry.pw_gid if dropped else os.getegid()
    return Account(entry.pw_name, uid, gid, dropped)


def _find(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid, dropped=True)


def _create_service_account() -> Account | None:
    useradd = shutil.which("useradd")
    if useradd is None:
        return None
    name = SERVICE_ACCOUNTS[0]
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    return _find(name)


def _nobody() -> Account:
    if (nobody := _find("nobody")) is None:
        raise DatabaseError(
            "PostgreSQL must not run as root and this system has no service account; "
            "run openiop as a normal user, or create the user 'openiop'"
        )
    return nobody
