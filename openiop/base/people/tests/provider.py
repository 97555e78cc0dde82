"""A small OpenID Connect provider, for the tests of it only: real HTTP, real RS256, the code flow with PKCE. It signs
in whomever the test says, and asks nobody for a password."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


class Provider:
    """Runs on a free port of this machine. `person` holds the claims of whoever is sitting before it."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {}
        self.issuer_said: str | None = None
        self.codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.get(self)

            def do_POST(self) -> None:
                provider.post(self)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def get(self, request: Any) -> None:
        path = urlsplit(request.path).path
        if path == "/.well-known/openid-configuration":
            answer(request, {
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "userinfo_endpoint": f"{self.issuer}/me",
                "jwks_uri": f"{self.issuer}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        elif path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            answer(request, {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]})
        elif path == "/me":
            answer(request, self.person)
        else:
            answer(request, {"error": "not found"}, 404)

    def authorize(self, url: str) -> str:
        """The browser comes with the address that OpenIOP sent it to, and is sent back: where to?"""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = base64.urlsafe_b64encode(hashlib.sha256(asked["state"].encode()).digest()).decode()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def post(self, request: Any) -> None:
        told = parse_qs(request.rfile.read(int(request.headers["Content-Length"])).decode())
        asked = self.codes.pop(told["code"][0], None)  # a code opens once
        digest = hashlib.sha256(told.get("code_verifier", [""])[0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or told["client_secret"] != ["a secret"] or challenge != asked["code_challenge"]:
            return answer(request, {"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = self.person | {"iss": self.issuer_said or self.issuer, "aud": "openiop", "iat": now, "exp": now + 300}
        token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return answer(request, {"access_token": "opaque", "token_type": "Bearer", "id_token": token, "expires_in": 300})


def answer(request: Any, data: dict[str, Any], status: int = 200) -> None:
    body = json.dumps(data).encode()
    request.send_response(status)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
