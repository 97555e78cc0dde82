"""Jobs of aftercare, run by `openiop worker`."""

import logging

from procrastinate.contrib.django import app

from openiop.base.audit.actions import System
from openiop.base.context import everything, standing
from openiop.base.programs.models import Program
from openiop.care.aftercare.actions import ask_for_due_calls

log = logging.getLogger(__name__)


@app.periodic(cron="40 7 * * *")  # once a day, in the small hours of every American zone
@app.task(queue="aftercare", queueing_lock="aftercare.ask_all", pass_context=False)
def ask_all(timestamp: int) -> None:
    """Puts the calls of the coming week on somebody's list; a program that fails does not stop the others."""
    failed = []
    for program in Program.objects.select_related("organisation").iterator():
        try:
            with standing(everything(program.organisation_id)):
                ask_for_due_calls(by=System("aftercare", program.organisation_id), program=program)
        except Exception:
            log.exception("asking for calls failed for program %s", program.pk)
            failed.append(str(program.pk))
    if failed:
        raise RuntimeError(f"calls were not asked for in {len(failed)} programs: {', '.join(failed)}")
