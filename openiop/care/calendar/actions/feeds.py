"""A person's secret address for their own calendar: made, changed, ended; each by themself alone."""

import zlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.audit.actions import System, record
from openiop.base.people.models import Client, Staff
from openiop.base.tokens import fresh_token
from openiop.care.calendar.feeds import Feed, fingerprint
from openiop.care.placement.models import Episode

SEEN = 300  # seconds between two notes that it was asked
E = Feed.Ended
ENDED = gettext_lazy("The address has ended meanwhile: nothing was changed. You can make a new one.")
_LOCK = 0x1A3D  # our own number among advisory locks


@transaction.atomic
def make_feed(*, by: Client | Staff, wording: str, shows_place: bool = False, language: str = "en") -> tuple[Feed, str]:
    """A new address; the one before it stops at once. Returns it with its secret, which is never seen again.

    Raises ValidationError where they have nothing to put into a calendar: no stay, or no work here any more.
    """
    if not is_here(by):
        raise ValidationError(_("There are no appointments here to put into a calendar."))
    whose: dict[str, Any] = {"client": by} if isinstance(by, Client) else {"staff": by}
    _one_at_a_time(by)
    before = Feed.objects.filter(**whose, ended_at=None).update(ended_at=timezone.now(), ended_how=E.REPLACED)
    token = fresh_token()
    feed = Feed(
        organisation_id=by.organisation_id, **whose, wording=_allowed(by, wording), shows_place=shows_place,
        language=language, token_hash=fingerprint(token),
    )  # fmt: skip
    feed.save()
    record("calendar.feed.made", feed, by=by, replaced=bool(before), wording=wording, place=shows_place)
    return feed, token


@transaction.atomic
def change_feed(*, by: Client | Staff, feed: Feed, wording: str, shows_place: bool) -> Feed:
    """What its entries say from now on; the address stays. Raises ValidationError for one that has ended."""
    _own(by, feed)
    feed.wording, feed.shows_place = _allowed(by, wording), shows_place
    if not Feed.objects.filter(pk=feed.pk, ended_at=None).update(wording=feed.wording, shows_place=shows_place):
        raise ValidationError(ENDED)
    record("calendar.feed.changed", feed, by=by, wording=wording, place=shows_place)
    return feed


@transaction.atomic
def end_feed(*, by: Client | Staff | System, feed: Feed, how: str = E.REVOKED) -> None:
    """The address answers nobody any more, from now on."""
    if not isinstance(by, System):
        _own(by, feed)
    if Feed.objects.filter(pk=feed.pk, ended_at=None).update(ended_at=timezone.now(), ended_how=how):
        record("calendar.feed.ended", feed, by=by, how=how)


def still_works(feed: Feed) -> bool:
    """Whether it may be answered; one whose person is no longer here ends now. Asked as the house."""
    person = feed.person
    if not is_here(person):
        end_feed(by=System("calendar", feed.organisation_id), feed=feed, how=E.LEFT)
        return False
    return person.user is None or bool(person.user.is_active)  # a sign-in that was closed: not now


def note_use(feed: Feed) -> None:
    """It was asked: kept to a few minutes."""
    now = timezone.now()
    if feed.used_at is None or (now - feed.used_at).total_seconds() > SEEN:
        Feed.objects.filter(pk=feed.pk).update(used_at=now)


def is_here(person: Client | Staff) -> bool:
    if isinstance(person, Staff):
        return person.works_now()
    return Episode.objects.filter(client=person, closed_on=None).exists()


def _one_at_a_time(by: Client | Staff) -> None:
    """Until the end of the transaction, nobody else makes an address for them (a button pressed twice, two windows)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, zlib.crc32(by.pk.bytes) - 2**31])


def _own(by: Client | Staff, feed: Feed) -> None:
    if feed.person != by:
        raise PermissionError("a calendar's address is its person's own affair")


def _allowed(by: Client | Staff, wording: str) -> str:
    words = wordings(by)
    if wording not in dict(words):
        raise ValidationError({"wording": _("Choose one of these words.")})
    return wording


def wordings(by: Client | Staff) -> list[tuple[str, Any]]:
    """What entries may be called: staff may have the session's title, clients a word that says nothing."""
    last = Feed.Wording.SESSION.value
    neutral = [each for each in Feed.Wording.choices if each[0] != last]
    return neutral if isinstance(by, Client) else [(last, Feed.Wording.SESSION.label), *neutral]
