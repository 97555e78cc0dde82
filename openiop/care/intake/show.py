"""Referrals, screenings and evaluations as a page shows them: the heading is the answer, the next step one button."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openiop.base.people.models import Client
from openiop.care.intake.models import Evaluation, Referral, Screening
from openiop.care.intake.queries import as_signed, rating_values, scores_of
from openiop.care.intake.rules import ASKED, Gap
from openiop.care.measures.show import said_short
from openiop.rulebook import codes, instruments
from openiop.rulebook.text import Explanation

TONE = {
    Referral.State.NEW: ("warm", "sparkles"),
    Referral.State.SCREENED: ("action", "clipboard-check"),
    Referral.State.EVALUATED: ("action", "file-check"),
    Referral.State.ADMITTED: ("good", "circle-check"),
    Referral.State.HANDED_OFF: ("info", "handshake"),
    Referral.State.CLOSED: ("", "archive"),
}
SECTIONS = (
    ("story", gettext_lazy("Story")),
    ("substances", gettext_lazy("Substances")),
    ("dimensions", gettext_lazy("Dimensions")),
    ("diagnoses", gettext_lazy("Diagnoses")),
    ("measures", gettext_lazy("Measures")),
    ("evaluation", gettext_lazy("Read and sign")),
)


def waited(since: datetime) -> str:
    """How long somebody waits: "20 minutes", "5 hours", "3 days"."""
    minutes = max(0, int((timezone.now() - since).total_seconds() // 60))
    if minutes < 2:
        return _("a moment")
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day", "%(n)d days", minutes // 1440) % {"n": minutes // 1440}


def queue_heading(waiting: int, longest: Referral | None) -> str:
    if not waiting or longest is None:
        return _("No one is waiting at the door")
    people = ngettext("%(n)d person waits", "%(n)d people wait", waiting) % {"n": waiting}
    return _("%(people)s, %(name)s the longest: %(time)s") % {
        "people": people,
        "name": longest.client.first_name,
        "time": waited(longest.received_at),
    }


def filters(counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    """The queue's tabs with their counts."""
    names = [("waiting", _("Waiting")), *((s.value, s.label) for s in Referral.State), ("all", _("All"))]
    return [
        {"url": f"?show={key}", "label": label, "count": counts.get(key, 0), "current": key == chosen}
        for key, label in names
    ]


def row(referral: Referral) -> dict[str, Any]:
    """One line of the queue: who, for how long, where they stand, and what comes next."""
    tone, icon = TONE[Referral.State(referral.state)]
    open_now = referral.state in (Referral.State.NEW, Referral.State.SCREENED, Referral.State.EVALUATED)
    last = next(iter(referral.screenings.all()), None)
    return {
        "referral": referral,
        "waits": waited(referral.received_at) if open_now else "",
        "late": open_now and (timezone.now() - referral.received_at).days >= 3,
        "tone": tone,
        "icon": icon,
        "last": last,
        "next": {
            Referral.State.NEW: (_("Screen"), reverse("intake:screening", args=[referral.pk])),
            Referral.State.SCREENED: (_("Next: evaluation"), reverse("intake:referral", args=[referral.pk])),
            Referral.State.EVALUATED: (_("Next: placement"), reverse("intake:referral", args=[referral.pk])),
        }.get(Referral.State(referral.state)),
    }


def referral_heading(referral: Referral) -> str:
    words = {
        Referral.State.NEW: _("%(name)s waits for a screening, %(time)s so far"),
        Referral.State.SCREENED: _("%(name)s is screened; the evaluation comes next"),
        Referral.State.EVALUATED: _("%(name)s is evaluated; a decision about the place comes next"),
        Referral.State.ADMITTED: _("%(name)s has started here"),
        Referral.State.HANDED_OFF: _("%(name)s was handed over"),
        Referral.State.CLOSED: _("This referral of %(name)s is closed"),
    }[Referral.State(referral.state)]
    return words % {"name": referral.client.first_name, "time": waited(referral.received_at)}


def steps(referral: Referral, evaluation: Evaluation | None) -> list[dict[str, str]]:
    """Where the person stands on the way in."""
    reached = {
        Referral.State.NEW: 1,
        Referral.State.HANDED_OFF: 1,
        Referral.State.SCREENED: 2,
        Referral.State.EVALUATED: 3,
        Referral.State.ADMITTED: 4,
    }.get(Referral.State(referral.state))
    if reached is None:  # closed: what was done stays visible
        reached = 3 if evaluation and evaluation.signed_at else 1 + referral.screenings.exists()
    names = (_("Referral"), _("Screening"), _("Evaluation"), _("Placement"))
    state = ["done" if at < reached else "now" if at == reached else "" for at in range(4)]
    return [{"label": name, "state": each} for name, each in zip(names, state, strict=True)]


