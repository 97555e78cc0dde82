"""How a line of the log is written: when, how grave, where in the code; never what somebody typed.

An exception's words often quote a value ("Key (email)=(…) already exists", "invalid literal for int(): '…'"), so only
its kind and the places in the code are written. That is enough to find a fault, and names nobody.
"""

import logging
import time
import traceback
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Line(logging.Formatter):
    """One event. Line ends inside a message are written as \\n, so that nothing can pretend to be a line of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        self.default_msec_format = "%s.%03dZ"
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = "".join(char if char.isprintable() else repr(char)[1:-1] for char in record.message)
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:  # type: ignore[override]
        lines: list[str] = []
        fault: BaseException | None = ei[1]
        while fault is not None:
            kind = type(fault)
            lines.append(f"{kind.__module__}.{kind.__qualname__}")
            lines += [
                f"  {place.filename}:{place.lineno} {place.name}" for place in traceback.extract_tb(fault.__traceback__)
            ]
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\n".join(lines)

    def formatStack(self, stack_info: str) -> str:
        return ""
