"""Seals: a digest of a row that was signed or kept for good, carried by the event of that act.

The rows themselves refuse every change; a seal is for the one who can switch that off. The digest is made by the
database out of the columns as they are stored, and `openiop audit verify` makes it again.

Which tables are sealed stands here in one place, by name, because the audit stands below the rooms that own them.
A list of columns never loses one; a column that comes later must be NULL where older rows say nothing of it, or stand
at its default of the database, which counts as NULL here.
"""

import json
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models.expressions import RawSQL

from openiop.base.audit.chain import INSTANT, piece, text_of


@dataclass(frozen=True)
class Sealed:
    """What of a model's rows is sealed. `since` names the column that is filled when a row becomes final (else it is
    final from its first moment)."""

    columns: tuple[str, ...]
    since: str = ""
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Part:
    """Rows of `kind` that belong to a sealed row by their column `by`, and are sealed with it."""

    kind: str
    by: str
    columns: tuple[str, ...]


EVERY = ("id", "organisation_id", "created_at")


def final(columns: str, since: str = "", parts: tuple[Part, ...] = ()) -> Sealed:
    """These columns, and those that every row has."""
    return Sealed((*EVERY, *columns.split()), since, parts)


SEALED: dict[str, Sealed] = {
    "encounters.note": final(
        """session_id client_id objective_id participation affect engagement reaction quote response risk next_step
           answers drafted written_by_id changed_at due_at signed_by_id cosigner_id signed_at signed_content
           is_late_entry acknowledged""",
        since="signed_at",
    ),
    "encounters.addendum": final("note_id text written_by_id written_at"),
    "encounters.cosignature": final("note_id by_id verdict words at"),
    "encounters.counselingnote": final("session_id client_id author_id text written_at signed_at", since="signed_at"),
    "encounters.presence": final(
        """session_id client_id code during source recorded_by_id recorded_at replaces_id reason key place_of_service
           state"""
    ),
    "plan.signature": final("plan_id kind name staff_id client_id witnessed_by_id signed_at content content_hash"),
    "plan.review": final("plan_id reviewed_on reviewed_by_id findings safety_plan_reviewed next_due"),
    "intake.evaluation": final(
        """client_id program_id referral_id edition own_words history health mind life strengths started_by_id
           signed_by_id signed_at signed_with""",
        since="signed_at",
        parts=(
            Part(
                "intake.dimensionrating",
                "evaluation_id",
                (*EVERY, "evaluation_id", "dimension", "severity", "minimum_level", "evidence"),
            ),
            Part(
                "intake.substanceuse",
                "evaluation_id",
                (*EVERY, "evaluation_id", "rank", "substance", "route", "frequency", "last_use", "age_first_use"),
            ),
        ),
    ),
    "intake.sourcedocument": final("name media_type sha256 content size received_from"),
    "measures.response": final(
        "client_id instrument version answered_at answers total band alerts source recorded_by_id replaces_id key"
    ),
    "placement.decision": final(
        "episode_id evaluation_id kind recommended_level actual_level difference why evidence decided_by_id decided_at"
    ),
    "placement.discharge": final(
        "episode_id decision_id reason last_contact discharged_on destination summary discharged_by_id"
    ),
    "aftercare.dischargesummary": final("discharge_id text written_by_id"),
    "virtual.attestation": final(
        "client_id session_id state at_home place nearby phone contact is_private way is_covered said_at"
    ),
    "virtual.agreement": final("client_id group_id version words language agreed_at"),
    "virtual.written": final("client_id session_id to words written_at"),
    "virtual.evidence": final(
        "client_id presence_id admission_id began_by ended_by first_sign last_sign signs bytes_in"
    ),
    "privacy.consent": final(
        """client_id program_id kind state discloser information items narrowing recipient_class participants purposes
           purpose_words raises_funds statements consequences conditioned expires_on expires_event expires_never
           revocable_on revocable_event disposition_on is_condition incapacity state_requires language texts
           written_by_id signed_at""",
        since="signed_at",
        parts=(Part("privacy.consentrecipient", "consent_id", (*EVERY, "consent_id", "recipient_id", "part")),),
    ),
    "privacy.consentsignature": final("consent_id capacity name relation how at shown digest language witness_id"),
    "privacy.revocation": final("consent_id at how by_name words reliance taken_by_id"),
    "privacy.revocationnotice": final("revocation_id recipient_id at how told_by_id"),
    "privacy.expiryreached": final("consent_id at happened_on words noted_by_id"),
    "privacy.revocability": final("consent_id at happened_on words noted_by_id"),
    "privacy.disclosure": final(
        """client_id basis consent_id order_id qsoa_id recipient_id recipient_name recipient_kind recipient_address
           facility intermediary_name items what description digest purposes purpose emergency how at by_kind by_id
           by_name statement texts scope copy_sent"""
    ),
    "privacy.notice": final(
        "program_id effective_on texts contact phone email words is_material what_changed written_by_id published_at",
        since="published_at",
    ),
    "privacy.noticegiven": final(
        "client_id version texts language how at is_acknowledged why_not given_by_id notice_id"
    ),
    "privacy.glass": final("client_id staff_id nature reason at until"),
    "privacy.glassclosing": final("glass_id at by_id"),
    "privacy.glassreview": final("glass_id at by_id finding words"),
    "privacy.accountingrequest": final(
        """client_id kind asked_on since until due_on extended_to extension_reason is_free answered_at answered_by_id
           rows digest""",
        since="answered_at",
    ),
    "privacy.courtorder": final(
        """client_id kind agency court reference received_on order_on mandate_on findings scope items to_whom
           expires_on is_fictitious decision why decided_at decided_by_id""",
        since="decided_at",
    ),
}
FORMAT = "openiop seal 1"