def screening(each: Screening) -> dict[str, Any]:
    """One screening with its reasons in words."""
    tone = "danger" if each.is_hand_off else {"iop_fits": "good", "consider_outpatient": "info"}.get(each.outcome)
    return {
        "row": each,
        "tone": tone or "caution",
        "reasons": [Explanation.from_dict(reason).translated(_) for reason in each.reasons],
    }


def sections(evaluation: Evaluation, current: str, gaps: tuple[Gap, ...]) -> list[dict[str, Any]]:
    """The way through the evaluation: each section with how many required things it still needs."""
    if evaluation.signed_at:
        return []
    return [
        {
            "url": reverse(f"intake:{name}", args=[evaluation.pk]),
            "label": label,
            "current": name == current,
            "count": sum(gap.section == name and gap.required for gap in gaps),
        }
        for name, label in SECTIONS
    ]


def after(name: str) -> str:
    """The section that follows."""
    order = [key for key, _label in SECTIONS]
    return order[min(order.index(name) + 1, len(order) - 1)]


def place_url(evaluation: Evaluation) -> str:
    """Where the decision about the level of care is made: a room above this one, reached by its address."""
    return f"/placement/evaluations/{evaluation.pk}/decide"


def book_url(client: Client) -> str:
    """Where their evaluation is booked, in the calendar above."""
    return reverse("calendar:book") + "?" + urlencode({"kind": "evaluation", "client": client.pk})


def is_still_booked(referral: Referral, appointment: Any) -> bool:
    """Whether somebody who comes to no evaluation is still expected at one."""
    ended = referral.state in (Referral.State.CLOSED, Referral.State.HANDED_OFF)
    return ended and appointment is not None and appointment.during.upper > timezone.now()


def chart_url(client: Client) -> str:
    """The person's chart, in the desk above."""
    return f"/clients/{client.pk}"


def gap(evaluation: Evaluation, each: Gap) -> dict[str, str]:
    return {
        "words": each.explanation.translated(_),
        "url": reverse(f"intake:{each.section}", args=[evaluation.pk]),
    }


def story_of(evaluation: Evaluation) -> dict[str, str]:
    """The narrative fields as they are kept (a form must not write on the row itself)."""
    return {name: getattr(evaluation, name) for name in ("own_words", "history", "health", "mind", "life", "strengths")}


def ratings_of(evaluation: Evaluation) -> dict[str, str]:
    """Initial values of the dimensions' form."""
    values = rating_values(evaluation)
    evidence = {row.dimension: row.evidence for row in evaluation.ratings.all()}
    return {f"rating_{n}": values[n] or "" for n in values} | {f"evidence_{n}": evidence[n] for n in evidence}


def scores(client: Client) -> list[dict[str, Any]]:
    """The instruments an evaluation asks, with their last score."""
    last = scores_of(client)
    return [
        {
            "key": key,
            "title": instruments.get(key).title_in("en"),
            "response": last.get(key),
            "said": said_short(last[key]) if key in last else _("Not asked yet"),
        }
        for key in ASKED
    ]


def whole(evaluation: Evaluation) -> dict[str, Any]:
    """Everything the evaluation says, for reading and printing. Signed: as it stood at the signature."""
    kept = evaluation.signed_with if evaluation.signed_at else as_signed(evaluation)
    labels = dict(codes.ratings(evaluation.edition))  # type: ignore[arg-type]
    values = rating_values(evaluation)
    evidence = {row.dimension: row.evidence for row in evaluation.ratings.all()}
    return {
        "story": [
            {"title": Evaluation._meta.get_field(name).verbose_name, "text": text, "own": name == "own_words"}
            for name, text in story_of(evaluation).items()
        ],
        "dimensions": [
            {
                "number": d.number,
                "label": _(d.label),
                "rating": _(labels[value]) if (value := values.get(d.number)) in labels else "",
                "value": value or "",
                "evidence": evidence.get(d.number, ""),
            }
            for d in codes.dimensions(evaluation.edition)  # type: ignore[arg-type]
        ],
        "diagnoses": [{**each, "label": _(each["label"])} for each in kept.get("diagnoses", [])],
        "scores": [score_words(each) for each in kept.get("scores", [])],
        "substances": [
            {
                "rank": row.rank,
                "substance": _(codes.SUBSTANCES.label(row.substance)),
                "route": _(codes.ROUTES.label(row.route)),
                "frequency": _(codes.FREQUENCIES.label(row.frequency)),
                "last_use": row.last_use,
                "age_first_use": row.age_first_use,
            }
            for row in evaluation.substances.all()
        ],
    }


def score_words(kept: dict[str, Any]) -> dict[str, Any]:
    """A kept score: instrument, "17 of 27: moderately severe", and when."""
    bands = {band.key: band.label for band in instruments.get(kept["instrument"]).bands}
    return {
        "instrument": kept["instrument"],
        "said": _("%(total)s of %(maximum)s: %(band)s")
        % {"total": kept["total"], "maximum": kept["maximum"], "band": _(bands.get(kept["band"], "") or "—")},
        "at": datetime.fromisoformat(kept["answered_at"]),
    }
