"""The week's minutes counted where the rows are: presence ∩ session − breaks, as ranges of instants (BIL-3, 4, 12).

One statement counts a week of one client, of a program, or of many programs. It agrees with the rulebook's own count,
which the tests ask beside it. The policies of row-level security hold inside it as in every other query.
"""

# ruff: noqa: S608 - the pieces of these statements are written here
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db import connection

from openiop.base.database.base import DatabaseWrapper
from openiop.base.programs.models import Program
from openiop.rulebook import packs
from openiop.rulebook.dose import Week, week_span
from openiop.rulebook.packs.known import KINDS

LONGEST = timedelta(hours=12)  # no session is longer


def _minutes(ranges: str) -> str:
    """Whole minutes of a multirange, rounded down once."""
    seconds = "coalesce(sum(date_part('epoch', upper(r) - lower(r))), 0)"
    return f"(SELECT floor({seconds} / 60)::int FROM unnest({ranges}) AS r)"


# Sessions that start in the week and were not cancelled; and those of the evening before, which may reach into it:
# their days are not the week's, but what they have counted is not counted again. `room` are the instants that count.
# Of sessions at one time the one that starts first keeps the shared time; of two that start together, the one that
# ends first. What is over counts as it was; what a person who is here stays for, and sessions about which nothing is
# recorded, lie ahead: whole until they end, because whoever takes attendance may say that somebody was there from the
# start.
COUNTED = f"""
WITH asked AS NOT MATERIALIZED (/* asked */
), meeting AS (
  SELECT s.program_id, s.id AS session_id, a.first, a.last, lower(s.during) AS start, upper(s.during) AS finish,
    (lower(s.during) AT TIME ZONE a.zone)::date AS day,
    tstzmultirange(s.during) - CASE WHEN s.breaks = '[]' THEN '{{}}' ELSE
      (SELECT coalesce(range_agg(tstzrange((b ->> 0)::timestamptz, (b ->> 1)::timestamptz)), '{{}}')
       FROM jsonb_array_elements(s.breaks) b) END AS room
  FROM asked a JOIN calendar_session s ON s.program_id = a.program_id
    AND lower(s.during) >= a.starts AND lower(s.during) < a.ends
  WHERE s.state <> 'cancelled' AND s.kind = ANY ((SELECT string_to_array(a.kinds, ' '))::text[]) /* only_session */
), offered AS MATERIALIZED (
  SELECT m.*, {_minutes("m.room")} AS minutes FROM meeting m
), met AS (
  SELECT client_id, program_id, session_id, first, last, start, finish, day, room, minutes,
    bool_or(is_booked) AS is_booked, bool_or(NOT is_booked) AS is_recorded, range_agg(stretch) AS stretches
  FROM (
    SELECT s.client_id, true AS is_booked, NULL::tstzrange AS stretch, o.*
    FROM offered o JOIN calendar_seat s ON s.session_id = o.session_id
    WHERE s.is_live /* only_seat */
    UNION ALL
    SELECT p.client_id, false, p.during, o.*
    FROM offered o JOIN encounters_presence p ON p.session_id = o.session_id
    WHERE p.code <> 'void' /* only_presence */
      AND NOT EXISTS (SELECT 1 FROM encounters_presence n WHERE n.replaces_id = p.id)
  ) AS rows
  GROUP BY client_id, session_id, program_id, first, last, start, finish, day, room, minutes
), came AS (
  SELECT m.*, stretches IS NOT NULL AS was_there,
    stretches * room - coalesce(range_agg(stretches * room) OVER (
      PARTITION BY program_id, client_id ORDER BY start, finish, session_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), '{{}}') AS here
  FROM met m
), there AS MATERIALIZED (
  SELECT c.*, CASE WHEN was_there THEN {_minutes("c.here")} ELSE 0 END AS whole
  FROM came c WHERE c.day BETWEEN c.first AND c.last
), part AS MATERIALIZED (
  SELECT t.*, CASE WHEN t.finish <= %(now)s OR t.whole = 0 THEN t.whole
    ELSE {_minutes("t.here * tstzmultirange(tstzrange(NULL, %(now)s))")} END AS past
  FROM there t
), tally AS (
  SELECT program_id, client_id, day,
    sum(past)::int AS attended,
    (sum(whole - past)
      + coalesce(sum(minutes) FILTER (WHERE is_booked AND NOT is_recorded AND finish > %(now)s), 0))::int AS ahead,
    coalesce(sum(minutes) FILTER (WHERE is_booked), 0)::int AS scheduled,
    count(*) FILTER (WHERE past > 0)::int AS services,
    count(*) FILTER (WHERE whole > past AND past = 0
      OR is_booked AND NOT is_recorded AND finish > %(now)s AND minutes > 0)::int AS services_ahead,
    count(*) FILTER (WHERE is_booked AND NOT is_recorded AND finish <= %(now)s)::int AS unrecorded,
    count(*) FILTER (WHERE is_recorded AND whole = 0)::int AS missed
  FROM part GROUP BY program_id, client_id, day
)"""

