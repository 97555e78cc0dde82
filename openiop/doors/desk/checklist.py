"""What the rules ask of a program, in plain words, with the state it is in and where the evidence stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import Role
from openiop.base.privacy.actions.duties import TOLD, clocks_of
from openiop.base.privacy.disclosures import AccountingRequest, Disclosure, Restriction
from openiop.base.privacy.duties import Breach, CourtOrder, NoticeGiven, Qsoa
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.glass import Glass
from openiop.base.privacy.ready import faults
from openiop.care.placement.models import Episode


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
    return ngettext("%(n)d is late", "%(n)d are late", n) % {"n": n} if n else _("None is late")


def checklist(gate: Gate, now: datetime) -> list[Duty]:
    """Every line, each from at most two queries."""
    gate.require(P.REVIEW_PRIVACY)
    today, desk = gate.program.today(), reverse("desk:privacy")
    return [*of_access(gate, now, desk), *of_clients(gate, today, desk), *of_the_house(gate, today, desk)]


def of_access(gate: Gate, now: datetime, desk: str) -> list[Duty]:
    glasses = sum(each.review_due < now for each in gate.rows(Glass, P.REVIEW_PRIVACY).filter(review=None)[:200])
    wrong = faults()
    return [
        Duty(
            _("Every record that was opened in an emergency is looked at within 72 hours."),
            "42 CFR 2.51, 2.16",
            glasses == 0,
            late(glasses),
            f"{desk}#glasses",
        ),
        Duty(
            _("The database itself keeps records from whoever has no relationship to them."),
            "42 CFR 2.16, 45 CFR 164.312(a)",
            not wrong,
            " ".join(wrong) or _("Every table about clients stands behind a policy"),
        ),
        Duty(
            _("Staff show with a second factor who they are."),
            "45 CFR 164.312(d)",
            settings.STAFF_NEED_SECOND_FACTOR,
            _("Asked for at every sign-in") if settings.STAFF_NEED_SECOND_FACTOR else _("Switched off here"),
            reverse("people:staff"),
        ),
        Duty(
            _("Nobody changes what was done or who looked: the audit is a chain."),
            "45 CFR 164.312(b), (c)",
            None,
            _("Whoever runs the server verifies it: openiop audit verify"),
            reverse("desk:audit") if gate.may(P.SEE_AUDIT) else "",
        ),
    ]


def of_clients(gate: Gate, today: date, desk: str) -> list[Duty]:
    here = gate.rows(Episode, P.SEE_CLIENTS).filter(program=gate.program, closed_on=None)
    told = gate.rows(NoticeGiven, P.REVIEW_PRIVACY).values("client")
    unaware = here.exclude(client__in=told).count()
    asked = gate.rows(AccountingRequest, P.REVIEW_PRIVACY).filter(answered_at=None)
    overdue = sum((each.extended_to or each.due_on) < today for each in asked[:200])
    wishes = gate.rows(Restriction, P.REVIEW_PRIVACY).filter(answer="").count()
    left = gate.rows(Disclosure, P.REVIEW_PRIVACY).count()
    return [
        Duty(
            _("Everyone here was given the privacy notice."),
            "42 CFR 2.22",
            unaware == 0,
            ngettext("%(n)d person was not given it", "%(n)d people were not given it", unaware) % {"n": unaware}
            if unaware
            else _("Given to everyone here now"),
            reverse("desk:clients"),
        ),
        Duty(
            _("What leaves with consent carries the notice against passing it on."),
            "42 CFR 2.32",
            True,
            ngettext("%(n)d disclosure; none is written without", "%(n)d disclosures; none is written without", left)
            % {"n": left},
            f"{desk}#disclosures",
        ),
        Duty(
            _("Who asks what was shared about them has the answer within 60 days."),
            "42 CFR 2.25, 2.24",
            overdue == 0,
            late(overdue),
            f"{desk}#requests",
        ),
        Duty(
            _("Every wish to restrict sharing is answered."),
            "42 CFR 2.26",
            wishes == 0,
            ngettext("%(n)d waits for an answer", "%(n)d wait for an answer", wishes) % {"n": wishes},
            f"{desk}#requests",
        ),
    ]


def of_the_house(gate: Gate, today: date, desk: str) -> list[Duty]:
    officers = gate.rows(Staff, P.SEE_STAFF).filter(programs=gate.program, roles__contains=[Role.PRIVACY_OFFICER])
    breaches = gate.rows(Breach, P.REVIEW_PRIVACY).filter(closed_at=None)[:50]
    behind = sum(clock.late(today) for each in breaches for clock in open_clocks(each))
    orders = gate.rows(CourtOrder, P.REVIEW_PRIVACY).filter(decision=CourtOrder.Decision.OPEN).count()
    serving = gate.rows(Qsoa, P.REVIEW_PRIVACY).filter(ended_on=None).count()
    names = ", ".join(officers.values_list("name", flat=True)[:3])
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
            late(behind),
            f"{desk}#requests",
        ),
        Duty(
            _("A subpoena alone opens nothing; each order is decided in writing."),
            "42 CFR 2.61–2.67",
            orders == 0,
            ngettext("%(n)d is undecided", "%(n)d are undecided", orders) % {"n": orders},
            f"{desk}#requests",
        ),
        Duty(
            _("Whoever serves the program with records has signed to be bound."),
            "42 CFR 2.11, 2.12(c)(4)",
            True if serving else None,
            ngettext("%(n)d agreement in force", "%(n)d agreements in force", serving) % {"n": serving},
        ),
    ]


def open_clocks(breach: Breach) -> list[Any]:
    """Whom somebody still has to tell about a breach, and until when."""
    return [clock for clock in clocks_of(breach) if getattr(breach, TOLD[clock.key]) is None]
