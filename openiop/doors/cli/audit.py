"""The audit: whether anybody has touched it, and where each organisation's chain stands.

    openiop audit verify              read everything again; exit 1 and name the first bad row if anything was touched
    openiop audit heads               each chain's newest event, signed with this installation's key
    openiop audit seal                seal final rows that have no seal yet (after an upgrade)

verify sees a changed, deleted, inserted or moved event, and a signed row that is not what was signed, even where a
superuser did it. A chain that was written anew as a whole it sees with --heads FILE: what 'openiop audit heads --json'
printed before, or the data folder's audit-heads.jsonl, kept where this machine cannot write. The database is read as
its owner, in one snapshot.

--json prints for verify {"intact": bool, "events": int, "seals": int, "seconds": float,
"organisations": [{"organisation": slug, "events": int, "seals": int, "head": hash, "intact": bool}],
"faults": [{"organisation": slug, "number": int|null, "wrong": "altered"|"missing"|"inserted"|"reordered"|"head"|
"signed row"|"saved head", "told": str}]}; for heads {"key": base64, "heads": [{"organisation": id, "number": int,
"hash": hex, "at": instant, "signed_at": instant, "key": base64, "signature": base64}]}; for seal {"sealed": int}
"""

import argparse
import dataclasses
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from openiop.doors.cli import ground
from openiop.doors.cli.progress import Progress
from openiop.doors.cli.refusal import Refusal

HELP = "whether anybody has touched the audit or a signed row"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["verify", "heads", "seal"])
    parser.add_argument("--organisation", metavar="SLUG", help="only this one (default: all)")
    parser.add_argument("--heads", type=Path, metavar="FILE", help="signed heads that must still be in the chain")
    parser.add_argument("--key", default="", metavar="BASE64", help="the public key of FILE (default: our own)")


def run(options: argparse.Namespace) -> int:
    if options.heads and options.act != "verify":
        raise Refusal("--heads FILE belongs to 'openiop audit verify'")
    ground.django_up("migrator")  # only the owner of the tables sees every organisation
    from openiop.doors.cli.migrate import pending

    if missing := pending():
        raise Refusal(f"{len(missing)} migrations are missing: run 'openiop migrate' first")
    must_see_everything()
    return {"verify": verify, "heads": heads, "seal": seal}[options.act](options)


def must_see_everything() -> None:
    """Refuse as a role from which row-level security hides rows: what is hidden would count as gone."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(current_user, t.tableowner, 'USAGE')
               FROM pg_roles r, pg_tables t WHERE r.rolname = current_user AND t.schemaname = 'public'
                 AND t.tablename = 'audit_head'"""
        )
        row = cursor.fetchone()
    if not row or not row[0]:
        raise Refusal("the audit is read as the owner of the tables: set OPENIOP_MIGRATOR_DATABASE_URL")


def verify(options: argparse.Namespace) -> int:
    from django.db import connection, transaction

    from openiop.base.audit import verify as audit

    saved = saved_heads(options)
    began = time.perf_counter()
    with transaction.atomic():
        audit.snapshot(connection.connection)
        slugs = dict(connection.connection.execute("SELECT id, slug FROM programs_organisation").fetchall())
        chosen = choose(options.organisation, slugs, audit.organisations(connection.connection), saved)
        verdicts = []
        with Progress("Organisations", len(chosen)) as progress:
            for organisation in chosen:
                verdicts.append(audit.verify(connection.connection, organisation, saved))
                progress.step(slugs.get(organisation, ""))
    seconds = round(time.perf_counter() - began, 2)

    def name(organisation: str) -> str:
        return str(slugs.get(UUID(organisation), organisation))

    faults = [dataclasses.asdict(each.fault) for each in verdicts if each.fault]
    for fault in faults:
        fault["organisation"] = name(fault["organisation"])
    data = {
        "intact": not faults,
        "events": sum(each.events for each in verdicts),
        "seals": sum(each.seals for each in verdicts),
        "seconds": seconds,
        "organisations": [
            {
                "organisation": name(each.organisation),
                "events": each.events,
                "seals": each.seals,
                "head": each.head,
                "intact": each.fault is None,
            }
            for each in verdicts
        ],
        "faults": faults,
    }
    lines = [
        f"{'TOUCHED' if each.fault else 'whole  '}  {name(each.organisation):20}  {each.events} events, "
        f"{each.seals} sealed rows, head {each.head[:16]}"
        for each in verdicts
    ]
    lines.append(f"{data['events']} events and {data['seals']} sealed rows in {seconds} s")
    ground.answer(data, as_json=options.json, text="\n".join(lines))
    for fault in faults:
        place = f"event {fault['number']}: " if fault["number"] is not None else ""
        ground.say(f"openiop audit: {fault['organisation']}: {place}{fault['wrong']}: {fault['told']}")
    return 1 if faults else 0


def choose(slug: str | None, slugs: dict[UUID, str], known: list[UUID], saved: list[Any]) -> list[UUID]:
    """The organisations to look at: those in the audit and those of the saved heads, or the one that was named."""
    everyone = list(dict.fromkeys([*known, *(UUID(head.organisation) for head in saved)]))
    if slug is None:
        return everyone
    found = [key for key, each in slugs.items() if each == slug]
    if not found:
        raise Refusal(f"--organisation {slug} is not known: there are {', '.join(sorted(slugs.values())[:10])}")
    return found


def saved_heads(options: argparse.Namespace) -> list[Any]:
    """The heads of --heads FILE, each with its signature checked."""
    if options.heads is None:
        return []
    from openiop.base.audit import heads as signed

    try:
        return list(signed.read(options.heads.read_text(), ground.home(), options.key))
    except OSError as error:
        raise Refusal(f"{options.heads}: {error.strerror}") from None
    except (UnicodeDecodeError, signed.BadHead) as error:
        raise Refusal(f"{options.heads}: {error}") from None


def heads(options: argparse.Namespace) -> int:
    from django.db import connection

    from openiop.base.audit import heads as signed

    found = signed.signed(signed.heads_of(connection), ground.home())
    data = {"key": signed.public(signed.signing_key(ground.home())), "heads": found}
    lines = [f"{each['organisation']}  {each['number']:>9}  {each['hash']}  {each['at']}" for each in found]
    ground.answer(data, as_json=options.json, text="\n".join([*lines, f"signed with the key {data['key']}"]))
    return 0


def seal(options: argparse.Namespace) -> int:
    from openiop.base.audit.sealing import seal_what_stands
    from openiop.base.programs.models import Organisation

    chosen = Organisation.objects.filter(**({"slug": options.organisation} if options.organisation else {}))
    sealed = sum(seal_what_stands(each.pk, "openiop audit seal") for each in chosen)
    ground.answer({"sealed": sealed}, as_json=options.json, text=f"{sealed} rows are sealed that were not")
    return 0
