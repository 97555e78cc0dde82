"""What every staff page shows around its own content: the rail, the chart's tabs, the time."""

from typing import Any

from django.http import HttpRequest


def surroundings(request: HttpRequest) -> dict[str, Any]:
    return {}
