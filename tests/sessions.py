"""Other people at the same database: sessions of their own, and waiting for an outcome."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from time import monotonic, sleep
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")
PATIENCE_SECONDS = 30
# The log is settled up to the oldest transaction of the whole server, and beside us
# another worker's demo shop or import of ten thousand rows may be one.
SETTLED_SECONDS = 150


class Session:
    """A second connection, in a thread of its own, with one transaction held open."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)

    def run(self, job: Callable[[], T]) -> T:
        """The result of `job`, run in this session."""
        return self.start(job).result(timeout=PATIENCE_SECONDS)

    def start(self, job: Callable[[], T]) -> "Future[T]":
        """The same without waiting for it: it may have to wait for somebody else."""
        return self._thread.submit(job)

    def begin(self) -> None:
        """Open a transaction that stays open, however long the others take."""
        self.run(lambda: transaction.set_autocommit(False))
        self.run(_be_patient)

    def commit(self) -> None:
        """End it."""
        self.run(transaction.commit)

    def close(self) -> None:
        """Give the connection back, and wait until the server let go of its locks."""
        backend = self.run(_backend_pid)
        self.run(lambda: connection.close())  # bound in the session's own thread
        self._thread.shutdown()
        eventually(lambda: _is_served(backend), lambda served: not served)


def _be_patient() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _backend_pid() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


def _is_served(backend: int) -> bool:
    """Whether a server process still stands: it ends a moment after its client."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [backend])
        return cursor.fetchone() is not None


def somebody_waits_for_a_row() -> bool:
    """Whether a session of this database waits for what another one holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone() is not None


@contextmanager
def another_session() -> Iterator[Session]:
    """A session that is closed at the end."""
    session = Session()
    try:
        yield session
    finally:
        session.close()


def all_at_once(*jobs: Callable[[], object]) -> list[object]:
    """What each job returned or raised, when all start together on own connections."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            return job()
        except Exception as error:  # noqa: BLE001 - the outcome under test
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def eventually(
    ask: Callable[[], T], wanted: Callable[[T], bool], seconds: float = PATIENCE_SECONDS
) -> T:
    """The first answer that is `wanted`, or the last one when the time is over.

    For what another test on the same server may delay, or another process has to do.
    """
    until = monotonic() + seconds
    while not wanted(answer := ask()) and monotonic() < until:
        sleep(0.05)
    return answer


def settled(ask: Callable[[], T], wanted: Callable[[T], bool]) -> T:
    """As `eventually`, for what the log tells only when all before it is certain."""
    return eventually(ask, wanted, SETTLED_SECONDS)
