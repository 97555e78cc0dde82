"""What the ASGI server loads: `granian --interface asgi openiop.doors.live.asgi:application`. Needs settings and the
database's address, no models."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

from openiop.doors.live.app import Live
from openiop.doors.live.listening import Ears


def database() -> dict[str, Any]:
    """What psycopg connects with, from DATABASE_URL as Django reads it."""
    told = settings.DATABASES["default"]
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    found = {name: told[key] for name, key in named.items() if told.get(key)}
    return found | dict(told.get("OPTIONS", {})) | {"application_name": "openiop live"}


application = Live(Ears(database))
