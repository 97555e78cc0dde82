"""Which video router this installation has, and why.

In this order: an external Janus (`OPENIOP_SFU_URL`), the programs `janus` and `turnserver` of this machine, run by
OpenIOP, else a mesh: pages connect to each other, four at most, which is said on them. `OPENIOP_SFU_MODE` (auto,
external, janus, mesh, none) insists on one of them. With none, sessions by video say that video is not installed, and
everything else works.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from .addresses import media_address
from .errors import VideoError

Kind = Literal["external", "janus", "mesh", "none"]
MODES = ("auto", "external", "janus", "mesh", "none")
MESH = 4
"""How many a mesh holds: each page sends its sound and picture to each of the others."""

EXTERNAL_NEEDS = ("OPENIOP_SFU_TOKEN_SECRET", "OPENIOP_SFU_ADMIN_KEY")
NEEDED_MODULES = ("plugins/libjanus_videoroom.so", "transports/libjanus_websockets.so", "events/libjanus_sampleevh.so")


@dataclass(frozen=True)
class Programs:
    """Where the programs of the router and of the relay are, and the folder of the router's modules."""

    janus: Path
    turnserver: Path
    modules: Path


@dataclass(frozen=True)
class Choice:
    """What carries pictures and sound here. `why` is a sentence for the operator; `url` only of an external router."""

    kind: Kind
    why: str
    url: str | None = None
    programs: Programs | None = None


def find(environment: Mapping[str, str] | None = None) -> Choice:
    """The router to use. Raises VideoError where the operator insists on one that is not here."""
    told = os.environ if environment is None else environment
    mode = told.get("OPENIOP_SFU_MODE", "auto")
    if mode not in MODES:
        raise VideoError(f"OPENIOP_SFU_MODE is {mode!r}; it may be {', '.join(MODES)}")
    if mode == "external" or (mode == "auto" and told.get("OPENIOP_SFU_URL")):
        return _external(told)
    if mode == "none":
        return Choice("none", "OPENIOP_SFU_MODE asks for no video here")
    small = f"pages connect to each other, {MESH} at most, and learn each other's network addresses"
    if mode == "mesh":
        return Choice("mesh", f"OPENIOP_SFU_MODE asks for it: {small}")
    programs, missing = _programs(told)
    if programs is not None:
        return Choice("janus", f"{programs.janus} and {programs.turnserver}, run by OpenIOP", programs=programs)
    if mode == "janus":
        raise VideoError(f"OPENIOP_SFU_MODE asks for janus, but {missing}; install Debian's janus and coturn")
    return Choice("mesh", f"{missing}: {small} (Debian's janus and coturn, or OPENIOP_SFU_URL, carry groups)")


def kind_here() -> Kind:
    """What carries it here; "none" also where the operator insists on what is not here."""
    try:
        return find().kind
    except VideoError:
        return "none"


def _external(told: Mapping[str, str]) -> Choice:
    url = told.get("OPENIOP_SFU_URL", "")
    where = urlsplit(url)
    if where.scheme not in ("ws", "wss") or not where.hostname:
        raise VideoError(f"OPENIOP_SFU_URL is {url!r}; write it as wss://router.example:8989/")
    if where.scheme == "ws" and where.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise VideoError("OPENIOP_SFU_URL would carry secrets in clear over a network; use wss://")
    if absent := [name for name in EXTERNAL_NEEDS if not told.get(name)]:
        raise VideoError(
            f"OPENIOP_SFU_URL needs {' and '.join(absent)}, too: as the router's own configuration has them"
        )
    return Choice("external", f"OPENIOP_SFU_URL names a router at {where.hostname}", url=url)


def _programs(told: Mapping[str, str]) -> tuple[Programs | None, str]:
    """The programs of this machine, or None and what is missing."""
    if not sys.platform.startswith("linux"):
        return None, f"OpenIOP runs a video router of its own on Linux only, and this is {sys.platform}"
    path = told.get("PATH", os.defpath)
    janus, turnserver = (shutil.which(name, path=path) for name in ("janus", "turnserver"))
    if absent := [name for name, found in (("janus", janus), ("turnserver", turnserver)) if not found]:
        return None, f"{' and '.join(absent)} not found"
    assert janus and turnserver
    modules = _modules(Path(janus))
    if modules is None:
        return None, "janus is here but its VideoRoom, WebSockets or event module is not"
    if media_address(told) is None:
        return None, "this machine has no network address but its own loopback"
    return Programs(Path(janus), Path(turnserver), modules), ""


def _modules(janus: Path) -> Path | None:
    prefix = janus.resolve().parent.parent
    folders = [prefix / "lib" / "janus", *sorted((prefix / "lib").glob("*/janus"))]
    return next((one for one in folders if all((one / name).exists() for name in NEEDED_MODULES)), None)
