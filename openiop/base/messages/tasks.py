"""Jobs of this room; each may run twice."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openiop.base.context import everything, standing
from openiop.base.messages.actions import hand_over
from openiop.base.programs.models import Organisation


@app.task(name="messages.deliver", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def deliver(message_id: str, organisation_id: str | None = None) -> None:
    """Hands one message to the mail server; a failing server is tried again for about eighteen hours. A job from before
    jobs named their organisation looks for its message in each."""
    houses = [UUID(organisation_id)] if organisation_id else Organisation.objects.values_list("pk", flat=True)
    for house in houses:
        with standing(everything(house)):
            hand_over(message_id)
