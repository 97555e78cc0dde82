"""Django's PostgreSQL backend with two differences: a connection's health is read off its socket, and there are
cursors whose statements the server keeps parsed and planned (openiop.base.reads)."""

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper


class PreparedCursor(base.ServerBindingCursor):
    """Sends parameters apart from the statement, and lets the server keep the statement."""

    def execute(self, query: Any, params: Any = None) -> Any:
        return super().execute(query, params, prepare=True)  # type: ignore[misc]


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        """Django switches prepared statements off for connection poolers; a threshold switches them on again, for
        the cursors that ask for them (Django's own never do)."""
        params: dict[str, Any] = super().get_connection_params()
        return params | {"prepare_threshold": 0}

    def is_usable(self) -> bool:
        """Whether the server is still there. A server that ended has closed the socket, which can then be read: only
        then is it worth a question, so that a request does not begin with one."""
        if self.connection is None or self.connection.closed:
            return False
        readable = select.poll()
        readable.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if readable.poll(0) or self.errors_occurred else True

    def prepared_cursor(self) -> CursorWrapper:
        """A cursor for statements that are asked over and over. Counted and checked as every other."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor: CursorWrapper = self._prepare_cursor(PreparedCursor(self.connection))  # type: ignore[attr-defined,call-arg]
            return cursor
