"""Starting and stopping the embedded PostgreSQL and Valkey."""

import contextlib
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from aftersales.embedded import postgres as pg, valkey
from aftersales.embedded.accounts import Account
from aftersales.embedded.children import Guard, spawn, stop
from aftersales.embedded.endpoints import RunRecord
from aftersales.embedded.errors import RunError
from aftersales.embedded.postgres import Postgres

START_SECONDS = 60  # recovery after a crash replays the log first
STOP_SECONDS = 20
ATTEMPTS = 3  # a free port may be taken between the look and the start


@dataclass(frozen=True, slots=True)
class Start:
    """How to launch one server on a port, and how to see that it serves."""

    launch: Callable[[int], subprocess.Popen[bytes]]
    is_ready: Callable[[int], bool]


@dataclass
class Servers:
    """The servers this process started, which end with it."""

    guard: Guard
    log_folder: Path
    death_signal: signal.Signals = pg.FAST_SHUTDOWN
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _starts: dict[str, tuple[Start, int]] = field(default_factory=dict)

    def start_postgres(self, cluster: Postgres, port: int, password: str) -> int:
        """Serve a prepared cluster; returns the port it got."""

        def launch(port: int) -> subprocess.Popen[bytes]:
            with self._log("postgres") as log:
                return spawn(
                    cluster.command(port),
                    environment=cluster.environment(),
                    log=log,
                    account=cluster.account,
                    death_signal=self.death_signal,
                )

        def ready(port: int) -> bool:
            return pg.accepts(RunRecord(port, 0, password).endpoints.database_url)

        return self._start("postgres", Start(launch, ready), port)

    def start_valkey(self, account: Account | None, port: int, password: str) -> int:
        """Serve an empty broker; returns the port it got."""

        def launch(port: int) -> subprocess.Popen[bytes]:
            with self._log("valkey") as log:
                return spawn(
                    [str(valkey.program(account)), "-"],
                    environment={},
                    log=log,
                    account=account,
                    feed=valkey.configuration(port, password),
                )

        def ready(port: int) -> bool:
            return valkey.accepts(RunRecord(0, port, password).endpoints.redis_url)

        return self._start("valkey", Start(launch, ready), port)

    def stop(self) -> None:
        """End what runs, the last started first."""
        signals = {"postgres": self.death_signal}
        for name in list(reversed(self.running)):
            process = self.running.pop(name)
            stop(
                process,
                number=signals.get(name, valkey.SHUTDOWN),
                patience=STOP_SECONDS,
            )
            self.guard.release(process)

    def dead(self) -> list[str]:
        """The names of servers that ended without being asked."""
        return [
            name for name, process in self.running.items() if process.poll() is not None
        ]

    def restart(self, name: str) -> subprocess.Popen[bytes]:
        """Serve again, on the same port, for the others still look there."""
        self.guard.release(self.running.pop(name))
        start, port = self._starts[name]
        for _ in range(ATTEMPTS):
            process = self._try(start, port)
            if process is not None:
                self.running[name] = process
                return process
            time.sleep(1)  # the last processes of the dead server are still leaving
        raise self._failure(name)

    def _start(self, name: str, start: Start, port: int) -> int:
        for _ in range(ATTEMPTS):
            port = port if port and is_free(port) else free_port()
            process = self._try(start, port)
            if process is not None:
                self.running[name] = process
                self._starts[name] = (start, port)
                return port
            port = 0
        raise self._failure(name)

    def _try(self, start: Start, port: int) -> subprocess.Popen[bytes] | None:
        process = start.launch(port)
        self.guard.watch(process, self.death_signal)
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            if not is_free(port) and start.is_ready(port):
                return process
            time.sleep(0.02)
        stop(process, number=signal.SIGTERM, patience=1)
        self.guard.release(process)
        return None

    def _failure(self, name: str) -> RunError:
        log = self.log_folder / f"{name}.log"
        end = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        return RunError(f"{name} did not start. The end of {log}:\n{end}")

    def _log(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
        return (self.log_folder / f"{name}.log").open("ab")


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def new_password() -> str:
    return secrets.token_urlsafe(18)
