"""What can go wrong between OpenIOP and its video router."""


class VideoError(Exception):
    """The video router, or the machine around it, did not do what was asked."""


class RouterRefused(VideoError):
    """The router answered with an error of its own: Janus's code (426 no such room, 433 not allowed …) and words."""

    def __init__(self, code: int, words: str, request: str):
        super().__init__(f"the video router refused {request}: {words} ({code})")
        self.code, self.words, self.request = code, words, request


class RouterSilent(VideoError):
    """The router did not answer in time."""


class RouterGone(VideoError):
    """The connection to the router ended: it died, was restarted, or closed our session."""
