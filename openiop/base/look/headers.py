"""What every answer tells a browser, beyond Django's own: keep nothing, lend nothing, use no device."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"}  # TRACE and whatever else there is: none of ours
DEVICES = (  # what a page of ours never asks a browser for
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial",
    "usb", "web-share", "xr-spatial-tracking",
)  # fmt: skip
OURS = {"publickey-credentials-create", "publickey-credentials-get"}  # passkeys
PERMISSIONS = ", ".join(f"{name}=({'self' if name in OURS else ''})" for name in DEVICES)


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
