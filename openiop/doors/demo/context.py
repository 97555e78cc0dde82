"""The demo's people as buttons on the sign-in page. Configured only where OPENIOP_DEMO=1."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from openiop.doors.demo.seed import SIGN_INS


def sign_ins(request: HttpRequest) -> dict[str, Any]:
    """`demo_people`: name, role, email and password of everyone a visitor may be."""
    if not request.path.startswith("/accounts/login"):
        return {}
    return {
        "demo_people": [
            {"name": email.split("@")[0].title(), "role": _(role), "email": email, "password": password}
            for role, email, password in SIGN_INS
        ]
    }