TALLY = f"""{COUNTED}
SELECT program_id, client_id, day, attended, ahead, scheduled, services, services_ahead, unrecorded, missed
FROM tally"""

# Who has a stay in the week, or anything counted in it, with what their plan in force prescribes.
WEEK = f"""{COUNTED},
tallied AS (
  SELECT program_id, client_id, array_agg(ARRAY[extract(isodow FROM day)::int, attended, ahead, scheduled, services,
    services_ahead, unrecorded, missed]) AS days
  FROM tally GROUP BY program_id, client_id
), stay AS (
  SELECT DISTINCT ON (e.program_id, e.client_id) e.program_id, e.client_id, t.name AS track, e.opened_on, e.closed_on
  FROM asked a JOIN placement_episode e ON e.program_id = a.program_id JOIN programs_track t ON t.id = e.track_id
  WHERE e.opened_on <= a.last AND (e.closed_on IS NULL OR e.closed_on >= a.first) /* only_stay */
  ORDER BY e.program_id, e.client_id, e.opened_on DESC
), plan AS (
  SELECT DISTINCT ON (e.id) e.program_id, e.client_id, e.opened_on, p.id, a.first, a.last
  FROM asked a JOIN placement_episode e ON e.program_id = a.program_id JOIN plan_plan p ON p.episode_id = e.id
  WHERE (e.closed_on IS NULL OR e.closed_on >= a.first) /* only_stay */
    AND p.state IN ('active', 'replaced') AND p.active_from <= a.last
  ORDER BY e.id, p.version DESC
), dose AS (
  SELECT DISTINCT ON (p.program_id, p.client_id) p.program_id, p.client_id, d.weekly_minutes, d.days, d.day_minutes
  FROM plan p JOIN plan_prescribeddose d ON d.plan_id = p.id
  WHERE d.during && daterange(p.first, p.last, '[]')
  ORDER BY p.program_id, p.client_id, p.opened_on DESC, d.during
)
SELECT program_id, c.id, coalesce(s.track, ''), c.chosen_name, c.legal_first, c.legal_last, c.pronouns, c.birth_date,
  s.opened_on, s.closed_on, d.weekly_minutes, d.days, d.day_minutes, t.days
FROM stay s FULL JOIN tallied t USING (program_id, client_id) LEFT JOIN dose d USING (program_id, client_id)
  JOIN people_client c ON c.id = client_id
ORDER BY program_id, s.track NULLS LAST, c.legal_last, c.legal_first, c.id"""

