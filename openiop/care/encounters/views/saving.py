"""Saving what the notes' page sends: field by field, so that two writers each keep their words and settle the rest in
one tap each."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.care.calendar.models import Session
from openiop.care.encounters import actions
from openiop.care.encounters.forms import digest
from openiop.care.encounters.views.attendance import words_of

OWN_HAND = timedelta(seconds=15)  # so soon after one's own saving, the answer to it may still be on its way


def save(request: HttpRequest, session: Session, bound: dict[Any, Any], do: str = "") -> int | None:
    """Saves what was touched and returns how many; None where something could not be, with the error in its form."""
    staff, saved, stopped = request.gate.staff, 0, False
    for key, form in bound.items():
        if f"{form.prefix}-was" not in request.POST:  # begun by somebody else since this page was drawn
            continue
        if not form.is_valid():
            stopped = True
            continue
        settle(form, str(key), do)
        came, both = form.merged()
        if both and not is_own_hand(form, staff):
            conflict(form, both, may_save_over=not request.htmx)
            stopped = True
            continue
        if came == form.stands:
            continue
        try:
            if key == "shared":
                actions.write_shared(by=staff, session=session, **came)
            else:
                actions.write_note(by=staff, note=form.note, **form.values(came))
            saved += 1
        except ValidationError as error:
            form.add_error(None, words_of(error))
            stopped = True
    return None if stopped else saved


def settle(form: Any, key: str, do: str) -> None:
    """One tap about one field: "mine:key:field:digest" of theirs as it was seen, or "theirs:key:field"; without a field
    all that theirs has."""
    verb, _colon, rest = do.partition(":")
    which, _colon, rest = rest.partition(":")
    name, _colon, seen = rest.partition(":")
    if which != key or (name and name not in form.watched):
        return
    if verb == "theirs":
        for each in [name] if name else form.merged()[1]:
            form.settle(each, mine=False)
    elif verb == "mine" and name and seen == digest([form.stands[name]]):
        form.settle(name, mine=True)


def is_own_hand(form: Any, staff: Any) -> bool:
    """Whether what stands there came from this very page a moment ago, and only the answer is not here yet."""
    last = form.last
    return last is not None and last.written_by_id == staff.pk and timezone.now() - last.changed_at <= OWN_HAND


def conflict(form: Any, both: list[str], *, may_save_over: bool) -> None:
    """Somebody else wrote in these fields meanwhile: theirs stays, ours stays on the page until each is settled.
    `may_save_over`: without scripts, the next save puts ours in place."""
    form.conflicts = [
        {"name": name, "label": form[name].label, "theirs": in_words(form, name), "over": digest([form.stands[name]])}
        for name in both
    ]
    for each in form.conflicts:
        words = _("Somebody else changed “%(field)s” meanwhile, to: “%(text)s”. Save again to put yours in its place.")
        form.add_error(None, words % {"field": each["label"], "text": each["theirs"]})
        if may_save_over:
            form.settle(each["name"], mine=True)


def in_words(form: Any, name: str) -> str:
    """What stands in a field, as one reads it."""
    stands = form.stands[name]
    return str(dict(getattr(form.fields[name], "choices", ())).get(stands, stands)) or _("nothing")


def was_for(sent: Any, fresh: Any) -> str:
    """What the page that sent this form begins with from now on."""
    if fresh is None:
        return ""
    if sent is None or not hasattr(sent, "cleaned_data") or "was" not in sent.cleaned_data:
        return str(fresh["was"].value())
    return str(sent.cleaned_data["was"] if sent.errors else sent.was_after(fresh.stands))
