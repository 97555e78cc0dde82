"""From a file to its text: compression, encoding, and limits that keep a hostile file from filling memory."""

import zlib
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from openiop.doors.exchange.fhir.defect import Defect

MIB = 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class Limits:
    """What is read of a file before it is refused: bytes once decompressed, levels of nesting, resources,
    and values: an empty object is two bytes in a file and some hundred in memory."""

    content: int = 256 * MIB
    depth: int = 100
    resources: int = 500_000
    values: int = 8_000_000


LIMITS = Limits()


def load(path: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file as they lie on disk; never more than the limit and one."""
    try:
        with path.open("rb") as file:
            return file.read(limits.content + 1)
    except OSError as error:
        raise Defect("", f"cannot be read: {error.strerror or error}") from None


def unpack(raw: bytes, limits: Limits = LIMITS) -> bytes:
    """The content of a file: decompressed where it is gzip (told by its first bytes, not by its name)."""
    content = _gunzip(raw, limits) if raw.startswith(GZIP_MAGIC) else raw
    if len(content) > limits.content:
        raise Defect("", f"larger than {limits.content // MIB} MiB uncompressed, the limit for one file")
    return content


def _gunzip(raw: bytes, limits: Limits) -> bytes:
    taken = bytearray()
    rest = raw
    while rest and len(taken) <= limits.content:
        member = zlib.decompressobj(wbits=31)
        try:
            taken += member.decompress(rest, limits.content + 1 - len(taken))
        except zlib.error as error:
            raise Defect("", f"damaged gzip data after {len(taken):,} bytes of text: {error}") from None
        if not member.eof and len(taken) <= limits.content:
            line = taken.count(b"\n") + 1
            raise Defect(
                f"line {line}",
                f"truncated: the gzip data ends at byte {len(raw):,}, after {len(taken):,} bytes of text",
            )
        rest = member.unused_data
    return bytes(taken)


def text_of(content: bytes) -> str:
    """The content as text; FHIR JSON is UTF-8 (a byte order mark is let pass)."""
    if content.startswith(b"%PDF"):
        raise Defect("", "a PDF document, where FHIR R4 JSON was expected")
    if content.startswith(b"PK\x03\x04"):
        raise Defect("", "a zip archive, where FHIR R4 JSON was expected: unpack it and give the files in it")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Defect(f"line {line}", f"byte {error.start + 1:,} is not UTF-8 text") from None
    if not text.strip():
        raise Defect("", "the file is empty")
    if text.lstrip().startswith("<"):
        raise Defect("", "this looks like XML or HTML, where FHIR R4 JSON was expected")
    return text


_STEP = bytes({91: 1, 123: 1, 93: 255, 125: 255}.get(byte, 0) for byte in range(256))
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


def shape(text: str) -> tuple[int, int]:
    """How deep brackets nest outside strings, and how many values there are at most. Counted before parsing: no parser
    recurses into a bomb, or fills memory with what is small on disk."""
    outside = "".join(_outside_strings(text)).encode()
    steps = outside.translate(_STEP, _NOT_BRACKETS)
    values = 1 + outside.count(b",") + outside.count(b"{") + outside.count(b"[")
    return max(accumulate(memoryview(steps).cast("b")), default=0), values


def _outside_strings(text: str) -> list[str]:
    """The pieces of JSON text between its strings. Escapes are blanked first, so a quote is a quote."""
    return text.replace("\\\\", "  ").replace('\\"', "  ").split('"')[::2]
