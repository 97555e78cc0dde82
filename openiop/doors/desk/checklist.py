"""What the rules ask of a program, in plain words, with the state it is in and the rows that show it: how many there
are, since when, and where they stand. What nothing here can count says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Count, F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openiop.base.audit.heads import last_kept
from openiop.base.look.moments import local_datetime, local_day
from openiop.base.people.lock import FACTORS
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import Role
from openiop.base.privacy import telling
from openiop.base.privacy.actions.duties import TOLD, clocks_of
from openiop.base.privacy.consents import Consent
from openiop.base.privacy.disclosures import AccountingRequest, Disclosure, Restriction
from openiop.base.privacy.duties import Breach, CourtOrder, NoticeGiven, Qsoa
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.glass import Glass
from openiop.base.privacy.ready import faults, tables_of_clients
from openiop.care.placement.models import Episode
from openiop.doors.desk import agreements, unusual
from openiop.rulebook.consent.clocks import REVIEW_HOURS

A_YEAR, A_DAY = timedelta(days=365), timedelta(hours=25)


@dataclass(frozen=True)
class Duty:
    """One requirement. met None: nothing here can tell, somebody has to look."""

    words: str
    citation: str
    met: bool | None
    evidence: str
    link: str = ""

    @property
    def tone(self) -> str:
        return {True: "good", False: "caution", None: "open"}[self.met]

    @property
    def state(self) -> str:
        return {True: _("Met"), False: _("Look here"), None: _("To check")}[self.met]


def late(n: int) -> str:
    return ngettext("%(n)d is late", "%(n)d are late", n) % {"n": n} if n else _("none is late")


def told(*parts: str) -> str:
    """Pieces of evidence as one line."""
    return "; ".join(part for part in parts if part)


def last(gate: Gate, at: datetime | None) -> str:
    return _("last on %(day)s") % {"day": local_day(at, gate.program)} if at else ""


def checklist(gate: Gate, now: datetime) -> list[Duty]:
    """Every line, each from one to four queries, however many rows there are."""
    gate.require(P.REVIEW_PRIVACY)
    desk = reverse("desk:privacy")
    parts: tuple[Callable[[Gate, datetime, str], list[Duty]], ...] = (of_access, of_consent, of_clients, of_the_house)
    return [duty for part in parts for duty in part(gate, now, desk)]


def of_access(gate: Gate, now: datetime, desk: str) -> list[Duty]:
    duties = [glasses(gate, now, desk), walls(), second_factor(gate), chain(gate, now)]
    return [*duties, looks(gate)] if gate.may(P.SEE_AUDIT) else duties


def glasses(gate: Gate, now: datetime, desk: str) -> Duty:
    due = Q(review=None, at__lt=now - timedelta(hours=REVIEW_HOURS))
    rows = gate.rows(Glass, P.REVIEW_PRIVACY).filter(at__gte=now - A_YEAR)
    found = rows.aggregate(all=Count("pk"), seen=Count("review"), late=Count("pk", filter=due), last=Max("at"))
    counted = _("%(seen)d of %(all)d in twelve months reviewed") % found
    return Duty(
        _("Every record that was opened in an emergency is looked at within 72 hours."),
        "42 CFR 2.51, 2.16",
        found["late"] == 0,
        told(counted, last(gate, found["last"]), late(found["late"])) if found["all"] else _("None in twelve months"),
        f"{desk}#glasses",
    )


def walls() -> Duty:
    wrong, n = faults(), len(tables_of_clients())
    held = ngettext(
        "%(n)d table about clients, behind a policy; asked just now",
        "%(n)d tables about clients, each behind a policy; asked just now",
        n,
    )
    return Duty(
        _("The database itself keeps records from whoever has no relationship to them."),
        "42 CFR 2.16, 45 CFR 164.312(a)",
        not wrong,
        " ".join(wrong) or held % {"n": n},
    )


def second_factor(gate: Gate) -> Duty:
    staff = gate.rows(Staff, P.SEE_STAFF).filter(programs=gate.program, ended_on=None, user__is_active=True)
    everybody = set(staff.values_list("user_id", flat=True))
    have = Authenticator.objects.filter(user_id__in=everybody, type__in=FACTORS).values("user_id").distinct().count()
    counted = _("%(have)d of %(all)d members of staff have a passkey or an app") % {
        "have": have,
        "all": len(everybody),
    }
    asked = (
        _("whoever has none is asked for one first") if settings.STAFF_NEED_SECOND_FACTOR else _("not asked for here")
    )
    return Duty(
        _("Staff show with a second factor who they are."),
        "45 CFR 164.312(d)",
        settings.STAFF_NEED_SECOND_FACTOR,
        told(counted, asked),
        reverse("people:staff"),
    )


def chain(gate: Gate, now: datetime) -> Duty:
    head = last_kept(gate.staff.organisation_id)
    signed = (
        _("%(n)d events up to the last signed head, of %(when)s")
        % {"n": head[0], "when": local_datetime(head[1], gate.program)}
        if head
        else _("No head was signed yet; the job of every hour does it")
    )
    return Duty(
        _("Nobody changes what was done or who looked: the audit is a chain."),
        "45 CFR 164.312(b), (c)",
        bool(head) and head[1] > now - A_DAY if head else None,
        told(signed, _("whoever runs the server verifies it: openiop audit verify")),
        reverse("desk:audit") if gate.may(P.SEE_AUDIT) else "",
    )


def looks(gate: Gate) -> Duty:
    n = unusual.without_relationship(gate).count()
    words = ngettext("%(n)d in the last %(days)d days", "%(n)d in the last %(days)d days", n)
    return Duty(
        _("Whoever looks at a record without a relationship to it is asked why."),
        "45 CFR 164.308(a)(1)(ii)(D)",
        None if n else True,
        words % {"n": n, "days": unusual.DAYS},
        reverse("desk:looks"),
    )


def of_consent(gate: Gate, now: datetime, desk: str) -> list[Duty]:
    made = gate.rows(Disclosure, P.REVIEW_PRIVACY).filter(basis="consent")
    left = made.aggregate(
        all=Count("pk"),
        carried=Count("pk", filter=Q(statement__in=[1, 2]) & (Q(copy_sent=True) | ~Q(scope=""))),
        after=Count("pk", filter=Q(at__gt=F("consent__revocation__at"))),
        last=Max("at"),
    )
    ended = gate.rows(Consent, P.REVIEW_PRIVACY).exclude(revocation=None)
    revoked = ended.aggregate(all=Count("pk"), last=Max("revocation__at"))
    all_left = reverse("desk:disclosures") + "?basis=consent"
    return [
        Duty(
            _("What leaves with consent carries the notice against passing it on."),
            "42 CFR 2.32",
            left["carried"] == left["all"],
            told(_("%(carried)d of %(all)d disclosures carried it") % left, last(gate, left["last"])),
            all_left,
        ),
        Duty(
            _("Nothing leaves under a consent that was taken back."),
            "42 CFR 2.31(a)(6), 2.31(c)",
            left["after"] == 0,
            told(
                ngettext("%(all)d consent taken back", "%(all)d consents taken back", revoked["all"]) % revoked,
                last(gate, revoked["last"]),
                ngettext("%(after)d disclosure afterwards", "%(after)d disclosures afterwards", left["after"]) % left,
            ),
            all_left,
        ),
    ]


def of_clients(gate: Gate, now: datetime, desk: str) -> list[Duty]:
    today = gate.program.today()
    asked = gate.rows(AccountingRequest, P.REVIEW_PRIVACY)
    overdue = Q(answered_at=None) & (Q(extended_to__lt=today) | Q(extended_to=None, due_on__lt=today))
    counts = asked.aggregate(
        answered=Count("pk", filter=Q(answered_at__gte=now - A_YEAR)),
        waiting=Count("pk", filter=Q(answered_at=None)),
        late=Count("pk", filter=overdue),
        last=Max("answered_at"),
    )
    wishes = gate.rows(Restriction, P.REVIEW_PRIVACY).aggregate(
        answered=Count("pk", filter=~Q(answer="")), waiting=Count("pk", filter=Q(answer=""))
    )
    answers = _("%(answered)d answered in twelve months, %(waiting)d waiting") % counts
    return [
        notice(gate),
        Duty(
            _("Who asks what was shared about them has the answer within 60 days."),
            "42 CFR 2.25, 2.24",
            counts["late"] == 0,
            told(answers, last(gate, counts["last"]), late(counts["late"])),
            f"{desk}#requests",
        ),
        Duty(
            _("Every wish to restrict sharing is answered."),
            "42 CFR 2.26",
            wishes["waiting"] == 0,
            _("%(answered)d answered, %(waiting)d waiting") % wishes,
            f"{desk}#requests",
        ),
    ]


def notice(gate: Gate) -> Duty:
    held = telling.in_force(gate.program)
    given = telling.enough(gate.program, gate.rows(NoticeGiven, P.REVIEW_PRIVACY))
    here = gate.rows(Episode, P.SEE_CLIENTS).filter(program=gate.program, closed_on=None)
    clients = here.values("client").distinct().count()
    have = here.filter(client__in=given.values("client")).values("client").distinct().count()
    edition = (
        _("edition of %(day)s") % {"day": local_day(held.effective_on)} if held else _("no edition is published here")
    )
    counted = _("%(have)d of %(all)d people here have it") % {"have": have, "all": clients}
    return Duty(
        _("Everyone here was given the privacy notice."),
        "42 CFR 2.22",
        held is not None and have == clients,
        told(counted, edition, last(gate, given.aggregate(last=Max("at"))["last"])),
        reverse("desk:notice"),
    )


def of_the_house(gate: Gate, now: datetime, desk: str) -> list[Duty]:
    today = gate.program.today()
    officers = gate.rows(Staff, P.SEE_STAFF).filter(programs=gate.program, roles__contains=[Role.PRIVACY_OFFICER])
    names = ", ".join(officers.filter(ended_on=None).values_list("name", flat=True))
    breaches = gate.rows(Breach, P.REVIEW_PRIVACY)
    behind = sum(clock.late(today) for each in breaches.filter(closed_at=None) for clock in open_clocks(each))
    found = breaches.aggregate(all=Count("pk"), open=Count("pk", filter=Q(closed_at=None)), last=Max("discovered_on"))
    decided = gate.rows(CourtOrder, P.REVIEW_PRIVACY).order_by().values_list("decision")
    orders = dict(decided.annotate(n=Count("pk")))
    counts = {key: orders.get(key, 0) for key in CourtOrder.Decision.values}
    return [
        Duty(
            _("A privacy officer is named."),
            "45 CFR 164.530(a)",
            bool(names),
            names or _("Nobody has this role"),
            reverse("people:staff"),
        ),
        Duty(
            _("After a breach, everyone who has to know is told in time."),
            "42 CFR 2.16(b), 45 CFR 164.404–408",
            behind == 0,
            told(
                _("%(all)d recorded, %(open)d open") % found,
                _("last found on %(day)s") % {"day": local_day(found["last"])} if found["last"] else "",
                late(behind),
            ),
            f"{desk}#requests",
        ),
        Duty(
            _("A subpoena alone opens nothing; each order is decided in writing."),
            "42 CFR 2.61–2.67",
            counts["open"] == 0,
            _("%(accepted)d accepted, %(refused)d refused, %(open)d undecided") % counts,
            f"{desk}#requests",
        ),
        served(gate, today),
    ]


def served(gate: Gate, today: date) -> Duty:
    rows = list(gate.rows(Qsoa, P.REVIEW_PRIVACY).filter(ended_on=None))
    holding = [each for each in rows if each.holds_on(today)]
    wanting = len(agreements.ending(gate))
    over = [each for each in agreements.ending(gate) if not each.holds_on(today)] if wanting else []
    return Duty(
        _("Whoever serves the program with records has signed to be bound."),
        "42 CFR 2.11, 2.12(c)(4)",
        (not over) if holding else None,
        told(
            ngettext("%(n)d agreement in force", "%(n)d agreements in force", len(holding)) % {"n": len(holding)},
            ngettext("%(n)d wants renewing", "%(n)d want renewing", wanting) % {"n": wanting} if wanting else "",
        ),
        reverse("desk:agreements"),
    )


def open_clocks(breach: Breach) -> list[Any]:
    """Whom somebody still has to tell about a breach, and until when."""
    return [clock for clock in clocks_of(breach) if getattr(breach, TOLD[clock.key]) is None]
