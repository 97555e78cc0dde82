"""The relay lets who has a permit reach the router, and nobody reach anything else."""

import socket

import pytest

from openiop.engines.sfu.supervisor import Supervisor
from openiop.engines.sfu.tests.conftest import needs_router
from openiop.engines.sfu.tests.turn import TurnClient
from openiop.engines.sfu.tokens import relay_permit

pytestmark = [needs_router, pytest.mark.parametrize("kind", ["udp", "tcp"])]
FORBIDDEN = 403
OTHERS = [
    "127.0.0.1", "127.0.0.53", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
    "8.8.8.8", "203.0.113.9", "224.0.0.1", "255.255.255.255",
]  # fmt: skip


def url_of(router: Supervisor, kind: str) -> str:
    return next(url for url in router.reach.relay_urls if url.endswith(kind))


def client(router: Supervisor, kind: str) -> TurnClient:
    permit = relay_permit(router.reach.relay_secret, router.reach.relay_urls)
    return TurnClient(url_of(router, kind), permit.username, permit.password)


def test_it_carries_to_the_router(router: Supervisor, kind: str) -> None:
    own = router._layout.media.own
    with client(router, kind) as turn, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind((own, 0))
        peer.settimeout(5)
        assert turn.allocate() == 0 and turn.permit(own, peer.getsockname()[1]) == 0
        turn.send(own, peer.getsockname()[1], b"a picture")
        data, (host, port) = peer.recvfrom(100)
        assert data == b"a picture" and host == own and 21000 <= port < 22000


def test_it_refuses_every_other_peer(router: Supervisor, kind: str) -> None:
    own = router._layout.media.own
    head, _, last = own.rpartition(".")
    near = [f"{head}.{number}" for number in range(256) if str(number) != last]
    with client(router, kind) as turn:
        assert turn.allocate() == 0
        answers = {peer: turn.permit(peer) for peer in [*OTHERS, *near]}
        assert set(answers.values()) == {FORBIDDEN}, {peer: code for peer, code in answers.items() if code != FORBIDDEN}
        assert turn.permit("::1") in (FORBIDDEN, 443) and turn.permit("fd00::2") in (FORBIDDEN, 443)
    with client(router, kind) as turn:
        assert turn.allocate(6) != 0, "it relays to IPv6 addresses, which nobody looks at"


@pytest.mark.parametrize("which", ["none", "forged", "expired", "another's name"])
def test_it_needs_a_permit(router: Supervisor, kind: str, which: str) -> None:
    secret, urls = router.reach.relay_secret, router.reach.relay_urls
    permit = {
        "none": None,
        "forged": relay_permit("a guess", urls),
        "expired": relay_permit(secret, urls, seconds=-5),
        "another's name": relay_permit(secret, urls),
    }[which]
    name, password = (permit.username, permit.password) if permit else ("", "")
    if which == "another's name":
        name = name[:-1] + ("0" if name[-1] != "0" else "1")
    with TurnClient(url_of(router, kind), name, password) as turn:
        assert turn.allocate() == 401
