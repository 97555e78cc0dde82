"""What Granian serves: Django, synchronous views."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def settle() -> None:
    """Loads every page's code before the first request, and lets the garbage collector leave alone from now on what
    stays for good: a full collection looked at all of it, in the middle of somebody's page."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018
    gc.collect()
    gc.freeze()


settle()
