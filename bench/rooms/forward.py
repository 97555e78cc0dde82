"""Carries TCP connections from one address to another: what the soak's other network reaches the web server through.

python -m bench.rooms.forward 127.0.0.1:8775=10.213.77.1:40001 …
"""

import asyncio
import contextlib
import sys


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


async def serve(from_: str, to: str) -> None:
    host, _, port = to.rpartition(":")

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner, outer = await asyncio.open_connection(host, int(port))
        except OSError:
            writer.close()
            return
        await asyncio.gather(carry(reader, outer), carry(inner, writer))

    here, _, at = from_.rpartition(":")
    server = await asyncio.start_server(accept, here, int(at))
    await server.serve_forever()


async def main(pairs: list[str]) -> None:
    await asyncio.gather(*(serve(*each.split("=")) for each in pairs))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
