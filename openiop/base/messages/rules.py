"""When a message may leave: not at night on the receiver's clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_UNTIL = time(21), time(8)


def next_allowed(instant: datetime, zone: ZoneInfo) -> datetime:
    """`instant` (aware) itself, or the end of the quiet hours it falls in, on the clock of `zone`.

    Quiet hours follow 47 CFR 64.1200(c)(1): no calls before 8 a.m. or after 9 p.m. local time.
    """
    local = instant.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return instant
    day = local.date() + timedelta(days=local.time() >= QUIET_FROM)
    return datetime.combine(day, QUIET_UNTIL, zone).astimezone(instant.tzinfo)
