"""Jobs of this room; each may run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openiop.base.messages.actions import hand_over


@app.task(name="messages.deliver", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def deliver(message_id: str) -> None:
    """Hands one message to the mail server; a failing server is tried again for about eighteen hours."""
    hand_over(message_id)
