"""A running installation to let the canaries into, and everyone who may sign in to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings
from django.test import Client as Browser

from openiop.base.audit.actions import System
from openiop.base.people.actions import employ
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Role
from openiop.base.programs.models import Program


@dataclass
class House:
    """Where it answers, and where it writes what nobody should find anything in."""

    address: str
    superuser: str  # a database URL that stands above every policy: it fills tables and looks for what was kept
    logs: list[Path]
    mail: Path
    program: Program
    deliver: Callable[[], Any] = lambda: None  # sends waiting mail, where no job worker does
    people: dict[str, Any] = field(default_factory=dict)  # name -> User; "nobody" has not signed in
    began: dict[Path, int] = field(default_factory=dict)

    def everyone(self, only: tuple[str, ...] = ()) -> None:
        """One member of staff for each role, those of the house with people of their own, and a client."""
        system = System("canary drill", self.program.organisation_id)
        for role in Role:
            staff = employ(
                by=system, program=self.program, name=f"Only {role.value}", roles=[role.value],
                email=f"{role.value}@only.example", started_on=date(2020, 1, 1), languages=["en"],
            )  # fmt: skip
            self.people[role.value] = staff.user
        self.people["client"] = Client.objects.get(organisation=self.program.organisation_id, user__isnull=False).user
        for member in Staff.objects.filter(organisation=self.program.organisation_id, leads__isnull=False)[:1]:
            self.people["who leads a group"] = member.user
        for member in Staff.objects.filter(organisation=self.program.organisation_id, caseload__isnull=False)[:1]:
            self.people["who has a caseload"] = member.user
        if only:
            self.people = {name: user for name, user in self.people.items() if name in only}
        self.began = {log: log.stat().st_size if log.exists() else 0 for log in self.logs}

    def cookie_of(self, user: Any) -> dict[str, str]:
        """A session of this person's, as a browser holds it."""
        browser = Browser()
        browser.force_login(user, backend="openiop.base.people.backend.PeopleBackend")
        return {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}

    @contextmanager
    def visit(self, name: str) -> Iterator[httpx.Client]:
        """A window of this person's that follows no redirect by itself."""
        cookies = self.cookie_of(self.people[name]) if name in self.people else {}
        with httpx.Client(
            base_url=self.address, cookies=cookies, timeout=60, headers={"Accept-Language": "en"}
        ) as window:
            yield window

    def said(self) -> Iterator[tuple[str, str]]:
        """What was written to each log since the house was opened to canaries."""
        for log in self.logs:
            if log.exists():
                with log.open("rb") as file:
                    file.seek(self.began.get(log, 0))
                    yield log.name, file.read().decode(errors="replace")
