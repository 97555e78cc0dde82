"""Hears what the router says happened: a small web server on loopback that only the router may post to."""

import base64
import hmac
import http.server
import json
import logging
import secrets
import threading
from collections.abc import Callable, Sequence

from .facts import Fact, read

LARGEST_POST = 4_000_000
logger = logging.getLogger(__name__)


class Hook:
    """Listens from the moment it is made. `tell` gets the facts of each post, in one thread at a time."""

    def __init__(self, tell: Callable[[Sequence[Fact]], None]):
        self.password = secrets.token_urlsafe(24)
        expected = "Basic " + base64.b64encode(f"router:{self.password}".encode()).decode()
        lock = threading.Lock()

        class Posts(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def do_POST(self) -> None:
                size = self.headers.get("Content-Length", "")
                if not hmac.compare_digest(self.headers.get("Authorization", "").encode(), expected.encode()):
                    return self.answer(401)
                if not size.isdigit() or int(size) > LARGEST_POST:
                    return self.answer(413)
                body = self.rfile.read(int(size))
                try:
                    facts = list(read(self.path.strip("/"), json.loads(body)))
                except ValueError:
                    return self.answer(200)  # no JSON, and no better when it is posted again
                try:
                    with lock:
                        tell(facts)
                except Exception:
                    logger.exception("what the video router says could not be kept; it posts it again")
                    return self.answer(503)
                return self.answer(200)

            def answer(self, status: int) -> None:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                if status != 200:
                    self.close_connection = True
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing: a post is no news."""

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """Nothing: a router that was killed in the middle of a post is mourned elsewhere."""

        self.server = Server(("127.0.0.1", 0), Posts)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, name="router-hook", daemon=True).start()

    def address(self, epoch: str) -> str:
        """Where a router of this epoch posts: a late post is still of its own life."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/{epoch}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
