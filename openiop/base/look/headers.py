"""What every answer tells a browser, beyond Django's own: keep nothing, lend nothing, use no device."""

from collections.abc import Callable
from wsgiref.headers import Headers

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.csp import CSP, build_policy

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"}  # TRACE and whatever else there is: none of ours
DEVICES = (  # what a page of ours never asks a browser for
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial",
    "usb", "web-share", "xr-spatial-tracking",
)  # fmt: skip
OURS = {"publickey-credentials-create", "publickey-credentials-get"}  # passkeys
PERMISSIONS = ", ".join(f"{name}=({'self' if name in OURS else ''})" for name in DEVICES)


WASM = "/built/blurring.js"  # finds the person in a picture, in a worker


def of_file(headers: Headers, path: str, url: str) -> None:
    """What one file of ours says beyond the others. A worker has the policy of its own file: this one alone may compile
    WebAssembly, and no page of ours may."""
    if url.endswith(WASM):
        policy = settings.SECURE_CSP | {"script-src": [*settings.SECURE_CSP["script-src"], "'wasm-unsafe-eval'"]}
        headers[str(CSP.HEADER_ENFORCE)] = build_policy(policy)


class HeadersMiddleware:
    """Stands outside WhiteNoise, so that files of ours carry the same headers; they bring their own Cache-Control."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(sorted(METHODS))
        response.headers.setdefault("Cache-Control", "no-store")  # error pages and refused forms show words, too
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
