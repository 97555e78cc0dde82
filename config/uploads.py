"""How much a request may bring in files: counted while it comes, so that nobody fills the disk."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST = 256 * 1024 * 1024  # of one delivery; more goes through `openiop import`


class Quota(FileUploadHandler):
    """Stands before Django's own handlers. Whoever has not signed in sends no files at all."""

    def __init__(self, request: Any = None):
        super().__init__(request)
        self.taken = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        self.most = MOST if self.request and self.request.user.is_authenticated else 0
        if content_length and content_length > self.most + 1024 * 1024:  # the form's other fields are in it
            raise RequestDataTooBig("the files of one request are larger than they may be")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.taken += len(raw_data)
        if self.taken > self.most:
            raise RequestDataTooBig("the files of one request are larger than they may be")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