@cache
def seal_sql(kind: str, row: str) -> str:
    """SQL of the seal of `row`, the alias of a row of the model `kind` ("encounters.note")."""
    text = _text(kind, SEALED[kind].columns, row)
    for part in SEALED[kind].parts:
        table = apps.get_model(part.kind)._meta.db_table
        text += f""" || coalesce((SELECT string_agg('|{part.kind}|' || {_text(part.kind, part.columns, "p")}, ''
                       ORDER BY p.id) FROM {table} p WHERE p.{part.by} = {row}.id), '')"""  # noqa: S608
    return f"encode(sha256(convert_to('{FORMAT}|{kind}|' || {text}, 'UTF8')), 'hex')"


def _text(kind: str, columns: tuple[str, ...], row: str) -> str:
    """SQL of the text of these columns."""
    fields = {field.attname: field for field in apps.get_model(kind)._meta.concrete_fields}
    return text_of((name, _as_text(fields[name], f"{row}.{fields[name].column}")) for name in columns)


def seal_of(row: models.Model) -> RawSQL:
    """The seal of a stored row, as an expression that the database works out while it writes the event."""
    kind = row._meta.label_lower
    return RawSQL(f"(SELECT {seal_sql(kind, 's')} FROM {row._meta.db_table} s WHERE s.id = %s)", [row.pk])  # noqa: S608,S611


def is_final(kind: str, row: str) -> str:
    """SQL: whether this row is one that must have a seal."""
    since = SEALED[kind].since
    return f"{row}.{since} IS NOT NULL" if since else "TRUE"


def batch_sql(kind: str) -> str:
    """SQL that seals many rows at once: (count, seal) of the final rows of organisation %(organisation)s with an id
    from %(first)s to %(last)s that have no seal of their own."""
    table = apps.get_model(kind)._meta.db_table
    one = seal_sql(kind, "s")
    return f"""SELECT count(*), encode(sha256(convert_to('{FORMAT}|' || coalesce(
                 string_agg({one}, '' ORDER BY s.id), ''), 'UTF8')), 'hex')
               FROM {table} s WHERE s.organisation_id = %(organisation)s AND {is_final(kind, "s")}
                 AND s.id BETWEEN %(first)s AND %(last)s AND {unsealed(kind, "s")}"""  # noqa: S608


def unsealed(kind: str, row: str) -> str:
    """SQL: whether no event seals this row by name."""
    return f"""NOT EXISTS (SELECT 1 FROM audit_event x WHERE x.organisation_id = {row}.organisation_id
                 AND x.sealed_kind = '{kind}' AND x.sealed_id = {row}.id AND x.sealed_kind <> '')"""  # noqa: S608


def _as_text(field: models.Field, column: str) -> str:
    """SQL of a column's value as text that is the same in every session."""
    if isinstance(field, models.DateTimeField):
        return INSTANT.format(column)
    if isinstance(field, DateTimeRangeField):
        ends = [piece(end, INSTANT.format(f"{end}({column})")) for end in ("lower", "upper")]
        marks = f"lower_inc({column})::text || upper_inc({column})::text || isempty({column})::text"
        return f"CASE WHEN {column} IS NOT NULL THEN {ends[0]} || {ends[1]} || {marks} END"
    if isinstance(field, models.DateField):
        return f"to_char({column}, 'YYYY-MM-DD BC')"
    if isinstance(field, models.BinaryField):
        return f"encode(sha256({column}), 'hex')"
    if field.has_db_default():
        return f"NULLIF({column}::text, '{'' if field.db_default == '' else json.dumps(field.db_default)}')"
    return f"{column}::text"
