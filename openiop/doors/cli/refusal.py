"""The one exception whose message a person is meant to read."""


class Refusal(Exception):
    """The command cannot do what was asked. The message is one line and names the way out."""
