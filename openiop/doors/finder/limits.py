"""How often one connection may send a message. Kept in the process's cache, never in a table: only a keyed hash of
the address, for an hour."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR = 3600
MOST = 6


def address_of(request: HttpRequest) -> str:
    """Where the request comes from. Behind our own TLS proxy, what the proxy itself appended; else the socket's end."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.HTTPS and forwarded:
        return str(forwarded.rsplit(",", 1)[-1].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def too_many(request: HttpRequest) -> bool:
    """Counts one sending; True once there were more than six in the hour."""
    key = f"finder:{salted_hmac('openiop.finder', address_of(request)).hexdigest()}"
    cache.add(key, 0, AN_HOUR)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it ran out between the two lines
        return False