# What the claim of each day rests on beside its minutes, over the sessions that gave it any: notes, who led, how many
# were there, by video or not; and of the person: a plan, an evaluation, a level of care that hold on the day.
CLAIM = f"""{COUNTED},
counted AS MATERIALIZED (
  SELECT program_id, client_id, session_id, day, finish FROM part WHERE past > 0
), held AS MATERIALIZED (
  SELECT s.id AS session_id, s.is_virtual,
    (SELECT count(DISTINCT p.client_id) FROM encounters_presence p WHERE p.session_id = s.id
       AND p.code IN ('present', 'late', 'left_early')
       AND NOT EXISTS (SELECT 1 FROM encounters_presence n WHERE n.replaces_id = p.id))
      > (%(limits)s::jsonb ->> s.kind)::int AS is_large,
    EXISTS (SELECT 1 FROM calendar_lead l JOIN people_staff t ON t.id = l.staff_id
      WHERE l.session_id = s.id AND l.is_live AND (t.supervisor_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM people_licence i WHERE i.staff_id = t.id AND i.state = %(state)s AND i.valid @> c.day))) AS may
  FROM (SELECT DISTINCT session_id, day FROM counted) c JOIN calendar_session s ON s.id = c.session_id
), noted AS (
  SELECT c.*, h.is_virtual, h.is_large, h.may, n.signed_at, coalesce(n.due_at, c.finish + %(due)s::interval) AS due_at,
    n.signed_at IS NOT NULL AND n.cosigner_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM encounters_cosignature v WHERE v.note_id = n.id AND v.verdict = 'signed') AS waits
  FROM counted c JOIN held h USING (session_id)
    LEFT JOIN encounters_note n ON n.session_id = c.session_id AND n.client_id = c.client_id
), day AS (
  SELECT program_id, client_id, day, count(*) FILTER (WHERE signed_at IS NULL)::int AS unsigned,
    min(due_at) FILTER (WHERE signed_at IS NULL) AS due, count(*) FILTER (WHERE waits)::int AS uncosigned,
    count(*) FILTER (WHERE NOT may)::int AS unlicensed, count(*) FILTER (WHERE is_large)::int AS large,
    count(*) FILTER (WHERE is_virtual)::int AS by_video
  FROM noted GROUP BY program_id, client_id, day
)
SELECT d.client_id, d.day, d.unsigned, d.due, d.uncosigned, d.unlicensed, d.large, d.by_video,
  EXISTS (SELECT 1 FROM plan_plan p JOIN placement_episode e ON e.id = p.episode_id
    WHERE p.client_id = d.client_id AND e.program_id = d.program_id AND p.state IN ('active', 'replaced')
      AND p.active_from <= d.day AND (e.closed_on IS NULL OR e.closed_on >= d.day)),
  EXISTS (SELECT 1 FROM intake_evaluation v WHERE v.client_id = d.client_id AND v.program_id = d.program_id
    AND (v.signed_at AT TIME ZONE %(zone)s::text)::date <= d.day),
  EXISTS (SELECT 1 FROM placement_levelperiod l JOIN placement_episode e ON e.id = l.episode_id
    WHERE e.client_id = d.client_id AND e.program_id = d.program_id AND l.during @> d.day)
FROM day d"""

# One row for each program asked about. A single one is said plainly: what is unpacked from an array looks like many
# rows to the planner, and it would plan anew each time (10 ms) instead of keeping the plan.
MANY = """
  SELECT * FROM unnest(%(program)s::uuid[], %(zone)s::text[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
    %(first)s::date[], %(last)s::date[], %(kinds)s::text[]) AS a(program_id, zone, starts, ends, first, last, kinds)"""
SINGLE = """
  SELECT %(program)s::uuid AS program_id, %(zone)s::text AS zone, %(starts)s::timestamptz AS starts,
    %(ends)s::timestamptz AS ends, %(first)s::date AS first, %(last)s::date AS last, %(kinds)s::text AS kinds"""
ONE_CLIENT = {  # the session first: of the program's, one person has seen one in twelve
    "only_session": """AND s.id IN (
      SELECT m.session_id FROM calendar_seat m WHERE m.client_id = %(client)s AND m.is_live
      UNION SELECT m.session_id FROM encounters_presence m WHERE m.client_id = %(client)s)""",
    "only_seat": "AND s.client_id = %(client)s",
    "only_presence": "AND p.client_id = %(client)s",
    "only_stay": "AND e.client_id = %(client)s",
}


def _statement(sql: str, asked: str, narrowed: dict[str, str]) -> str:
    for name, part in {"asked": asked, **narrowed}.items():
        sql = sql.replace(f"/* {name} */", part)
    return sql


