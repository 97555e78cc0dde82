"""Wrong guesses: each one makes the next wait longer, and nobody can make somebody else wait.

What is counted, in the database, for all processes together:

* one account from one network: five guesses are free, then each waits twice as long as the last, up to 15 minutes;
* one network against any accounts: 50 are free. A network from which an account was opened before is not held up for
  that account by what others there do: one wrong neighbour does not stop a clinic;
* one account from anywhere: after 100 guesses without a right one (NIST SP 800-63B-4 §3.2.2), passwords and codes are
  only taken from networks from which that account was opened before.

* one address at an open form (the public message): `too_many`.

No account is ever locked: a passkey always opens, for it cannot be guessed, and so does a code sent by mail.
"""

import hmac
import ipaddress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from openiop.base.people.identity import Knock, SignedIn

FREE_PAIR, FREE_NETWORK, FREE_ACCOUNT, FREE_MAIL, FREE_MAILS = 5, 50, 100, 4, 30
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)  # a day without a guess, and the count begins anew
KNOWN = timedelta(days=90)  # so long a network counts as one of the owner's


def address_of(request: HttpRequest) -> str | None:
    """The address of the browser; behind proxies the one that the last trusted proxy saw."""
    return get_client_ip(request)


def network_of(request: HttpRequest) -> str:
    """The /24 or /64 in which the browser stands: within it, changing one's address costs nothing."""
    try:
        address = ipaddress.ip_address(address_of(request) or "")
    except ValueError:
        return "unknown"
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return str(ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 64}", strict=False))


def door(*parts: str) -> str:
    """A name for a door that tells nobody which account or network it is."""
    return hmac.new(settings.SECRET_KEY.encode(), "\x1f".join(parts).encode(), sha256).hexdigest()


class Doors:
    """The three doors of one try."""

    def __init__(self, request: HttpRequest, account: str):
        account, network = account.strip().casefold(), network_of(request)
        self.pair = door("pair", account, network)
        self.network = door("network", network)
        self.account = door("account", account)

    def may_try(self) -> bool:
        """Whether a guess is looked at now. What is not looked at is not counted either."""
        now = timezone.now()
        kept = Knock.objects.in_bulk([self.pair, self.network, self.account])
        pair, network, account = (kept.get(each) for each in (self.pair, self.network, self.account))
        if pair and pair.until and pair.until > now:
            return False
        if pair and pair.opened_at and pair.opened_at > now - KNOWN:
            return True
        if network and network.until and network.until > now:
            return False
        return not (account and account.failures >= FREE_ACCOUNT and account.last_at > now - FORGOTTEN)

    def wrong(self) -> None:
        """A guess was wrong."""
        for each, free in ((self.account, FREE_ACCOUNT), (self.network, FREE_NETWORK), (self.pair, FREE_PAIR)):
            count(each, free)

    def right(self) -> None:
        """The owner came in: the counts of this account end. The network's stays, for a guesser may own an account."""
        now = timezone.now()
        Knock.objects.filter(door=self.account).update(failures=0, until=None)
        Knock.objects.update_or_create(
            door=self.pair, defaults={"failures": 0, "until": None, "last_at": now, "opened_at": now}
        )
        Knock.objects.filter(last_at__lt=now - KNOWN).delete()  # whoever comes in sweeps what is over
        SignedIn.objects.filter(expire_date__lt=now).delete()


def count(name: str, free: int) -> None:
    """One more at this door; from the `free`th on, the next has to wait."""
    now = timezone.now()
    with connection.cursor() as cursor:  # one statement, so that processes never count past each other
        cursor.execute(
            "INSERT INTO people_knock (door, failures, last_at) VALUES (%(door)s, 1, %(now)s)"
            " ON CONFLICT (door) DO UPDATE SET last_at = %(now)s, failures ="
            " CASE WHEN people_knock.last_at < %(old)s THEN 1 ELSE people_knock.failures + 1 END RETURNING failures",
            {"door": name, "now": now, "old": now - FORGOTTEN},
        )
        failures = cursor.fetchone()[0]
    if failures >= free:
        Knock.objects.filter(door=name).update(until=now + wait_after(failures - free))


def wait_after(more: int) -> timedelta:
    """How long the next guess waits after `more` guesses beyond the free ones: 2 s, 4 s, 8 s, … 15 minutes."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(more, 20))


def may_send(request: HttpRequest) -> bool:
    """Whether a code or link is mailed now: a few to one address from one network, more to all from there."""
    to, network = request.POST.get("email", "").strip().casefold(), network_of(request)
    doors = {door("mail", to, network): FREE_MAIL, door("mails", network): FREE_MAILS}
    now: datetime = timezone.now()
    if Knock.objects.filter(door__in=doors, until__gt=now).exists():
        return False
    for name, free in doors.items():
        count(name, free)
    return True


def too_many(request: HttpRequest, what: str, *, most: int, within: timedelta) -> bool:
    """Counts one `what` from this address; True once there were more than `most` since the first of them, `within`
    which they are counted together. For what is open to everybody, where there is no wrong guess to count."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_knock (door, failures, last_at, until) VALUES (%(door)s, 1, %(now)s, %(end)s)"
            " ON CONFLICT (door) DO UPDATE SET last_at = %(now)s,"
            " failures = CASE WHEN people_knock.until > %(now)s THEN people_knock.failures + 1 ELSE 1 END,"
            " until = CASE WHEN people_knock.until > %(now)s THEN people_knock.until ELSE %(end)s END"
            " RETURNING failures",
            {"door": door(what, address_of(request) or ""), "now": now, "end": now + within},
        )
        return bool(cursor.fetchone()[0] > most)


def wait_a_moment(request: HttpRequest, **context: Any) -> HttpResponse:
    """The page of whoever is too fast."""
    return render(request, "people/wait.html", context, status=429)
