"""Reading stays and levels. Functions that take a gate answer what its actor may see; the others take rows or
identifiers that came through the gate already."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from openiop.base.people.models import LANGUAGES, Client, Licence, Staff
from openiop.base.people.roles import Permission, Role
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program, Track
from openiop.base.reads import Read
from openiop.care.intake.models import Diagnosis, Evaluation, Referral
from openiop.care.placement.models import Decision, Episode, LevelPeriod
from openiop.rulebook import codes, pairing, placement, staying
from openiop.rulebook.dose import Week

LANGUAGE_NAMES = dict(LANGUAGES)
SKILL_OF_POPULATION = {
    Track.Population.ADOLESCENT: "adolescents",
    Track.Population.CO_OCCURRING: "co-occurring",
    Track.Population.LGBTQ: "lgbtq+",
    Track.Population.TRAUMA: "trauma",
}


# Before admission


def recommendation_of(evaluation: Evaluation) -> placement.Recommendation:
    """What the rules recommend for this evaluation's ratings and the client's active diagnoses."""
    ratings = {
        each.dimension: each.severity if evaluation.edition == "third" else each.minimum_level or None
        for each in evaluation.ratings.all()
    }
    kinds = {
        codes.diagnosis_kind(code) for code in active_diagnoses(evaluation.client_id).values_list("code", flat=True)
    }
    return placement.recommend(ratings, evaluation.edition, dx_sud="sud" in kinds, dx_mh="mh" in kinds)


def active_diagnoses(client_id: UUID) -> QuerySet[Diagnosis]:
    """What this person has now, primary first."""
    return Diagnosis.objects.filter(client_id=client_id, status=Diagnosis.Status.ACTIVE)


def state_of(client: Client, program: Program) -> str:
    """Where the client is during treatment: their own state, else that of the program's site."""
    return client.state or program.site.state


def therapists_for(
    program: Program, client: Client, on: date, track: Track | None = None
) -> tuple[pairing.RankedTherapist, ...]:
    """The program's primary therapists, best fit first, each with the reasons in words. `key` is the staff id."""
    staff = (
        Staff.objects.filter(programs=program, roles__contains=[Role.THERAPIST], started_on__lte=on)
        .filter(Q(ended_on=None) | Q(ended_on__gte=on))
        .annotate(clients=Count("caseload", filter=Q(caseload__closed_on=None)))
        .prefetch_related(Prefetch("licences", Licence.objects.order_by("valid")))
        .distinct()
    )
    therapists = [as_therapist(each) for each in staff]
    listed = {skill for each in therapists for skill in each.skills}
    wanted = {SKILL_OF_POPULATION[track.population]} if track and track.population in SKILL_OF_POPULATION else set()
    need = pairing.Need(
        state=state_of(client, program),
        on=on,
        languages=frozenset([str(LANGUAGE_NAMES.get(client.language, client.language))]),
        skills=frozenset(wanted & listed),  # what nobody lists tells nobody apart
    )
    return pairing.rank_therapists(need, therapists)


def as_therapist(staff: Any) -> pairing.Therapist:
    """A member of staff as pairing sees them; `staff.clients` is their caseload now."""
    return pairing.Therapist(
        key=str(staff.pk),
        name=staff.actor_name,
        licences=tuple(
            pairing.Licence(
                each.state,
                each.valid.lower,
                each.valid.upper - timedelta(days=1) if each.valid.upper else None,
                each.kind,
            )
            for each in staff.licences.all()
        ),
        languages=frozenset(str(LANGUAGE_NAMES.get(code, code)) for code in staff.languages),
        skills=frozenset(skill.casefold() for skill in staff.skills),
        caseload=staff.clients,
        caseload_limit=staff.caseload_limit,
    )


def ready_to_place(gate: Gate, program: Program) -> QuerySet[Evaluation]:
    """Signed evaluations that still wait for a decision, oldest first. One signed during a stay belongs to it."""
    later = Episode.objects.filter(client=OuterRef("client"), program=program)
    return (
        gate.rows(Evaluation, Permission.SEE_CHART)
        .filter(program=program, signed_at__isnull=False)
        .exclude(referral__state__in=[Referral.State.HANDED_OFF, Referral.State.CLOSED])
        .exclude(Exists(later.filter(Q(closed_on=None) | Q(closed_on__gte=OuterRef("signed_at__date")))))
        .exclude(Exists(Episode.objects.filter(evaluation=OuterRef("pk"))))
        .select_related("client", "signed_by", "referral")
        .order_by("signed_at")
    )


# During the stay


def open_episodes(gate: Gate, program: Program) -> QuerySet[Episode]:
    """Everyone who is here, longest stay first, with their levels at hand."""
    return (
        gate.rows(Episode, Permission.SEE_CHART)
        .filter(program=program, closed_on=None)
        .select_related("client", "track", "therapist")
        .prefetch_related("levels")
        .order_by("opened_on", "client__legal_last", "client__legal_first")
    )


STAYS = Read(
    Episode,
    lambda rows, client: rows.filter(client=client).select_related("client", "program", "track", "therapist"),
    client=UUID,
)


def episode_of(client_id: UUID, program: Program | None = None) -> Episode | None:
    """The open stay of a client (in `program`, where given), else the latest that has ended; None without any."""
    stays = [each for each in STAYS.rows(client=client_id) if program is None or each.program_id == program.pk]
    return max(stays, key=lambda each: (each.closed_on is None, each.opened_on), default=None)


def level_on(episode: Episode, day: date) -> LevelPeriod | None:
    """The stretch at a level that `day` lies in; after the last one, that one; None before the first. Uses
    prefetched levels where they are."""
    begun = [each for each in episode.levels.all() if each.during.lower <= day]
    return max(begun, key=lambda each: each.during.lower, default=None)


def taper_on(episode: Episode, day: date) -> staying.Taper | None:
    """The recorded taper that `day` lies in, as the rulebook's hours band takes it (HRS-7)."""
    period = level_on(episode, day)
    return as_taper(period) if period and day in period.during else None


def as_taper(period: LevelPeriod) -> staying.Taper | None:
    """A taper period with its last day included; None for any other."""
    if period.state != LevelPeriod.State.TAPER:
        return None
    return staying.Taper(period.during.lower, period.during.upper - timedelta(days=1), period.reason)


def tapers_for_week(program: Program, week: Week) -> dict[UUID, staying.Taper]:
    """Who is in a taper at some time of this week: client id to taper, in one query."""
    periods = LevelPeriod.objects.filter(
        episode__program=program,
        state=LevelPeriod.State.TAPER,
        during__overlap=(week.first, week.last + timedelta(days=1)),
    ).select_related("episode")
    return {each.episode.client_id: taper for each in periods if (taper := as_taper(each))}


def episodes_in_week(program: Program, week: Week) -> QuerySet[Episode]:
    """Stays that touch this week, for boards and forecasts."""
    return Episode.objects.filter(program=program, opened_on__lte=week.last).filter(
        Q(closed_on=None) | Q(closed_on__gte=week.first)
    )


def decisions_of(episode: Episode) -> QuerySet[Decision]:
    """Every decision of a stay, newest first."""
    return episode.decisions.select_related("decided_by").order_by("-decided_at")


def caseloads(staff_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Open stays of each of these therapists, in one query."""
    counted = (
        Episode.objects.filter(therapist__in=list(staff_ids), closed_on=None)
        .values("therapist")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return {row["therapist"]: row["n"] for row in counted}
