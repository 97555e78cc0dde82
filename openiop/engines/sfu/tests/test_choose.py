"""Which router an installation has, and the sentence that says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from openiop.engines.sfu import addresses
from openiop.engines.sfu.addresses import Reserved, media_address
from openiop.engines.sfu.choosing import find
from openiop.engines.sfu.errors import VideoError
from openiop.engines.sfu.folder import Reach

EXTERNAL = {
    "OPENIOP_SFU_URL": "wss://router.example:8989/",
    "OPENIOP_SFU_TOKEN_SECRET": "one",
    "OPENIOP_SFU_ADMIN_KEY": "two",
}


def test_an_external_router_comes_first() -> None:
    choice = find(EXTERNAL)
    assert choice.kind == "external" and "router.example" in choice.why
    told = {"OPENIOP_TURN_URLS": "turn:a?transport=udp,turn:a?transport=tcp", "OPENIOP_TURN_SECRET": "three"}
    reach = Reach.external(EXTERNAL | told)
    assert reach.url == EXTERNAL["OPENIOP_SFU_URL"] and len(reach.relay_urls) == 2 and reach.socket is None


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"OPENIOP_SFU_URL": "https://router.example/"}, "wss://"),
        ({"OPENIOP_SFU_URL": "ws://router.example/"}, "in clear"),
        ({"OPENIOP_SFU_URL": "wss://router.example/"}, "OPENIOP_SFU_TOKEN_SECRET and OPENIOP_SFU_ADMIN_KEY"),
        ({"OPENIOP_SFU_MODE": "cloud"}, "auto, external, janus, mesh, none"),
        ({"OPENIOP_SFU_MODE": "janus", "PATH": "/nowhere"}, "janus and turnserver not found"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_name(told: dict[str, str], says: str) -> None:
    with pytest.raises(VideoError, match=says):
        find(told)


def test_without_programs_pages_connect_to_each_other() -> None:
    choice = find({"PATH": "/nowhere"})
    assert choice.kind == "mesh" and "4 at most" in choice.why and "network addresses" in choice.why
    assert "janus and turnserver not found" in choice.why and "Debian's janus and coturn" in choice.why


def test_without_a_network_there_is_no_router(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_way_out", lambda: None)
    assert find({"OPENIOP_SFU_MODE": "auto"}).kind == "mesh"


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "0.0.0.0", "8.8.8.8", "router.example", "::1", "1.2.3.4/127.0.0.1", "x/"]
)
def test_the_media_address_is_one_of_this_machine_that_others_reach(address: str) -> None:
    with pytest.raises(VideoError, match="OPENIOP_SFU_ADDRESS"):
        media_address({"OPENIOP_SFU_ADDRESS": address})


def test_a_reserved_port_is_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Reserved("127.0.0.1", range(45100, 45110))
    second = Reserved("127.0.0.1", range(45100, 45110))
    assert first.port != second.port
    with pytest.raises(VideoError, match="no free port"):
        Reserved("127.0.0.1", range(first.port, first.port + 1))
    freed = first.port
    first.close()
    assert Reserved("127.0.0.1", range(freed, freed + 1)).port == freed
    second.close()


def test_that_there_is_none_is_said_by_the_command(tmp_path: Path) -> None:
    environment = {**os.environ, "OPENIOP_SFU_MODE": "none"}
    command = [sys.executable, "-m", "openiop.engines.sfu"]
    found = subprocess.run([*command, "find"], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.startswith("none: ")
    refused = subprocess.run(
        [*command, "run", "--home", str(tmp_path)], env=environment, capture_output=True, text=True
    )
    assert refused.returncode == 1 and refused.stderr.startswith("openiop video: no router to supervise")
