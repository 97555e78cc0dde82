"""What the ASGI server loads: `granian --interface asgi openiop.doors.live.asgi:application`. The stream of the boards
needs settings and the database's address alone; the video rooms ask the gate, and so the whole of OpenIOP is loaded."""

# ruff: noqa: E402 - what is imported below needs Django to be ready
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings

from openiop.care.virtual.queries.presence import home
from openiop.doors.live.app import Live
from openiop.doors.live.listening import Ears
from openiop.doors.live.room.gateway import Gateway


def database() -> dict[str, Any]:
    """What psycopg connects with, from DATABASE_URL as Django reads it."""
    told = settings.DATABASES["default"]
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    found = {name: told[key] for name, key in named.items() if told.get(key)}
    return found | dict(told.get("OPTIONS", {})) | {"application_name": "openiop live"}


ears = Ears(database)
application = Live(ears, gateway=Gateway(ears, home()))
