"""My appointments in my own calendar: the page where somebody makes its address, and the door that answers it."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openiop.base.context import everything, standing
from openiop.base.people import knocks
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.middleware import open_door
from openiop.care.calendar.actions import feeds as actions
from openiop.care.calendar.feeds import Feed, feed_of
from openiop.care.calendar.ics import calendar_of, entries_of

WITHIN = timedelta(minutes=10)
MOST = 60  # of one feed, or wrong guesses, from one network address in that time


class FeedForm(forms.Form):
    """What the entries say."""

    wording = forms.ChoiceField(label=gettext_lazy("What each entry is called"), widget=forms.RadioSelect)
    shows_place = forms.BooleanField(label=gettext_lazy("Also say where"), required=False)

    def __init__(self, *args: Any, whose: Client | Staff, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["wording"].choices = actions.wordings(whose)  # type: ignore[attr-defined]


@open_door
@require_safe
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The appointments behind an address. Whatever is not there, or no longer, or not now: one answer."""
    feed = feed_of(token[:200])
    if knocks.too_many(request, f"feed {feed.pk if feed else ''}", most=MOST, within=WITHIN):
        return HttpResponse(status=429, headers={"Retry-After": "600"})
    if feed is None:
        return gone()
    with standing(everything(feed.organisation_id)):
        if not actions.still_works(feed):
            return gone()
        actions.note_use(feed)
        body = calendar_of(feed, entries_of(feed, timezone.now()))
    tag = quote_etag(sha256(body).hexdigest()[:32])
    seen = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in seen or tag in {each.removeprefix("W/") for each in seen}:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def gone() -> HttpResponse:
    """One answer for what never was, what ended, and whoever left. No exception: what just ended stays ended."""
    return HttpResponse(status=404, content_type="text/plain")


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Have my sessions in my own calendar."""
    gate = request.gate
    gate.require(P.SEE_PROGRAM)
    page = settled(request, gate.staff, Feed.Wording.SESSION, "calendar:feed")
    return page if isinstance(page, HttpResponse) else render(request, "calendar/feed.html", page)


def settled(request: HttpRequest, me: Client | Staff, usual: str, back: str) -> HttpResponse | dict[str, Any]:
    """What a page about somebody's own address shows, or where they go after they changed it. The address itself is in
    the answer to making it and nowhere else."""
    right = P.SEE_OWN if isinstance(me, Client) else P.SEE_PROGRAM
    whose = {"client": me} if isinstance(me, Client) else {"staff": me}
    feed = request.gate.rows(Feed, right).filter(**whose, ended_at=None).first()
    do = request.POST.get("do", "")
    form = FeedForm(
        request.POST if do in ("make", "change") else None,
        whose=me,
        initial={"wording": feed.wording if feed else usual, "shows_place": feed.shows_place if feed else False},
    )
    page: dict[str, Any] = {"feed": feed, "form": form, "address": ""}
    if do == "end" and feed:
        actions.end_feed(by=me, feed=feed)
        messages.success(request, _("The address has stopped. Take the calendar out of your phone, too."))
        return redirect(back)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if do == "change":
                if feed is None:  # it ended in another window
                    raise ValidationError(actions.ENDED)
                actions.change_feed(by=me, feed=feed, **said)
                messages.success(request, _("Kept. Your calendar shows it the next time it asks."))
                return redirect(back)
            page["feed"], token = actions.make_feed(by=me, language=get_language() or "en", **said)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            page["address"] = request.build_absolute_uri(reverse("feeds:feed", args=[token]))
            page["webcal"] = "webcal:" + page["address"].partition(":")[2]
    return page
