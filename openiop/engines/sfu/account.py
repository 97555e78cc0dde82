"""Under which account of the operating system the router and the relay run: never root, never the database's.

They parse what strangers send, in C. Started by root they get an account of their own, which owns nothing but their
folder; started by anybody else they run as that person.
"""

import os
import pwd
import shutil
import subprocess

from ..postgres.account import Account
from .errors import VideoError

SERVICE_ACCOUNT = "openiop-video"


def account_for_router() -> Account:
    """Oneself, or for root the service account, which is made if need be, or nobody."""
    if os.geteuid() != 0:
        try:
            name = pwd.getpwuid(os.geteuid()).pw_name
        except KeyError:
            name = str(os.geteuid())
        return Account(name, os.geteuid(), os.getegid(), dropped=False)
    found = _find(SERVICE_ACCOUNT) or _create() or _find("nobody")
    if found is None:
        raise VideoError(f"the video router must not run as root; create the user '{SERVICE_ACCOUNT}'")
    return found


def _find(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid, dropped=True)


def _create() -> Account | None:
    useradd = shutil.which("useradd")
    if useradd is None:
        return None
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVICE_ACCOUNT]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    return _find(SERVICE_ACCOUNT)
