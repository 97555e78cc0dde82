"""Which pages may read the stream: those of this installation."""

import os
from urllib.parse import urlsplit


def is_ours(origin: str, host: str) -> bool:
    """Whether a page of `origin` is one of ours: the host it asks itself (a proxy in front of both), or one that
    `openiop serve` names in OPENIOP_LIVE_ORIGINS (where the stream has a port of its own)."""
    named = filter(None, os.environ.get("OPENIOP_LIVE_ORIGINS", "").split(","))
    return origin in named or (bool(host) and urlsplit(origin).netloc == host)
