"""Signing in through an organisation's own identity provider (OpenID Connect).

An operator names a provider by the organisation's slug (config/settings.py). Whoever comes from there comes in as the
member of staff of that organisation whose address the provider vouches for; nobody is ever created, and no client comes
in this way. Our server asks the provider's addresses only over https and only outside its own network (SSRF, F15).
"""

import ipaddress
import socket
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.shortcuts import render
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from openiop.base.people.models import Staff, User

SECONDS = 10


class SocialAdapter(DefaultSocialAccountAdapter):
    """Existing staff only, of the organisation whose provider it is."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Finds the member of staff, or answers with one page for every reason why not."""
        user = known_as(sociallogin)
        if user is None or (request.user.is_authenticated and request.user != user):
            raise ImmediateHttpResponse(render(request, "people/not_known.html", status=403))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def get_requests_session(self) -> requests.Session:
        return outward()


def known_as(sociallogin: Any) -> User | None:
    """The user whom this provider may sign in now: staff of its organisation, at work, verified there."""
    app = sociallogin.account.get_provider().app
    told = sociallogin.account.extra_data
    if told.get("id_token", {}).get("iss") != app.settings["server_url"]:
        return None
    if sociallogin.is_existing:
        staff = Staff.objects.filter(user=sociallogin.user)
    else:
        verified = [each.email for each in sociallogin.email_addresses if each.verified is True]
        staff = Staff.objects.filter(user__email__iexact=verified[0]) if len(verified) == 1 else Staff.objects.none()
    found = staff.filter(organisation__slug=app.provider_id, user__is_active=True).select_related("user").first()
    return found.user if found and found.works_now() else None


class OutwardConnection(HTTPSConnection):
    """TLS to an address that is not ours. What was looked up is what is connected to, so a name that changes its
    address between the two (DNS rebinding) gains nothing."""

    def _new_conn(self) -> socket.socket:
        try:
            address = outside(self._dns_host, self.port)
            return socket.create_connection(address, timeout=SECONDS)
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error


class OutwardPool(HTTPSConnectionPool):
    ConnectionCls = OutwardConnection


class OutwardOnly(HTTPAdapter):
    """https to the world outside."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": OutwardPool}


def outside(host: str, port: int) -> tuple[str, int]:
    """Where `host` is now. Raises OSError for an address that is not in the public internet."""
    for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        address = ipaddress.ip_address(str(place[0]).partition("%")[0])
        inner = getattr(address, "ipv4_mapped", None) or address
        if not inner.is_global or inner.is_multicast:
            raise OSError(f"{host} is an address of an inner network")
        return str(address), port
    raise OSError(f"{host} has no address")


def outward() -> requests.Session:
    """A session for asking identity providers: no redirect, no proxy of the environment, no inner network."""
    session = requests.Session()
    session.trust_env = False
    session.max_redirects = 0
    if settings.OIDC_ALLOW_PRIVATE:
        return session
    session.adapters.clear()
    session.mount("https://", OutwardOnly())
    plain = session.request
    session.request = lambda *args, **kwargs: plain(*args, **{"timeout": SECONDS, **kwargs})  # type: ignore[method-assign]
    return session
