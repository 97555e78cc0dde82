"""Jobs of the audit, run by `openiop worker`."""

from procrastinate.contrib.django import app

from openiop.base.audit import heads
from openiop.base.audit.readings import close_readings


@app.periodic(cron="1 * * * *")
@app.task(queue="audit", queueing_lock="audit.close_hour", pass_context=False)
def close_hour(timestamp: int) -> None:
    """Tells the chain who read which record in the hours that are over, then keeps the signed heads outside the
    database."""
    close_readings()
    heads.keep()
