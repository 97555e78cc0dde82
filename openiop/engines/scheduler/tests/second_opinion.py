"""A second checker of plans, written against the JSON alone and half-hour by half-hour, to disagree with verify.py.

It shares no code with the engine: no bit masks, no dataclasses, no scoring. `opinion` returns the codes of every rule
that is broken; it is slow and plain on purpose.
"""

import datetime
import itertools
from collections import Counter

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def opinion(problem: dict, plan: dict) -> set[str]:
    """Codes of the broken hard rules. Both are JSON as the schemas have it; structure is taken to be right."""
    return set(_Opinion(problem, plan).codes())


class _Opinion:
    def __init__(self, problem: dict, plan: dict) -> None:
        self.p, self.plan = problem, plan
        self.first = datetime.date.fromisoformat(problem["first_day"])
        self.sites = {each["id"]: each for each in problem["sites"]}
        self.rooms = {each["id"]: each for each in problem["rooms"]}
        self.payers = {each["id"]: each for each in problem["payers"]}
        self.group_types = {each["id"]: each for each in problem["group_types"]}
        self.clinicians = {each["id"]: each for each in problem["clinicians"]}
        self.clients = {each["id"]: each for each in problem["clients"]}

    def n(self, day: str) -> int:
        return (WEEKDAYS.index(day) - self.first.weekday()) % 7

    @staticmethod
    def minute(text: str) -> int:
        return int(text[:2]) * 60 + int(text[3:])

    def cells(self, windows: list, keep=lambda window: True) -> set:
        """(day, minute) of each half-hour that a window covers."""
        found = set()
        for window in windows:
            if keep(window):
                for minute in range(self.minute(window["from"]), self.minute(window["to"]), 30):
                    found.add((self.n(window["day"]), minute))
        return found

    def taken(self, thing: dict) -> list:
        day, start = self.n(thing["day"]), self.minute(thing["at"])
        return [(day, minute) for minute in range(start, start + thing["minutes"], 30)]

    def there(self, windows: list, site: str | None) -> set:
        if site is None:
            return self.cells(windows, lambda window: window.get("mode") != "in_person")
        return self.cells(windows, lambda w: w.get("mode") != "virtual" and w.get("site") in (None, site))

    def licensed(self, clinician: dict, state: str, day: int) -> bool:
        date = (self.first + datetime.timedelta(days=day)).isoformat()
        return any(
            each["state"] == state and each["from"] <= date <= (each.get("until") or "9999")
            for each in clinician["licences"]
        )

    def due(self, every: int, last: str | None) -> bool:
        """Counts the weeks' beginnings that lie after the last time."""
        if last is None:
            return True
        held, weeks, monday = datetime.date.fromisoformat(last), 0, self.first
        while monday > held:
            weeks += 1
            monday -= datetime.timedelta(days=7)
        return weeks >= every

    def codes(self):
        sessions, slots = self.plan["sessions"], self.plan["slots"]
        for session in sessions:
            yield from self.session(session)
        for slot in slots:
            yield from self.slot(slot)
        if len({each["id"] for each in sessions}) < len(sessions):
            yield "duplicate_id"
        sessions, slots = self.possible(sessions), self.possible(slots)
        for name, times in Counter(each["type"] for each in sessions).items():
            if name in self.group_types and times > self.group_types[name]["most_per_week"]:
                yield "too_often"
        yield from self.double("clinician", [(each["clinician"], each) for each in sessions + slots])
        yield from self.double("room", [(each["room"], each) for each in sessions + slots if each["room"]])
        in_sessions = [(member, each) for each in sessions for member in set(each["members"])]
        yield from self.double("client", in_sessions + [(each["client"], each) for each in slots])
        for clinician in self.p["clinicians"]:
            yield from self.clinician(clinician, [e for e in sessions + slots if e["clinician"] == clinician["id"]])
        for client in self.p["clients"]:
            mine = [each for each in sessions if client["id"] in each["members"]]
            yield from self.client(client, mine, [each for each in slots if each["client"] == client["id"]])
        yield from self.frozen()

    def double(self, what: str, pairs: list):
        seen = Counter((name, cell) for name, thing in pairs for cell in self.taken(thing))
        if any(count > 1 for count in seen.values()):
            yield f"{what}_double_booked"

    def session(self, session: dict):
        kind = self.group_types.get(session["type"])
        if kind is None:
            yield "unknown_id"
            return
        cells = set(self.taken(session))
        if any(minute >= 1440 for _, minute in cells):
            yield "no_such_time"
            return
        if session["minutes"] != kind["minutes"]:
            yield "wrong_minutes"
        if kind["windows"] is not None and not cells <= self.cells(kind["windows"]):
            yield "outside_windows"
        if not self.due(kind["every_weeks"], kind["last"]):
            yield "not_due"
        members = session["members"]
        if len(members) < kind["minimum"]:
            yield "group_too_small"
        if len(members) > kind["maximum"]:
            yield "group_over_full"
        if len(members) != len(set(members)):
            yield "member_twice"
        room = self.rooms.get(session["room"])
        if kind["mode"] == ("virtual" if session["room"] else "in_person"):
            yield "wrong_mode"
        yield from self.room(session, cells, len(members))
        if room and kind["site"] and room["site"] != kind["site"]:
            yield "room_elsewhere"
        day = self.n(session["day"])
        leader = self.clinicians.get(session["clinician"])
        if leader is None:
            yield "unknown_id"
        else:
            if kind["skill"] and kind["skill"] not in leader["skills"]:
                yield "skill_missing"
            if kind["language"] and kind["language"] not in leader["languages"]:
                yield "language_missing"
            if not self.works(leader, cells, kind["site"]):
                yield "clinician_unavailable"
            if kind["site"]:
                states = [self.sites[kind["site"]]["state"]]
            else:
                states = [self.clients[each]["state"] for each in members if each in self.clients]
            if not all(self.licensed(leader, state, day) for state in states):
                yield "unlicensed"
        for member in members:
            yield from self.member(kind, member, cells)
        for separation in self.p["separations"]:
            if set(separation["clients"]) <= set(members):
                yield "separated"

    def works(self, clinician: dict, cells: set, site: str | None) -> bool:
        if site is None:
            return clinician["virtual"] and cells <= self.there(clinician["available"], None)
        return site in clinician["sites"] and cells <= self.there(clinician["available"], site)

    def room(self, thing: dict, cells: set, seats: int):
        if thing["room"] is None:
            return
        room = self.rooms.get(thing["room"])
        if room is None:
            yield "unknown_id"
            return
        if seats > room["capacity"]:
            yield "room_too_small"
        if cells & self.cells(room["closed"]):
            yield "room_closed"
        if not cells <= self.cells(self.sites[room["site"]]["open"]):
            yield "site_closed"

    def member(self, kind: dict, name: str, cells: set):
        client = self.clients.get(name)
        if client is None:
            yield "unknown_id"
            return
        if not kind["is_open"] and name not in kind["members"]:
            yield "not_on_list"
        if kind["track"] and kind["track"] != client["track"]:
            yield "wrong_track"
        if kind["language"] and kind["language"] != client["language"]:
            yield "wrong_language"
        yield from self.attends(client, cells, kind["site"] if kind["mode"] == "in_person" else None)

    def attends(self, client: dict, cells: set, site: str | None):
        if client["mode"] == ("in_person" if site is None else "virtual"):
            yield "wrong_mode"
        elif site and client["site"] and client["site"] != site:
            yield "wrong_site"
        elif not cells <= self.there(client["available"], site):
            yield "client_unavailable"

    def slot(self, slot: dict):
        client, clinician = self.clients.get(slot["client"]), self.clinicians.get(slot["clinician"])
        if client is None or clinician is None:
            yield "unknown_id"
        cells = set(self.taken(slot))
        if any(minute >= 1440 for _, minute in cells):
            yield "no_such_time"
            return
        if client is None or clinician is None:
            return
        yield from self.room(slot, cells, 1)
        if slot["room"] and slot["room"] not in self.rooms:
            return
        site = self.rooms[slot["room"]]["site"] if slot["room"] else None
        if client["primary"] != slot["clinician"]:
            yield "not_primary"
        if client["language"] not in clinician["languages"]:
            yield "language_missing"
        if not self.works(clinician, cells, site):
            yield "clinician_unavailable"
        state = self.sites[site]["state"] if site else client["state"]
        if not self.licensed(clinician, state, self.n(slot["day"])):
            yield "unlicensed"
        yield from self.attends(client, cells, site)

    def possible(self, things: list) -> list:
        return [each for each in things if all(minute < 1440 for _, minute in self.taken(each))]

    def clinician(self, clinician: dict, things: list):
        things = self.possible(things)
        if sum(each["minutes"] for each in things) > clinician["week_cap"] + clinician["overtime"]:
            yield "week_cap"
        for day in range(7):
            today = [each for each in things if self.n(each["day"]) == day]
            if sum(each["minutes"] for each in today) > clinician["day_cap"]:
                yield "day_cap"
            busy = {minute for each in today for _, minute in self.taken(each)}
            rest = clinician["break"]
            if today and rest:
                start, end = self.minute(rest["from"]), self.minute(rest["to"])
                tries = range(start, end - -(-rest["minutes"] // 30) * 30 + 1, 30)
                if not any(all(m not in busy for m in range(t, t + rest["minutes"], 30)) for t in tries):
                    yield "break_missed"
            for minute in busy:
                length = 0
                while minute + length in busy:
                    length += 30
                if length > clinician["longest_run"]:
                    yield "run_too_long"

    def client(self, client: dict, sessions: list, slots: list):
        sessions, slots = self.possible(sessions), self.possible(slots)
        things = sessions + slots
        if client["starts"]:
            starts = datetime.date.fromisoformat(client["starts"])
            if any(self.first + datetime.timedelta(days=self.n(each["day"])) < starts for each in things):
                yield "not_started"
        for day in range(7):
            today = [each for each in things if self.n(each["day"]) == day]
            if sum(each["minutes"] for each in today) > self.payers[client["payer"]]["maximum_day_minutes"]:
                yield "client_day_too_long"
            busy = sorted({minute for each in today for _, minute in self.taken(each)})
            if any(b - a - 30 > client["gap_minutes"] for a, b in itertools.pairwise(busy)):
                yield "client_hole"
            groups = [self.group_types.get(each["type"]) for each in today if each in sessions]
            taught = [each["curriculum"] for each in groups if each]
            if len(taught) > len(set(taught)):
                yield "curriculum_twice"
        for kind in ("individual", "family"):
            asked, mine = client[kind], [each for each in slots if each["kind"] == kind]
            times = 0
            if asked:
                times = asked["times"] if kind == "individual" else int(self.due(asked["every_weeks"], asked["last"]))
            if len(mine) > times:
                yield "slot_not_prescribed"
            if any(each["minutes"] != asked["minutes"] for each in mine[:times]):
                yield "wrong_minutes"

    def frozen(self):
        def plain(each: dict) -> str:
            out = {name: value for name, value in each.items() if name != "frozen"}
            if "members" in out:
                out["members"] = sorted(out["members"])
            return repr(sorted(out.items()))

        for name in ("sessions", "slots"):
            here = Counter(plain(each) for each in self.plan[name])
            if Counter(plain(each) for each in self.p["frozen"][name]) - here:
                yield "frozen_changed"
