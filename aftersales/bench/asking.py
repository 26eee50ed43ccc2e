"""Asking a server over HTTP, one after the other or several at once, and taking the time."""

import http.client
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median, quantiles
from threading import Lock
from time import perf_counter
from urllib.parse import urlencode

from aftersales.bench.serving import Server

CSRF = "a" * 32
LOST = (ConnectionError, http.client.BadStatusLine, http.client.RemoteDisconnected)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: where, with what, and how it is signed in."""

    path: str
    headers: Mapping[str, str]
    form: Mapping[str, str] | None = None


@dataclass(slots=True)
class Times:
    """Milliseconds of the answers to one kind of request."""

    each: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """The usual."""
        return median(self.each)

    @property
    def p95(self) -> float:
        """The slow."""
        few = len(self.each) < 2
        return self.each[0] if few else quantiles(self.each, n=20)[-1]


def signed_in(session: str) -> dict[str, str]:
    """The headers of a browser with this session."""
    return {"Cookie": f"session={session}; csrf={CSRF}", "X-CSRFToken": CSRF}


class Asker:
    """Clients of one server, each with a connection that it keeps."""

    def __init__(self, server: Server, n_clients: int) -> None:
        self.server = server
        self.n_clients = n_clients
        self._pool = ThreadPoolExecutor(n_clients)
        self._lock = Lock()
        self._left = 0

    def ask(self, asks: Iterator[Ask], count: int, times: Times) -> None:
        """Ask for the next `count` of `asks`, every client its share."""
        self._left = count
        jobs = [self._pool.submit(self._some, asks) for _ in range(self.n_clients)]
        for job in jobs:
            times.each += job.result()

    def close(self) -> None:
        """End the clients."""
        self._pool.shutdown()

    def _some(self, asks: Iterator[Ask]) -> list[float]:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.server.port, timeout=60
        )
        found = []
        try:
            while (ask := self._next(asks)) is not None:
                found.append(_timed(connection, ask))
        finally:
            connection.close()
        return found

    def _next(self, asks: Iterator[Ask]) -> Ask | None:
        with self._lock:
            if self._left <= 0:
                return None
            self._left -= 1
            return next(asks, None)


def _timed(connection: http.client.HTTPConnection, ask: Ask) -> float:
    begun = perf_counter()
    try:
        status, words = _answer(connection, ask)
    except LOST:  # the server let go of a connection that was quiet
        connection.close()
        begun = perf_counter()
        status, words = _answer(connection, ask)
    taken = (perf_counter() - begun) * 1000
    if status not in {200, 302, 303}:
        raise RuntimeError(f"{ask.path}: {status} {words[-400:]!r}")
    return taken


def _answer(connection: http.client.HTTPConnection, ask: Ask) -> tuple[int, bytes]:
    if ask.form is None:
        connection.request("GET", ask.path, headers=dict(ask.headers))
    else:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(ask.form)
        connection.request("POST", ask.path, body, {**ask.headers, **kind})
    response = connection.getresponse()
    return response.status, response.read()
