"""Jobs of the calendar, run by `openiop worker`."""

import logging

from procrastinate.contrib.django import app

from openiop.base.audit.actions import System
from openiop.base.context import everything, standing
from openiop.base.programs.models import Program
from openiop.care.calendar.actions.planning import plan_ahead

log = logging.getLogger(__name__)


@app.periodic(cron="25 7 * * *")  # once a day, in the small hours of every American zone
@app.task(queue="calendar", queueing_lock="calendar.plan_all", pass_context=False)
def plan_all(timestamp: int) -> None:
    """Makes the sessions of the next six weeks for every program; one that fails does not stop the others."""
    failed = []
    for program in Program.objects.select_related("organisation").iterator():
        try:
            with standing(everything(program.organisation_id)):
                plan_ahead(by=System("calendar", program.organisation_id), program=program)
        except Exception:
            log.exception("planning ahead failed for program %s", program.pk)
            failed.append(str(program.pk))
    if failed:
        raise RuntimeError(f"sessions were not planned for {len(failed)} programs: {', '.join(failed)}")
