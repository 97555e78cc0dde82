"""Django's PostgreSQL backend with two differences: a connection's health is read off its socket, and there are
statements that the server keeps parsed and planned (openiop.base.reads)."""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from openiop.base.database.asking import Asking, AskingCursor, Values


class DatabaseWrapper(base.DatabaseWrapper):
    asking: Asking | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """A kept statement keeps its plan, too: the planner otherwise plans what it hopes to answer a little faster
        anew each time, which costs more than it gains."""
        params: dict[str, Any] = super().get_connection_params()
        options = f"{params.get('options', '')} -c plan_cache_mode=force_generic_plan"
        return params | {"options": options.strip()}

    def is_usable(self) -> bool:
        """Whether the server is still there. A server that ended has closed the socket, which can then be read: only
        then is it worth a question, so that a request does not begin with one."""
        if self.connection is None or self.connection.closed:
            return False
        readable = select.poll()
        readable.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if readable.poll(0) or self.errors_occurred else True

    def prepared_rows(self, sql: str, params: Values) -> list[tuple[Any, ...]]:
        """The rows of a statement that is asked over and over; the server keeps it parsed and planned. Counted, wrapped
        and checked as every other where somebody counts or wraps."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        raw = self.connection
        if self.asking is None or self.asking.connection is not raw:
            self.asking = Asking(raw)
        if not raw.autocommit and raw.pgconn.transaction_status == TransactionStatus.IDLE:
            raw.execute("")  # psycopg begins the transaction, as before any statement of its own
        if self.queries_logged or self.execute_wrappers:
            with self._prepare_cursor(AskingCursor(self.asking)) as cursor:  # type: ignore[attr-defined]
                cursor.execute(sql, params)
                return cursor.fetchall()  # type: ignore[no-any-return]
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            return self.asking.rows(sql, params)