WEEKS = _statement(WEEK, MANY, {})
STATEMENTS = {
    (sql, one): _statement(sql, SINGLE, ONE_CLIENT if one else {})
    for sql in (WEEK, TALLY, CLAIM)
    for one in (True, False)
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person's week as the database counted it. dose: minutes, days and least minutes a day of the plan in force,
    None without one. days: by ISO weekday (1 Monday), attended, ahead, scheduled minutes, services, services ahead,
    sessions without a word about them, sessions missed."""

    program_id: UUID
    client_id: UUID
    track: str
    name: str
    pronouns: str
    born: date | None
    opened_on: date | None
    closed_on: date | None
    dose: tuple[int, int, int] | None
    days: dict[int, tuple[int, ...]]


def count_week(program: Program, week: Week, now: datetime, client_id: UUID | None = None) -> list[Row]:
    """Everyone with a stay, a seat or presence in this week of the program, in one query."""
    values = _values(program, week) | {"now": now, "client": client_id}
    return [_row(found) for found in _ask(STATEMENTS[WEEK, client_id is not None], values)]


def count_weeks(programs: Sequence[tuple[Program, Week]], now: datetime) -> list[Row]:
    """The same of many programs at once."""
    each = [_values(program, week) for program, week in programs]
    values = {name: [one[name] for one in each] for name in (each[0] if each else ())}
    return [_row(found) for found in _ask(WEEKS, values | {"now": now})] if each else []


def count_days(
    program: Program, first: date, last: date, now: datetime, client_id: UUID | None = None
) -> Iterable[tuple[UUID, date, tuple[int, ...]]]:
    """Client, local day, and what was counted on it (see Row.days), over any stretch of days, in one query."""
    values = _values(program, Week(first, last)) | {"now": now, "client": client_id}
    for _program, client, day, *counted in _ask(STATEMENTS[TALLY, client_id is not None], values):
        yield client, day, tuple(counted)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a claim of one person's day rests on, as the database holds it (see CLAIM); counts are of sessions."""

    unsigned: int
    due: datetime | None
    uncosigned: int
    unlicensed: int
    large: int
    by_video: int
    has_plan: bool
    has_evaluation: bool
    has_level: bool


NO_FACTS = Facts(0, None, 0, 0, 0, 0, True, True, True)  # of a day on which nothing was counted


def count_claims(
    program: Program, week: Week, now: datetime, due: timedelta, limits: dict[str, int], client_id: UUID | None = None
) -> dict[tuple[UUID, date], Facts]:
    """What the claims of a program's week rest on, by client and local day, in one query. due: how long after a session
    its note is due. limits: the most people in a session of each kind, at this site."""
    values = _values(program, week) | {"now": now, "client": client_id, "due": f"{int(due.total_seconds())} seconds"}
    values |= {"limits": json.dumps(limits), "state": program.site.state}
    rows = _ask(STATEMENTS[CLAIM, client_id is not None], values)
    return {(client, day): Facts(*rest) for client, day, *rest in rows}


def _values(program: Program, week: Week) -> dict[str, Any]:
    span = week_span(week, program.zone)
    return {
        "program": program.pk,
        "zone": program.time_zone,
        "starts": span.start - LONGEST,
        "ends": span.end,
        "first": week.first,
        "last": week.last,
        "kinds": " ".join(_kinds(program.pack, week.first)),
    }


def _row(found: tuple[Any, ...]) -> Row:
    program, client, track, chosen, first, last, pronouns, born, opened, closed, *dose, days = found
    return Row(
        program_id=program,
        client_id=client,
        track=track,
        name=f"{chosen or first} {last}".strip(),
        pronouns=pronouns,
        born=born,
        opened_on=opened,
        closed_on=closed,
        dose=None if dose[0] is None else (dose[0], dose[1], dose[2]),
        days={day: tuple(rest) for day, *rest in days or ()},
    )


def _ask(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    return cast(DatabaseWrapper, connection).prepared_rows(statement, values)


def _kinds(pack: str, on: date) -> tuple[str, ...]:
    """The kinds of service whose time counts (BIL-3); where no version of the rules holds, all."""
    try:
        return packs.load(pack, on).counts.services
    except packs.NotInForce:
        return KINDS
